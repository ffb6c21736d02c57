"""Habits of the code that no linter knows."""
