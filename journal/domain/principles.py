"""The eight core principles of peer support, and what leans toward or away from them."""

from dataclasses import dataclass
from enum import StrEnum

IN_ORDER = (
    "mutual",
    "reciprocal",
    "non-directive",
    "recovery-focused",
    "strengths-based",
    "inclusive",
    "progressive",
    "safe",
)
"""The official order, which is not that of the alphabet."""


class Direction(StrEnum):
    """Toward peer support's values, or away from them."""

    TOWARD = "toward"
    AWAY = "away"


@dataclass(frozen=True)
class Principle:
    """One principle: the official heading, and the rest in our own words."""

    code: str
    heading: str
    meaning: str
    explanation: str
    prompts: tuple[str, ...]


@dataclass(frozen=True)
class LeaningStatement:
    """Something to lean toward or away from, the principles it serves, and a question to ask."""

    key: str
    direction: Direction
    text: str
    principles: tuple[str, ...]
    prompt: str

    @property
    def in_short(self) -> str:
        """A few words for it: Fix people."""
        return self.key.replace("-", " ").capitalize()


@dataclass(frozen=True)
class Leaning:
    """Both lists: what peer drift slips from, and what it slips to."""

    toward: tuple[LeaningStatement, ...]
    away: tuple[LeaningStatement, ...]

    @property
    def statements(self) -> tuple[LeaningStatement, ...]:
        """Both lists, toward first."""
        return self.toward + self.away

    def about(self, principle: str) -> tuple[LeaningStatement, ...]:
        """What leans toward or away from one principle."""
        return tuple(item for item in self.statements if principle in item.principles)
