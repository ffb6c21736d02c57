"""Worked examples to read before writing."""
