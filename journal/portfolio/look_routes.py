"""What goes out with a portfolio, looked over for whatever could identify somebody."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from flask import abort, render_template, request
from sqlalchemy.orm import Session

from journal import confidences
from journal.access import SIGNED_IN, allow
from journal.domain.enclosing import Enclosure
from journal.domain.looking_over import Look
from journal.domain.portfolio import Placed
from journal.domain.redaction import redacted
from journal.extensions import db
from journal.models import Person, Portfolio
from journal.portfolio import queries
from journal.portfolio.file_routes import portfolio
from journal.portfolio_contents import selection_of
from journal.programmes import content_of
from journal.signed_in import current_person
from journal.typed_values import as_number

__all__ = ["portfolio"]

AT_ONCE = 10
"""Pieces on a page: the model reads about a thousand words a second on a slow machine."""


@dataclass(frozen=True)
class LookedPiece:
    """One piece, and what is pointed at in it."""

    placed: Placed
    look: Look


@portfolio.get("/<uuid:portfolio_id>/look-over")
@allow(SIGNED_IN)
def look_over(portfolio_id: UUID) -> str:
    """Everything in the writer's words, some pieces at a time, with the links that mend it."""
    me = current_person()
    found = queries.get_portfolio(db.session, me, portfolio_id) or abort(404)
    ids = [piece.entry_id for piece in found.pieces]
    entries = queries.entries_of(db.session, me, ids)
    carried = selection_of(found, entries, content_of(db.session, me)).carried
    first = as_number(request.args.get("after"))
    return render_template(
        "portfolio/look_over.html",
        portfolio=found,
        words=look_at_words(db.session, me, found) if first == 0 else None,
        pieces=list(look_at_pieces(db.session, me, carried[first : first + AT_ONCE])),
        after=first + AT_ONCE if first + AT_ONCE < len(carried) else None,
    )


def look_at_words(session: Session, me: Person, found: Portfolio) -> Look:
    """The words around the pieces."""
    parts = [
        ("Title", redacted(found.title)),
        ("Introduction", redacted(found.introduction)),
        ("Closing words", redacted(found.closing)),
    ]
    return confidences.look_over(session, me, parts)


def look_at_pieces(
    session: Session, me: Person, carried: tuple[Placed, ...]
) -> Iterator[LookedPiece]:
    """Each piece: its title, its context, its statement, and how it shows what it shows."""
    for placed in carried:
        evidence = placed.piece.evidence
        parts = [
            ("Title", placed.piece.title),
            ("Context", placed.piece.context),
            ("Evidence statement", evidence.statement),
        ]
        parts += [(f"What it shows of {tag.code}", tag.reason) for tag in placed.tags]
        parts += [("Feedback that goes along", each.text) for each in placed.piece.messages]
        parts += [("Who gave these words", each.given_by) for each in evidence.given]
        parts += [part for each in placed.piece.enclosures for part in words_of(each)]
        yield LookedPiece(placed, confidences.look_over(session, me, parts, evidence.entry))


def words_of(enclosure: Enclosure) -> Iterator[tuple[str, str]]:
    """The words beside a file that goes along; its own name stays at home."""
    if enclosure.goes_along:
        yield "What a file shows", enclosure.caption
        yield from (("Where in a recording", each.words) for each in enclosure.moments)
