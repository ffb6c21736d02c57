"""What an assessor's page asks while it waits for the ZIP: how far it is, and to stop it."""

from uuid import UUID

from flask import abort
from flask.typing import ResponseReturnValue

from journal import making
from journal.access import ANYONE, allow
from journal.assess import visits
from journal.assess.form_routes import assess
from journal.assess.routes import private
from journal.extensions import db

__all__ = ["assess"]


@assess.get("/<token>/making/<uuid:making_id>")
@allow(ANYONE)
def how_far(token: str, making_id: UUID) -> ResponseReturnValue:
    """How many parts are done. There is nothing here before it begins."""
    owner, row = row_for(token, making_id)
    return private(making.how_far(db.session, owner, row) or abort(404))


@assess.post("/<token>/making/<uuid:making_id>/stop")
@allow(ANYONE)
def stop(token: str, making_id: UUID) -> ResponseReturnValue:
    """Ask for its end, also before it begins."""
    owner, row = row_for(token, making_id)
    if not making.stop(db.session, owner, row):
        abort(404)
    return private({"stopping": True})


def row_for(token: str, making_id: UUID) -> tuple[UUID, UUID]:
    """Whose portfolio it is, and the row that this visit's page names; 404 to whoever is not in."""
    found = visits.inside(db.session, token) or abort(404)
    return found.link.author_id, making.of_visit(found.visit.id, making_id)
