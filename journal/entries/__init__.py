"""The journal itself: writing, tagging, sharing."""
