"""How sure the worker is of each KSB, and how those who support them see it."""
