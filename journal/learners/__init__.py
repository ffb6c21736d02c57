"""The coach's day: everybody whom somebody coaches or manages, and what waits for them."""
