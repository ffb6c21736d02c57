"""What somebody brought from elsewhere: their own, and nobody else's."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal.models import Arrival, Attachment, Entry, Person
from journal.models.confidential import for_viewer, visible

MOST_SHOWN = 20


def get_arrival(session: Session, author: Person, arrival_id: UUID) -> Arrival | None:
    """One file that this person had looked through."""
    return session.scalar(
        visible(Arrival, to=author).where(Arrival.id == arrival_id, Arrival.author_id == author.id)
    )


def arrivals_of(session: Session, author: Person) -> Sequence[Arrival]:
    """The newest of them."""
    return session.scalars(
        visible(Arrival, to=author)
        .where(Arrival.author_id == author.id)
        .order_by(Arrival.came_at.desc(), Arrival.id)
        .limit(MOST_SHOWN)
    ).all()


def waiting_of(session: Session, author: Person) -> Sequence[Arrival]:
    """Those to which nobody has said yes."""
    return session.scalars(
        visible(Arrival, to=author).where(
            Arrival.author_id == author.id, Arrival.brought_at.is_(None)
        )
    ).all()


def brought_before(session: Session, author: Person) -> set[str]:
    """The fingerprints of all that this person brought over and still has, deleted or not."""
    wanted = sa.select(Entry.came_as).where(
        Entry.author_id == author.id, Entry.came_as.is_not(None)
    )
    return {came_as for came_as in session.scalars(for_viewer(wanted, author)) if came_as}


def entries_among(session: Session, author: Person, ids: Sequence[UUID]) -> Sequence[Entry]:
    """Those of these entries that are still here, oldest first."""
    return session.scalars(
        visible(Entry, to=author)
        .where(Entry.author_id == author.id, Entry.id.in_(ids), Entry.deleted_at.is_(None))
        .order_by(Entry.dated, Entry.id)
    ).all()


def bytes_kept(session: Session, author: Person) -> int:
    """How much this person keeps in files, in all."""
    total = sa.select(sa.func.coalesce(sa.func.sum(Attachment.size), 0)).where(
        Attachment.author_id == author.id
    )
    return int(session.scalar(for_viewer(total, author)) or 0)
