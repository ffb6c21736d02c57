"""A person's own lists for the confidentiality help."""
