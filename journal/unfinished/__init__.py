"""Unfinished writing: kept while it is typed, found again, put away."""
