"""Who put their name to an entry's statement, and whether it still says what they read."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from journal.domain.relationships import RelationshipKind
from journal.domain.standing import TYPED_IN
from journal.models import Entry


@dataclass(frozen=True)
class Vouched:
    """Somebody's name put to a statement, or to words of their own that the worker typed in."""

    person: UUID
    capacity: RelationshipKind
    words: str
    given_at: datetime
    own_words: bool
    is_earlier: bool


def vouched_for(entry: Entry) -> list[Vouched]:
    """Every name put to an entry, oldest first."""
    own_words = holds_words_of_others(entry)
    latest = entry.statements[-1].number if entry.statements else 0
    return [
        Vouched(
            person=each.author_id,
            capacity=each.capacity,
            words=each.words,
            given_at=each.given_at,
            own_words=own_words,
            is_earlier=each.statement_number < latest
            or (own_words and each.given_at < entry.saved_at),
        )
        for each in entry.attestations
    ]


def holds_words_of_others(entry: Entry) -> bool:
    """Whether the worker typed in what somebody else said, so that it is theirs to confirm."""
    return entry.kind in TYPED_IN


def has_vouched(person: UUID, entry: Entry) -> bool:
    """Whether this person's name stands under what the entry says now."""
    return any(each.person == person and not each.is_earlier for each in vouched_for(entry))
