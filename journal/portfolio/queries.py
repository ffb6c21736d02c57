"""What somebody may read of portfolios and of the entries they draw on: their own."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from journal.domain.draft import made_title
from journal.domain.entry_kind import EntryKind
from journal.domain.passages import has_marks
from journal.models import Entry, Person, Portfolio, Tag
from journal.models.confidential import for_viewer, visible
from journal.moments import read_moment
from journal.paging import Page, key_text, page_of, read_key
from journal.portfolio_contents import WITHOUT_TEXT

MOST_CONSIDERED = 1000
"""Entries among which a suggestion is made, the newest: years of a journal."""


def own_portfolios(session: Session, author: Person, after: str) -> Page[Portfolio]:
    """A page of this person's portfolios, the newest first."""
    mine = visible(Portfolio, to=author).where(Portfolio.author_id == author.id)
    return page_of(
        session,
        mine.options(selectinload(Portfolio.pieces)),
        key=(Portfolio.created_at, Portfolio.id),
        after=read_key(after, read_moment),
        key_of=lambda portfolio: key_text(portfolio.created_at, portfolio.id),
    )


def get_portfolio(
    session: Session, author: Person, portfolio_id: UUID, *, to_write: bool = False
) -> Portfolio | None:
    """One portfolio of this person's own with its pieces.

    `to_write` waits for whoever is writing beside it at this moment.
    """
    wanted = visible(Portfolio, to=author).where(
        Portfolio.id == portfolio_id, Portfolio.author_id == author.id
    )
    wanted = wanted.options(selectinload(Portfolio.pieces))
    return session.scalar(wanted.with_for_update() if to_write else wanted)


def newest_portfolio(session: Session, author: Person) -> Portfolio | None:
    """The portfolio this person began last."""
    mine = visible(Portfolio, to=author).where(Portfolio.author_id == author.id)
    newest_first = mine.order_by(Portfolio.created_at.desc(), Portfolio.id.desc())
    return session.scalar(newest_first.options(selectinload(Portfolio.pieces)).limit(1))


def entries_of(session: Session, author: Person, ids: Iterable[UUID]) -> dict[UUID, Entry]:
    """Own entries with their parts but without their text, by id; deleted ones too."""
    mine = visible(Entry, to=author).where(Entry.author_id == author.id, Entry.id.in_(list(ids)))
    return {entry.id: entry for entry in session.scalars(mine.options(*WITHOUT_TEXT))}


def newest_entries(session: Session, author: Person) -> dict[UUID, Entry]:
    """Own entries with their parts but without their text, by id; as many as are considered."""
    mine = visible(Entry, to=author).where(Entry.author_id == author.id, Entry.deleted_at.is_(None))
    newest = mine.order_by(Entry.dated.desc(), Entry.id.desc()).limit(MOST_CONSIDERED)
    return {entry.id: entry for entry in session.scalars(newest.options(*WITHOUT_TEXT))}


def get_own_entry(session: Session, author: Person, entry_id: UUID) -> Entry | None:
    """One own entry with its parts but without its text, unless it was deleted."""
    entry = entries_of(session, author, [entry_id]).get(entry_id)
    return entry if entry and entry.deleted_at is None else None


def with_private_passages(session: Session, author: Person, ids: Iterable[UUID]) -> set[UUID]:
    """Which of these own entries hold passages just for their writer; no word of them."""
    wanted = sa.select(Entry.id, Entry.text, Entry.answers).where(
        Entry.author_id == author.id, Entry.id.in_(list(ids))
    )
    return {
        row.id
        for row in session.execute(for_viewer(wanted, author))
        if any(has_marks(text) for text in (row.text, *row.answers.values()))
    }


def title_to_begin_with(session: Session, author: Person, entry: Entry) -> str:
    """The entry's title, unless it was made of the first words of the text: those stay at home."""
    wanted = sa.select(Entry.text, Entry.answers).where(Entry.id == entry.id)
    row = session.execute(for_viewer(wanted, author)).one()
    is_made = entry.title == made_title("", [row.text, *row.answers.values()])
    return "" if is_made else entry.title


def candidates(
    session: Session,
    author: Person,
    portfolio: Portfolio,
    *,
    kind: EntryKind | None,
    tag: tuple[str, str] | None,
    after: str,
) -> Page[Entry]:
    """A page of own entries that are not in the portfolio yet, newest first."""
    chosen = [piece.entry_id for piece in portfolio.pieces]
    mine = visible(Entry, to=author).where(
        Entry.author_id == author.id, Entry.deleted_at.is_(None), Entry.id.not_in(chosen)
    )
    if kind:
        mine = mine.where(Entry.kind == kind)
    if tag:
        framework, code = tag
        tagged = sa.select(Tag.entry_id).where(Tag.framework == framework, Tag.code == code)
        mine = mine.where(Entry.id.in_(tagged))
    return page_of(
        session,
        mine.options(*WITHOUT_TEXT),
        key=(Entry.dated, Entry.id),
        after=read_key(after, date.fromisoformat),
        key_of=lambda entry: key_text(entry.dated, entry.id),
    )
