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

    def across_from(self, reference: Reference) -> Reference | None:
        """The other end, seen from one of them."""
        if reference == self.one:
            return self.other
        return self.one if reference == self.other else None
