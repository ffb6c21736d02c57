"""How far a tag can be believed: claimed by the worker, confirmed, or not yet.

The rule: a tag counts as confirmed when somebody who may confirm did so and nobody said
"not yet" later. A confirmation given on an earlier version still counts, and says so. Where
two people differ, both are shown.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from journal.domain.relationships import RelationshipKind

MANY_TAGS = 6
"""Above this many tags on one entry the screen nudges: a good piece claims two or three."""


class Standing(StrEnum):
    """Where a tag stands."""

    CLAIMED = "claimed"
    NOT_YET = "not_yet"
    CONFIRMED = "confirmed"

    @property
    def label(self) -> str:
        """The standing as screens name it."""
        return {"claimed": "Claimed", "not_yet": "Not yet", "confirmed": "Confirmed"}[self]


class Decision(StrEnum):
    """What one person says of one tag."""

    CONFIRMED = "confirmed"
    NOT_YET = "not_yet"


@dataclass(frozen=True)
class Word:
    """One verdict as the rules see it: who said what, in what capacity, on which version."""

    person: UUID
    capacity: RelationshipKind
    decision: Decision
    because: str
    on_revision: int
    given_at: datetime


@dataclass(frozen=True)
class TagView:
    """A tag with all that was said of it, ready to be shown."""

    framework: str
    code: str
    reason: str
    words: tuple[Word, ...]
    revision: int
    """The entry's present revision."""

    @property
    def standing(self) -> Standing:
        """Where the tag stands now."""
        return standing(self.words)

    @property
    def latest_words(self) -> tuple[Word, ...]:
        """The last word of each person, oldest first."""
        last = {word.person: word for word in self.words}
        return tuple(sorted(last.values(), key=lambda word: word.given_at))

    @property
    def people_differ(self) -> bool:
        """Whether one person confirms and another says not yet."""
        return len({word.decision for word in self.latest_words}) > 1

    def is_earlier(self, word: Word) -> bool:
        """Whether a word was given on an earlier version of the text than today's."""
        return word.on_revision < self.revision


def standing(words: Sequence[Word]) -> Standing:
    """The last word decides; without one the tag is the worker's claim."""
    if not words:
        return Standing.CLAIMED
    last = max(words, key=lambda word: word.given_at)
    return Standing.CONFIRMED if last.decision is Decision.CONFIRMED else Standing.NOT_YET


def in_order(words: Iterable[Word]) -> tuple[Word, ...]:
    """Words from the oldest to the newest."""
    return tuple(sorted(words, key=lambda word: word.given_at))
