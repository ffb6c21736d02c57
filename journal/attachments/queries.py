"""What somebody may see of the files on entries: whatever they may see of the entries."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal.models import (
    ArrivalFile,
    Attachment,
    Entry,
    Person,
    Share,
    SubmissionEnclosure,
    SubmissionFile,
)
from journal.models.confidential import for_viewer, visible


def attachments_of(
    session: Session, viewer: Person, entry_ids: Sequence[UUID]
) -> Sequence[Attachment]:
    """The files on these entries that this person may see, in the order they were added."""
    return session.scalars(
        visible(Attachment, to=viewer)
        .where(Attachment.entry_id.in_(entry_ids))
        .order_by(Attachment.entry_id, Attachment.added_at, Attachment.id)
    ).all()


def get_attachment(session: Session, viewer: Person, attachment_id: UUID) -> Attachment | None:
    """One file that this person may open; that of a deleted entry waits with its entry."""
    alive = sa.select(Entry.id).where(Entry.deleted_at.is_(None))
    return session.scalar(
        visible(Attachment, to=viewer).where(
            Attachment.id == attachment_id, Attachment.entry_id.in_(alive)
        )
    )


def get_own_attachment(session: Session, author: Person, attachment_id: UUID) -> Attachment | None:
    """One file of this person's own."""
    found = get_attachment(session, author, attachment_id)
    return found if found and found.author_id == author.id else None


def get_own_entry(session: Session, author: Person, entry_id: UUID) -> Entry | None:
    """The entry to which this person may add files: one of their own."""
    return session.scalar(
        visible(Entry, to=author).where(
            Entry.id == entry_id, Entry.author_id == author.id, Entry.deleted_at.is_(None)
        )
    )


def readers_of(session: Session, author: Person, entry_id: UUID) -> list[UUID]:
    """Who else can open the files of this entry at this moment."""
    live = visible(Share, to=author).where(
        Share.entry_id == entry_id, Share.author_id == author.id, Share.is_live()
    )
    return sorted({given.reader_id for given in session.scalars(live)})


def bytes_kept(session: Session, author: Person) -> int:
    """How much this person keeps here, in all."""
    total = sa.select(sa.func.coalesce(sa.func.sum(Attachment.size), 0)).where(
        Attachment.author_id == author.id
    )
    return int(session.scalar(for_viewer(total, author)) or 0)


def addresses_in_use(session: Session, author: Person) -> set[str]:
    """Where the files lie that some row of this person's still names: on entries, in what was
    handed in, and in what waits to be brought in."""
    found: set[str] = set()
    for model in (Attachment, SubmissionFile, SubmissionEnclosure, ArrivalFile):
        named = sa.select(model.address).where(model.author_id == author.id)
        found |= set(session.scalars(for_viewer(named, author)))
    return found
