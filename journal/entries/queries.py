"""What somebody may read of journals: every query begins at `visible()`."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from journal.domain.entry_kind import EntryKind
from journal.models import Entry, Person, Relationship, Revision, Share, Tag, TakenOut
from journal.models.confidential import for_viewer, visible
from journal.models.entry import WITH_ALL_PARTS
from journal.paging import Page, key_text, page_of, read_key

RECENT_TAGS = 8


def get_entry(
    session: Session, viewer: Person, entry_id: UUID, *, to_write: bool = False
) -> Entry | None:
    """One entry with all its parts, if this person may read it."""
    wanted = (
        visible(Entry, to=viewer)
        .where(Entry.id == entry_id, Entry.deleted_at.is_(None))
        .options(*WITH_ALL_PARTS)
    )
    return session.scalar(wanted.with_for_update() if to_write else wanted)


def get_own_entry(
    session: Session, author: Person, entry_id: UUID, *, to_write: bool = False
) -> Entry | None:
    """One entry of this person's own; for whatever only its author may do.

    To write to it or to its parts, one request waits here for another, and then reads what that
    has left.
    """
    entry = get_entry(session, author, entry_id, to_write=to_write)
    return entry if entry and entry.author_id == author.id else None


def whole_of(session: Session, author: Person, entry: Entry) -> Revision:
    """The entry with the passages that only its author reads: its newest version."""
    return session.scalars(
        visible(Revision, to=author).where(
            Revision.entry_id == entry.id, Revision.number == entry.revision
        )
    ).one()


def own_entries(
    session: Session, author: Person, *, kind: EntryKind | None, after: str
) -> Page[Entry]:
    """A page of this person's journal, newest first."""
    mine = visible(Entry, to=author).where(Entry.author_id == author.id, Entry.deleted_at.is_(None))
    if kind:
        mine = mine.where(Entry.kind == kind)
    return page_of(
        session,
        mine.options(selectinload(Entry.tags)),
        key=(Entry.dated, Entry.id),
        after=read_key(after, date.fromisoformat),
        key_of=lambda entry: key_text(entry.dated, entry.id),
    )


def deleted_entries(session: Session, author: Person) -> Sequence[Entry]:
    """What this person deleted and can still bring back."""
    return session.scalars(
        visible(Entry, to=author)
        .where(Entry.author_id == author.id, Entry.deleted_at.is_not(None))
        .order_by(Entry.deleted_at.desc())
    ).all()


def get_deleted_entry(session: Session, author: Person, entry_id: UUID) -> Entry | None:
    """One of those."""
    return next((each for each in deleted_entries(session, author) if each.id == entry_id), None)


def get_share(session: Session, author: Person, entry_id: UUID, share_id: UUID) -> Share | None:
    """One share this author gave, whether it still works or not."""
    return session.scalar(
        visible(Share, to=author).where(
            Share.id == share_id, Share.entry_id == entry_id, Share.author_id == author.id
        )
    )


def page_of_revisions(
    session: Session, author: Person, entry_id: UUID, before: int
) -> Page[Revision]:
    """A page of the saved versions of an entry, newest first; `before` is 0 for the first page."""
    wanted = visible(Revision, to=author).where(Revision.entry_id == entry_id)
    return page_of(
        session,
        wanted.where(Revision.number < before) if before else wanted,
        key=(Revision.number, Revision.id),
        after=None,
        key_of=lambda kept: str(kept.number),
    )


def get_revision(session: Session, author: Person, entry_id: UUID, number: int) -> Revision | None:
    """One saved version of an entry."""
    return session.scalar(
        visible(Revision, to=author).where(Revision.entry_id == entry_id, Revision.number == number)
    )


def live_shares(session: Session, author: Person, entry_ids: Sequence[UUID]) -> Sequence[Share]:
    """The shares of these entries that work at this moment."""
    return session.scalars(
        visible(Share, to=author)
        .where(Share.entry_id.in_(entry_ids), Share.author_id == author.id, Share.is_live())
        .order_by(Share.shared_at)
    ).all()


def readers_for(session: Session, author: Person) -> Sequence[Relationship]:
    """Everybody with whom this person can share now."""
    return session.scalars(
        sa.select(Relationship)
        .where(Relationship.worker_id == author.id, Relationship.is_current())
        .order_by(Relationship.began_at)
    ).all()


def recent_tags(session: Session, author: Person) -> Sequence[tuple[str, str]]:
    """The tags this person used last: (framework, code), newest first."""
    newest = sa.func.max(Tag.created_at)
    statement = (
        sa.select(Tag.framework, Tag.code)
        .where(Tag.author_id == author.id)
        .group_by(Tag.framework, Tag.code)
        .order_by(newest.desc(), Tag.code)
        .limit(RECENT_TAGS)
    )
    return [(row.framework, row.code) for row in session.execute(for_viewer(statement, author))]


def typed_statements(session: Session, author: Person, entry_id: UUID) -> dict[int, str]:
    """What the author typed of their own evidence statements, by number, where passages were taken
    out of it."""
    mine = visible(TakenOut, to=author).where(TakenOut.entry_id == entry_id)
    return {each.number: each.text for each in session.scalars(mine)}
