"""Actions: what was agreed, until it is done, changed or let go with a word why."""
