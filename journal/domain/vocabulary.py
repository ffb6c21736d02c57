"""Everyday words for what the statements say formally: the ground that suggestions stand on."""

from dataclasses import dataclass

from journal.domain.crosswalk import Reference


@dataclass(frozen=True)
class Topic:
    """What people say when they write about these statements, and about their neighbours."""

    about: tuple[Reference, ...]
    also: tuple[Reference, ...]
    phrases: tuple[str, ...]


@dataclass(frozen=True)
class Tagged:
    """A reflection, and what it was tagged with."""

    text: str
    references: tuple[Reference, ...]


@dataclass(frozen=True)
class Vocabulary:
    """The topics, rows of words that are read as one, and reflections with their tags."""

    topics: tuple[Topic, ...]
    same: tuple[tuple[str, ...], ...] = ()
    examples: tuple[Tagged, ...] = ()
