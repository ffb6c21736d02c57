"""What changes here: keywords on a card, and how it felt. Both are for their writer alone."""

from uuid import UUID

from sqlalchemy.orm import Session

from journal.audit import Event, record
from journal.domain.rehearsal import Felt
from journal.models import Person, RehearsalNote
from journal.models.base import now
from journal.rehearsal.queries import get_note


class ChangedElsewhere(Exception):
    """The keywords were saved since the page that is now being saved was opened."""


def write_keywords(
    session: Session, me: Person, portfolio_id: UUID, code: str, keywords: str, based_on: int
) -> RehearsalNote:
    """New keywords; refused when they were saved elsewhere since version `based_on`."""
    note = note_for(session, me, portfolio_id, code)
    if note.keywords == keywords:
        return note
    if note.version != based_on:
        raise ChangedElsewhere
    note.keywords, note.version = keywords, note.version + 1
    told(session, me, Event.REHEARSAL_KEYWORDS_WRITTEN, note)
    return note


def note_felt(
    session: Session, me: Person, portfolio_id: UUID, code: str, felt: Felt | None
) -> RehearsalNote:
    """How the card felt; nothing takes the word back."""
    note = note_for(session, me, portfolio_id, code)
    if note.felt is not felt:
        note.felt = felt
        told(session, me, Event.REHEARSAL_FELT, note)
    return note


def note_for(session: Session, me: Person, portfolio_id: UUID, code: str) -> RehearsalNote:
    """The note of this card, a new one if there is none yet."""
    note = get_note(session, me, portfolio_id, code, to_write=True)
    return note or RehearsalNote(
        portfolio_id=portfolio_id, author_id=me.id, code=code, keywords="", version=0
    )


def told(session: Session, me: Person, event: Event, note: RehearsalNote) -> None:
    """Write the note and record the act, never the words."""
    note.changed_at = now()
    session.add(note)
    session.flush()
    record(session, me, event, owner=me.id, subject=("rehearsal_note", note.id))
    session.flush()
