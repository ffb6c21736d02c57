"""The pages of unfinished writing, and the address to which pages send what is being typed."""

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from journal import unfinished_copies
from journal.access import SIGNED_IN, allow
from journal.extensions import db
from journal.formatting import clock_time
from journal.models import Unfinished
from journal.requests import sent_json
from journal.signed_in import current_person
from journal.unfinished import queries
from journal.unfinished.forms import Unreadable, read_typed
from journal.unfinished_copies import (
    LARGEST,
    MOST_AWAY,
    TOO_LARGE,
    NoRoom,
    TooLarge,
    Typed,
    get_copy,
)

unfinished = Blueprint("unfinished", __name__, url_prefix="/unfinished")

LARGEST_SENT = 3 * LARGEST
"""JSON may write a character in six; most of what people write it does not."""


@unfinished.get("")
@allow(SIGNED_IN)
def index() -> str:
    """What was begun and not finished."""
    page = queries.own_copies(
        db.session, current_person(), put_away=False, after=request.args.get("after", "")
    )
    return render_template("unfinished/index.html", page=page)


@unfinished.get("/put-away")
@allow(SIGNED_IN)
def away() -> str:
    """What was put away and can still be brought back."""
    page = queries.own_copies(
        db.session, current_person(), put_away=True, after=request.args.get("after", "")
    )
    return render_template("unfinished/away.html", most_away=MOST_AWAY, page=page)


@unfinished.get("/<uuid:copy_id>")
@allow(SIGNED_IN)
def show(copy_id: UUID) -> str:
    """Every word of one copy, also when the page it was typed on is there no more."""
    copy = queries.get_readable(db.session, current_person(), copy_id) or abort(404)
    return render_template("unfinished/show.html", copy=copy)


@unfinished.post("/<uuid:copy_id>")
@allow(SIGNED_IN)
def keep(copy_id: UUID) -> ResponseReturnValue:
    """Keep what is being typed; a script asks, and says "Saved" only to the very answer."""
    if (request.content_length or 0) > LARGEST_SENT:
        return {"problem": TOO_LARGE}, 413
    try:
        typed = read_typed(sent_json())
        copy = unfinished_copies.keep(db.session, current_person(), copy_id, typed)
    except Unreadable as error:
        return {"problem": f"The page sent something that cannot be kept: {error.part}."}, 422
    except TooLarge as error:
        return {"problem": str(error)}, 413
    except NoRoom as error:
        return {"problem": str(error)}, 422
    return answer_for(copy, copy_id, typed)


@unfinished.get("/<uuid:copy_id>/put-away")
@allow(SIGNED_IN)
def confirm_put_away(copy_id: UUID) -> str:
    """Show what would go, before it goes."""
    copy = queries.get_readable(db.session, current_person(), copy_id) or abort(404)
    return render_template("unfinished/put_away.html", copy=copy)


@unfinished.post("/<uuid:copy_id>/put-away")
@allow(SIGNED_IN)
def put_away(copy_id: UUID) -> ResponseReturnValue:
    """Out of the way."""
    me = current_person()
    copy = get_copy(db.session, me, copy_id, to_write=True) or abort(404)
    unfinished_copies.put_away(db.session, me, copy)
    flash("Put away. You can bring it back for 30 days.")
    return redirect(url_for(".index"), code=303)


@unfinished.post("/<uuid:copy_id>/bring-back")
@allow(SIGNED_IN)
def bring_back(copy_id: UUID) -> ResponseReturnValue:
    """Among what is unfinished again."""
    me = current_person()
    copy = get_copy(db.session, me, copy_id, to_write=True) or abort(404)
    unfinished_copies.bring_back(db.session, me, copy)
    flash("It is back.")
    return redirect(url_for(".index"), code=303)


def is_written(copy_id: UUID) -> bool:
    """Whether a copy is still among what is unfinished."""
    copy = get_copy(db.session, current_person(), copy_id)
    return copy is not None and copy.put_away_at is None


def answer_for(copy: Unfinished, asked: UUID, typed: Typed) -> dict[str, object]:
    """What the page is told. Its own sequence is named only when the copy holds just that."""
    holds_it = copy.fields == typed.fields
    return {
        "copy": str(copy.id),
        "asked": str(asked),
        "apart": copy.id != asked and is_written(asked),
        "editor": typed.editor,
        "version": copy.version,
        "sequence": typed.sequence if holds_it else copy.sequence,
        "at": clock_time(copy.saved_at),
    }
