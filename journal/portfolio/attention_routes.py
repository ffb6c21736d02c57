"""What needs attention before a portfolio can be frozen: one list, each with what mends it."""

from uuid import UUID

from flask import abort, render_template
from sqlalchemy.orm import Session

from journal.access import SIGNED_IN, allow
from journal.domain.attention import Looked, attention, stops
from journal.extensions import db
from journal.models import Person, Portfolio
from journal.portfolio import queries
from journal.portfolio.choosing_routes import portfolio
from journal.portfolio.look_routes import AT_ONCE, look_at_pieces, look_at_words
from journal.portfolio.standing import Standing, standing_of
from journal.programmes import content_of
from journal.signed_in import current_person

__all__ = ["portfolio"]


@portfolio.get("/<uuid:portfolio_id>/attention")
@allow(SIGNED_IN)
def needs_attention(portfolio_id: UUID) -> str:
    """Everything that wants a look, what stops the freezing first."""
    me = current_person()
    found = queries.get_portfolio(db.session, me, portfolio_id) or abort(404)
    standing = standing_of(db.session, me, found, content_of(db.session, me))
    carried = [placed.piece.evidence.entry for placed in standing.selection.carried]
    items = attention(
        standing.selection,
        standing.digest,
        standing.given,
        looked_over(db.session, me, found, standing),
        queries.with_private_passages(db.session, me, carried),
        standing.files.gone(),
    )
    return render_template(
        "portfolio/attention.html",
        portfolio=found,
        items=items,
        stops=stops(items),
        at_once=AT_ONCE,
    )


def looked_over(session: Session, me: Person, found: Portfolio, standing: Standing) -> Looked:
    """How many places are pointed at in the words and in the first pieces.

    The model reads about a thousand words a second: what is more has pages of its own.
    """
    carried = standing.selection.carried
    counts: dict[UUID | None, int] = {None: len(look_at_words(session, me, found).pointed)}
    for each in look_at_pieces(session, me, carried[:AT_ONCE]):
        counts[each.placed.piece.id] = len(each.look.pointed)
    return Looked(counts, not_looked_at=max(0, len(carried) - AT_ONCE))
