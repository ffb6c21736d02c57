"""What a worker sees of the testimony they asked for, and what a link opens."""

from uuid import UUID

from sqlalchemy.orm import Session

from journal.models import Entry, Person, Testimony
from journal.models.confidential import visible
from journal.moments import read_moment
from journal.paging import Page, key_text, page_of, read_key


def own_testimonies(session: Session, me: Person, after: str) -> Page[Testimony]:
    """A page of what this person asked for, newest first."""
    return page_of(
        session,
        visible(Testimony, to=me).where(Testimony.author_id == me.id),
        key=(Testimony.asked_at, Testimony.id),
        after=read_key(after, read_moment),
        key_of=lambda row: key_text(row.asked_at, row.id),
    )


def get_own(
    session: Session, me: Person, testimony_id: UUID, *, to_write: bool = False
) -> Testimony | None:
    """One testimony that this person asked for. `to_write` waits for whoever is giving it at
    this moment, and then reads what they gave."""
    mine = visible(Testimony, to=me).where(
        Testimony.id == testimony_id, Testimony.author_id == me.id
    )
    return session.scalar(mine.with_for_update() if to_write else mine)


def get_own_entry(session: Session, me: Person, entry_id: UUID | None) -> Entry | None:
    """One live entry of this person's own."""
    return session.scalar(
        visible(Entry, to=me).where(
            Entry.id == entry_id, Entry.author_id == me.id, Entry.deleted_at.is_(None)
        )
    )


def is_open(session: Session, me: Person, testimony: Testimony) -> bool:
    """Whether its link still opens the form."""
    still = visible(Testimony, to=me).where(Testimony.id == testimony.id, Testimony.is_open())
    return session.scalar(still.with_only_columns(Testimony.id)) is not None
