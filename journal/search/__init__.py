"""Finding things: search, the timeline, and this day in other years."""
