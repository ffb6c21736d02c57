"""Progress reviews: what three people look back on together, and what they agree for next time."""
