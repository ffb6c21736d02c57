"""Signing in and out, invitations, passwords: how a person comes to their account."""
