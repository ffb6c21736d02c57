"""The pieces of the demo's portfolios, each with what a reader who was not there should know."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy.orm import Session

from journal.models import Entry, Person, Portfolio
from journal.portfolio import actions
from journal.portfolio.actions import PieceWords


def add_pieces(
    session: Session,
    author: Person,
    portfolio: Portfolio,
    entries: Mapping[str, Entry],
    contexts: Mapping[str, str],
) -> None:
    """Bring the entries in as `contexts` names them, in that order, and give each its context."""
    for slug, context in contexts.items():
        entry = entries[slug]
        piece = actions.add_piece(session, author, portfolio, entry, title=entry.title)
        along = [UUID(each) for each in piece.feedback_ids]
        said = PieceWords(piece.title, along, context.strip(), based_on="")
        actions.change_piece(session, author, portfolio, piece, entry, said)
