"""One request, one transaction: written whole with its audit event, or not at all."""

from collections.abc import Callable

from flask import Response, abort, current_app, g, request
from flask.typing import ResponseReturnValue

from journal import access, audit
from journal.database import begin_writing
from journal.extensions import db
from journal.models.confidential import act_as
from journal.signed_in import current_person, current_person_or_none

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def begin() -> None:
    """Begin as a writer where the method may write, and write as the person signed in."""
    if request.method not in SAFE_METHODS:
        begin_writing(db.session)
        act_as(db.session, current_person_or_none())


def begin_again() -> None:
    """The same in the middle of a view, where nothing was open for a while. Whoever locked the
    device meanwhile is asked to unlock it, as if they had come now."""
    begin()
    closed = access.enforce()
    if closed is not None:
        abort(current_app.make_response(closed))


def answer(view: Callable[[], ResponseReturnValue]) -> Response:
    """Run the view and end its transaction before a byte is sent.

    A safe method changes nothing: whatever it did is rolled back, and only the note of
    what was read is kept. An answer that reports an error rolls back too, unless the
    view said `keep_writes()`.
    """
    try:
        response = current_app.make_response(view())
        if request.method in SAFE_METHODS:
            db.session.rollback()
        elif response.status_code < 400 or g.get("keep_writes", False):
            db.session.commit()
        else:
            db.session.rollback()
    except BaseException:
        db.session.rollback()
        raise
    note_reads()
    return response


def keep_writes() -> None:
    """Keep what was written although the answer is an error: a failed try at a password."""
    g.keep_writes = True


def note_reads() -> None:
    """Commit the note of what was read, in a transaction of its own."""
    if g.get("reads"):
        begin_writing(db.session)
        audit.keep_reads(db.session, g.pop("reader", None) or current_person())
