"""Alongside without network: what a browser keeps of it, and where to write meanwhile."""
