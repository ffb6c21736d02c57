"""What a worker tagged and noted themselves: every query here is of one's own alone."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal.domain.drift import Drift, Noted, drift
from journal.domain.framework import PRINCIPLES
from journal.domain.principles import LeaningStatement
from journal.domain.spread import Tagged
from journal.models import Entry, LeaningNote, Person, Tag
from journal.models.confidential import for_viewer, visible


def drift_of(
    session: Session,
    me: Person,
    principles: Sequence[str],
    statements: Mapping[str, LeaningStatement],
    today: date,
) -> Drift:
    """How one's own tags and notes moved over the months."""
    return drift(principles, tagged_by(session, me), noted_by(session, me, statements), today)


def tagged_by(session: Session, me: Person) -> list[Tagged]:
    """One's own tags to principles."""
    mine = (
        sa.select(Tag.entry_id, Tag.code, Entry.dated)
        .join(Entry, Entry.id == Tag.entry_id)
        .where(Entry.author_id == me.id, Entry.deleted_at.is_(None), Tag.framework == PRINCIPLES)
    )
    rows = session.execute(for_viewer(mine, me))
    return [Tagged(row.entry_id, row.code, row.dated) for row in rows]


def noted_by(
    session: Session, me: Person, statements: Mapping[str, LeaningStatement]
) -> list[Noted]:
    """One's own notes of leaning away; one whose statement is gone from the content stays kept."""
    mine = (
        sa.select(LeaningNote.entry_id, LeaningNote.statement, LeaningNote.words, Entry.dated)
        .join(Entry, Entry.id == LeaningNote.entry_id)
        .where(Entry.author_id == me.id, Entry.deleted_at.is_(None))
    )
    rows = session.execute(for_viewer(mine, me))
    return [
        Noted(
            row.entry_id, row.statement, statements[row.statement].principles, row.words, row.dated
        )
        for row in rows
        if row.statement in statements
    ]


def get_own_entry(session: Session, me: Person, entry_id: UUID) -> Entry | None:
    """An entry of one's own that is not deleted."""
    return session.scalar(
        visible(Entry, to=me).where(
            Entry.id == entry_id, Entry.author_id == me.id, Entry.deleted_at.is_(None)
        )
    )


def notes_on(session: Session, me: Person, entry: Entry) -> Sequence[LeaningNote]:
    """One's own notes on one entry; there are no more than statements."""
    mine = visible(LeaningNote, to=me).where(LeaningNote.entry_id == entry.id)
    return session.scalars(mine.order_by(LeaningNote.noted_at, LeaningNote.id)).all()
