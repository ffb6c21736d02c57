"""Reading what comes from elsewhere, without a database."""
