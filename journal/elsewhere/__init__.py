"""From elsewhere: entries and files of another portfolio, or of a table, brought in."""
