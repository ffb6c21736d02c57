"""Whoever reads or writes, as the rules of access see them: a person, or the holder of a link."""

from typing import Protocol
from uuid import UUID


class Somebody(Protocol):
    """A person as the rules see one: who they are and where they belong."""

    @property
    def id(self) -> UUID:
        """Who they are."""

    @property
    def organisation_id(self) -> UUID:
        """Where they belong."""
