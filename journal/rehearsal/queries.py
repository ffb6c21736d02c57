"""What somebody may read here: their own portfolio, what they handed in of it, and their notes."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy.orm import Session, selectinload

from journal.models import Entry, Person, Portfolio, RehearsalNote, Submission
from journal.models.confidential import visible
from journal.portfolio_contents import WITHOUT_TEXT


def get_portfolio(session: Session, me: Person, portfolio_id: UUID) -> Portfolio | None:
    """One portfolio of this person's own with its pieces."""
    wanted = visible(Portfolio, to=me).where(
        Portfolio.id == portfolio_id, Portfolio.author_id == me.id
    )
    return session.scalar(wanted.options(selectinload(Portfolio.pieces)))


def entries_in(session: Session, me: Person, portfolio: Portfolio) -> Mapping[UUID, Entry]:
    """The own entries behind the pieces, without their text, by id."""
    ids = [piece.entry_id for piece in portfolio.pieces]
    mine = visible(Entry, to=me).where(Entry.author_id == me.id, Entry.id.in_(ids))
    return {entry.id: entry for entry in session.scalars(mine.options(*WITHOUT_TEXT))}


def standing_submission(session: Session, me: Person, portfolio_id: UUID) -> Submission | None:
    """What was handed in last of a portfolio, unless it was withdrawn."""
    mine = visible(Submission, to=me).where(
        Submission.author_id == me.id, Submission.portfolio_id == portfolio_id
    )
    newest = mine.order_by(Submission.frozen_at.desc(), Submission.id.desc()).limit(1)
    parts = (selectinload(Submission.files), selectinload(Submission.end))
    found = session.scalar(newest.options(*parts))
    return found if found is not None and found.end is None else None


def notes_on(session: Session, me: Person, portfolio_id: UUID) -> Mapping[str, RehearsalNote]:
    """One's own notes for one portfolio, by code."""
    mine = visible(RehearsalNote, to=me).where(RehearsalNote.portfolio_id == portfolio_id)
    return {note.code: note for note in session.scalars(mine)}


def get_note(
    session: Session, me: Person, portfolio_id: UUID, code: str, *, to_write: bool = False
) -> RehearsalNote | None:
    """One's own note on one statement."""
    wanted = visible(RehearsalNote, to=me).where(
        RehearsalNote.portfolio_id == portfolio_id, RehearsalNote.code == code
    )
    return session.scalar(wanted.with_for_update() if to_write else wanted)


def wait_for(session: Session, me: Person, portfolio_id: UUID) -> bool:
    """Wait for whoever writes on this portfolio's cards at this moment; whether it is one's own."""
    wanted = visible(Portfolio, to=me).where(Portfolio.id == portfolio_id)
    mine = wanted.with_only_columns(Portfolio.id).where(Portfolio.author_id == me.id)
    return session.scalar(mine.with_for_update()) is not None
