"""The rules of the field, pure: frozen dataclasses and functions, no Flask and no SQLAlchemy."""
