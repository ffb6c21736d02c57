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

from journal.domain.entry_kind import EntryKind
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
    """The revision in which what others may read of the entry last changed."""
    reason_since: datetime | None = None
    """Since when the reason stands as it does."""

    @property
    def standing(self) -> Standing:
        """Where the tag stands now."""
        return standing(self.words)

    @property
    def latest_words(self) -> tuple[Word, ...]:
        """The last word of each person, oldest first."""
        last = {word.person: word for word in in_order(self.words)}
        return in_order(last.values())

    @property
    def people_differ(self) -> bool:
        """Whether one person confirms and another says not yet."""
        return len({word.decision for word in self.latest_words}) > 1

    def is_earlier(self, word: Word) -> bool:
        """Whether a word was given on an earlier version of the text than today's."""
        return word.on_revision < self.revision

    def is_before_reason(self, word: Word) -> bool:
        """Whether the worker has written the tag's reason, or put it on again, since this word."""
        return self.reason_since is not None and word.given_at < self.reason_since


def standing(words: Sequence[Word]) -> Standing:
    """The last word decides; without one the tag is the worker's claim.

    Of two words in the same moment neither is later, and a confirmation stands until a
    later "not yet".
    """
    if not words:
        return Standing.CLAIMED
    last = max(words, key=lambda word: (word.given_at, word.decision is Decision.CONFIRMED))
    return Standing.CONFIRMED if last.decision is Decision.CONFIRMED else Standing.NOT_YET


def in_order(words: Iterable[Word]) -> tuple[Word, ...]:
    """Words from the oldest to the newest."""
    return tuple(sorted(words, key=lambda word: word.given_at))


class Vouching(StrEnum):
    """What somebody can put their name to on an entry, beyond its tags."""

    SAW_THIS = "saw_this"
    OWN_WORDS = "own_words"


TYPED_IN = frozenset({EntryKind.WITNESS_TESTIMONY, EntryKind.OBSERVATION_REPORT})
"""Kinds that hold somebody else's words, typed in by the worker."""


def vouching(kind: EntryKind, capacity: RelationshipKind, statement: int) -> Vouching | None:
    """What this reader can put their name to; `statement` is the latest one's number, or 0.

    Whoever it was that said it, a named reader too, can say that the words typed in are their
    own. That a reflection's statement is true needs somebody whose word confirms.
    """
    if kind in TYPED_IN:
        return Vouching.OWN_WORDS
    if kind is EntryKind.REFLECTION and statement and capacity.may_confirm:
        return Vouching.SAW_THIS
    return None
