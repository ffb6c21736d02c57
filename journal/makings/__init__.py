"""Waiting for a file that is being made."""
