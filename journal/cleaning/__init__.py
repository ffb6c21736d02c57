"""Files made safe to keep: known by their content, and rid of what nobody meant to send.

This package knows nothing of the service. It runs in a short-lived process (`process.py`),
since the programs that read pictures and PDFs are what a hostile file aims at.
"""
