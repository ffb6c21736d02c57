"""What changes a portfolio: each function one act, by its author, with its audit event."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from journal.audit import Event, record
from journal.domain.portfolio import MOST_PIECES, feedback_to_begin_with, moved, moved_to
from journal.free_id import add_with_free_id
from journal.models import Entry, Person, Portfolio, PortfolioPiece
from journal.models.base import now
from journal.models.confidential import visible
from journal.portfolio_contents import messages_of


class ChangedElsewhere(Exception):
    """The words were saved since the page that is now being saved was opened."""


class NotTheirs(Exception):
    """Somebody else's entry, or one that was deleted, was about to become a piece."""


class Full(Exception):
    """There are as many pieces as a portfolio holds."""


@dataclass(frozen=True)
class PieceWords:
    """What a piece is called, the messages that go along, and its context."""

    title: str
    feedback: Iterable[UUID]
    context: str
    based_on: str
    """The mark of the context that these words began with."""


def begin(session: Session, author: Person, title: str, plan: str, portfolio_id: UUID) -> Portfolio:
    """A new portfolio. The id comes with the form, so that a form sent twice is one portfolio."""
    again = session.scalar(visible(Portfolio, to=author).where(Portfolio.id == portfolio_id))
    if again is not None and (again.title, again.plan) == (title, plan):
        return again
    portfolio = Portfolio(
        id=portfolio_id if again is None else uuid4(),
        organisation_id=author.organisation_id,
        author_id=author.id,
        title=title,
        plan=plan,
        introduction="",
        closing="",
        version=1,
    )
    add_with_free_id(session, portfolio)
    note(session, author, Event.PORTFOLIO_MADE, portfolio)
    return portfolio


def add_piece(
    session: Session,
    author: Person,
    portfolio: Portfolio,
    entry: Entry,
    title: str = "",
    feedback: Iterable[UUID] | None = None,
) -> PortfolioPiece:
    """Put an entry's evidence at the end; an entry that is in already stays where it is.

    `title` is what the piece is called here, `feedback` the messages that go along: by default
    those others wrote beside an entry that is evidence by itself. Whether it is a piece is asked
    whenever the portfolio is shown or compiled. Raises NotTheirs, and Full beyond MOST_PIECES.
    """
    if entry.author_id != author.id or entry.deleted_at is not None:
        raise NotTheirs
    pieces = in_order(session, author, portfolio)
    for piece in pieces:
        if piece.entry_id == entry.id:
            return piece
    if len(pieces) >= MOST_PIECES:
        raise Full
    piece = PortfolioPiece(
        portfolio_id=portfolio.id,
        entry_id=entry.id,
        author_id=author.id,
        position=pieces[-1].position + 1 if pieces else 1,
    )
    fill(session, piece, entry, title, feedback)
    session.add(piece)
    changed(session, author, portfolio)
    return piece


def change_piece(
    session: Session,
    author: Person,
    portfolio: Portfolio,
    piece: PortfolioPiece,
    entry: Entry,
    said: PieceWords,
) -> None:
    """Call the piece something else, choose other messages, or give it another context.

    Refused when its context was saved elsewhere since. A new context is a new version of the
    portfolio's own words.
    """
    has_other_context = said.context != (piece.context or "")
    if has_other_context and said.based_on != mark_of_text(piece.context or ""):
        raise ChangedElsewhere
    before = piece.title, piece.feedback_ids
    fill(session, piece, entry, said.title, said.feedback)
    if has_other_context:
        piece.context = said.context or None
        portfolio.version += 1
    if has_other_context or before != (piece.title, piece.feedback_ids):
        changed(session, author, portfolio)


def remove_piece(
    session: Session, author: Person, portfolio: Portfolio, piece: PortfolioPiece
) -> None:
    """Take a piece out; the entry stays in the journal as it is."""
    session.delete(piece)
    changed(session, author, portfolio)


def move_piece(
    session: Session, author: Person, portfolio: Portfolio, piece: PortfolioPiece, up: bool
) -> None:
    """Change places with the piece before or after; at either end nothing happens."""
    pieces = in_order(session, author, portfolio)
    put_in_order(session, author, portfolio, pieces, moved(pieces, piece, up=up))


def place_piece(
    session: Session, author: Person, portfolio: Portfolio, piece: PortfolioPiece, place: int
) -> int:
    """Put it at a place counted from 1, or at the end; the answer is the place it has."""
    pieces = in_order(session, author, portfolio)
    new = moved_to(pieces, piece, place)
    put_in_order(session, author, portfolio, pieces, new)
    return new.index(piece) + 1


def put_in_order(
    session: Session,
    author: Person,
    portfolio: Portfolio,
    before: list[PortfolioPiece],
    new: list[PortfolioPiece],
) -> None:
    """Number the pieces anew, if that changes anything."""
    if new == before:
        return
    for position, each in enumerate(new, start=1):
        each.position = position
    changed(session, author, portfolio)


def change_words(
    session: Session,
    author: Person,
    portfolio: Portfolio,
    title: str,
    introduction: str,
    closing: str,
    based_on: str,
) -> None:
    """New title and words; refused when those that stand are not those they are `based_on`."""
    if (title, introduction, closing) == words_of(portfolio):
        return
    if based_on != mark_of_words(portfolio):
        raise ChangedElsewhere
    portfolio.title, portfolio.introduction, portfolio.closing = title, introduction, closing
    portfolio.version += 1
    changed(session, author, portfolio)


def delete(session: Session, author: Person, portfolio: Portfolio) -> None:
    """Let a portfolio go, with its choice and its words; every entry stays."""
    for piece in in_order(session, author, portfolio):
        session.delete(piece)
    session.flush()
    session.delete(portfolio)
    note(session, author, Event.PORTFOLIO_DELETED, portfolio)


def compiled(session: Session, author: Person, portfolio_id: UUID, event: Event) -> None:
    """Write down that a file was made of a portfolio."""
    record(session, author, event, owner=author.id, subject=("portfolio", portfolio_id))
    session.flush()


def mark_of_text(text: str) -> str:
    """A mark that tells one text from another; nothing for no text."""
    return hashlib.sha256(text.encode()).hexdigest() if text else ""


def mark_of_words(portfolio: Portfolio) -> str:
    """A mark of the portfolio's own words. Its version would not do: a new context counts there
    too, and nobody has changed these words then."""
    return mark_of_text("\0".join(words_of(portfolio)))


def words_of(portfolio: Portfolio) -> tuple[str, str, str]:
    """Title, introduction and closing words."""
    return portfolio.title, portfolio.introduction, portfolio.closing


def in_order(session: Session, author: Person, portfolio: Portfolio) -> list[PortfolioPiece]:
    """The pieces as they are in the database now, in their order."""
    mine = visible(PortfolioPiece, to=author).where(PortfolioPiece.portfolio_id == portfolio.id)
    return list(session.scalars(mine.order_by(PortfolioPiece.position, PortfolioPiece.id)))


def fill(
    session: Session,
    piece: PortfolioPiece,
    entry: Entry,
    title: str,
    feedback: Iterable[UUID] | None,
) -> None:
    """Write title and messages into a piece; only messages of that entry, oldest first."""
    session.refresh(entry, ["feedback"])
    messages = messages_of(entry)
    if feedback is None:
        feedback = feedback_to_begin_with(entry.kind, entry.author_id, messages)
    chosen = set(feedback)
    piece.title = title
    piece.feedback_ids = [str(each.id) for each in messages if each.id in chosen]


def changed(session: Session, author: Person, portfolio: Portfolio) -> None:
    """The portfolio is another than before."""
    portfolio.changed_at = now()
    note(session, author, Event.PORTFOLIO_CHANGED, portfolio)
    session.expire(portfolio, ["pieces"])


def note(session: Session, author: Person, event: Event, portfolio: Portfolio) -> None:
    """Record the act, and send it to the database together with what it did."""
    subject = ("portfolio", portfolio.id)
    record(session, author, event, owner=portfolio.author_id, subject=subject)
    session.flush()
