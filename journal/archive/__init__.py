"""The whole record of one person as a file of their own, and back into another installation."""
