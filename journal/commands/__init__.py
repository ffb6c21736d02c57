"""The commands of the console, a group a file; `journal/cli.py` puts them together."""
