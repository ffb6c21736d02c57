"""What somebody finds in what they may read. Whatever is hidden from them changes nothing here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from journal.domain.looking import Asked
from journal.domain.search_words import Piece, marked, snippet
from journal.models import Entry, EvidenceStatement, Person, Revision, Search
from journal.models.confidential import for_viewer, visible
from journal.paging import Page, key_text, page_of, read_key
from journal.search.narrowing import narrowed
from journal.search_index import documents_with


@dataclass(frozen=True)
class Found:
    """One entry that was found, with the words that led to it."""

    entry: Entry
    title: tuple[Piece, ...]
    snippet: tuple[Piece, ...]


@dataclass(frozen=True)
class Finds:
    """One page of what was found, and how many there are in all."""

    rows: Sequence[Found]
    next_key: str | None
    count: int


def find(session: Session, viewer: Person, asked: Asked, after: str) -> Finds:
    """A page of the entries that hold all that is asked for, newest first."""
    conditions = [
        Entry.id.in_(documents_with(viewer, asked.wanted)),
        Entry.deleted_at.is_(None),
        *narrowed(viewer, asked),
    ]
    count = for_viewer(sa.select(sa.func.count(Entry.id)).where(*conditions), viewer)
    page: Page[Entry] = page_of(
        session,
        visible(Entry, to=viewer).where(*conditions).options(selectinload(Entry.tags)),
        key=(Entry.dated, Entry.id),
        after=read_key(after, date.fromisoformat),
        key_of=lambda entry: key_text(entry.dated, entry.id),
    )
    texts = texts_of(session, viewer, page.rows)
    rows = [
        Found(
            entry,
            title=marked(entry.title, asked.wanted),
            snippet=snippet(texts[entry.id], asked.wanted),
        )
        for entry in page.rows
    ]
    return Finds(rows, page.next_key, session.scalar(count) or 0)


def texts_of(session: Session, viewer: Person, entries: Sequence[Entry]) -> dict[UUID, str]:
    """All that this person may read of each: of their own the whole, of others' what is shared."""
    own = [entry.id for entry in entries if entry.author_id == viewer.id]
    wholes = {
        row.entry_id: row
        for row in session.scalars(
            visible(Revision, to=viewer)
            .join(Entry, Entry.id == Revision.entry_id)
            .where(Revision.entry_id.in_(own), Revision.number == Entry.revision)
        )
    }
    said = latest_statements(session, viewer, [entry.id for entry in entries])
    texts = {}
    for entry in entries:
        of: Entry | Revision = wholes.get(entry.id, entry)
        title = of.title if of.title != entry.title else ""
        parts = (*of.answers.values(), of.text, said.get(entry.id, ""), title)
        texts[entry.id] = "\n\n".join(filter(None, parts))
    return texts


def latest_statements(session: Session, viewer: Person, entry_ids: list[UUID]) -> dict[UUID, str]:
    """The newest evidence statement of each entry that has one."""
    rows = session.scalars(
        visible(EvidenceStatement, to=viewer)
        .where(EvidenceStatement.entry_id.in_(entry_ids))
        .order_by(EvidenceStatement.number)
    )
    return {row.entry_id: row.text for row in rows}


def get_search(session: Session, viewer: Person, search_id: UUID) -> Search | None:
    """A search this person made today."""
    return session.scalar(visible(Search, to=viewer).where(Search.id == search_id))
