"""Supervision: an agreement, a rhythm, an agenda from both sides, a record that both hold."""
