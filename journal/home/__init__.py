"""The first page: what this is, or what is waiting."""
