"""The rules of the field, tried without Flask and without a database."""
