"""Review: what supporters read and say, and what the worker answers."""
