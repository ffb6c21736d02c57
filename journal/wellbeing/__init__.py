"""Looking after oneself: check-ins that stay with their writer, and what to do at one's limit."""
