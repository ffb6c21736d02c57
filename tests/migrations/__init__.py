"""Migrations, on tables that hold rows."""
