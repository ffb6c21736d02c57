"""What a page asks while it waits for a file: how far it is, and to stop."""

from uuid import UUID

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue

from journal import making
from journal.access import SIGNED_IN, allow
from journal.extensions import db
from journal.signed_in import current_person

makings = Blueprint("makings", __name__, url_prefix="/making")


@makings.get("/<uuid:making_id>")
@allow(SIGNED_IN)
def how_far(making_id: UUID) -> ResponseReturnValue:
    """How many parts are done. There is nothing here before it begins."""
    return making.how_far(db.session, current_person().id, making_id) or abort(404)


@makings.post("/<uuid:making_id>/stop")
@allow(SIGNED_IN)
def stop(making_id: UUID) -> ResponseReturnValue:
    """Ask for its end, also before it begins; whatever waits for the file is then told that nothing
    was made."""
    if not making.stop(db.session, current_person().id, making_id):
        abort(404)
    return {"stopping": True}
