"""The crosswalk: where two frameworks speak of the same thing, and why we say so."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reference:
    """A statement's address: framework and code."""

    framework: str
    code: str


@dataclass(frozen=True)
class CrosswalkLink:
    """Two statements that belong together, read either way, with the ground for it."""

    one: Reference
    other: Reference
    ground: str
