"""The content files: that they say what they should, and that a wrong one is told clearly."""
