"""Signing a review, letting somebody in, and calling it off."""

from functools import partial
from uuid import UUID

from flask import abort, request
from flask.typing import ResponseReturnValue

from journal import three_way
from journal.access import SIGNED_IN, allow
from journal.extensions import db
from journal.joint_records import Closed
from journal.progress_reviews import actions
from journal.progress_reviews.forms import why
from journal.progress_reviews.routes import load, progress_reviews, show_review
from journal.progress_reviews.writing_routes import back_to
from journal.record_words import WordForm, give
from journal.signed_in import current_person
from journal.typed_values import as_uuid

__all__ = ["progress_reviews"]

CLOSED = "This review is closed, and stays as it is."
NOTHING_YET = (
    "Nothing is written yet under what went well, what was hard, or how it fits. Please write a "
    "few words first."
)


@progress_reviews.post("/reviews/<uuid:record_id>/ready")
@allow(SIGNED_IN)
def get_ready(record_id: UUID) -> ResponseReturnValue:
    """We have met: from now on it can be signed."""
    record = load(record_id)
    try:
        actions.get_ready(db.session, current_person(), record)
    except Closed:
        notice = NOTHING_YET if three_way.is_open(db.session, record) else CLOSED
        return show_review(record, WordForm(formdata=None), notice), 409
    return back_to(record, "It is ready to sign. Everybody who holds it has been told.")


@progress_reviews.post("/reviews/<uuid:record_id>/sign")
@allow(SIGNED_IN)
def sign(record_id: UUID) -> ResponseReturnValue:
    """A signature under the version that was read, or how one sees it differently."""
    me, record, form = current_person(), load(record_id), WordForm()
    held = give(
        form,
        partial(actions.sign, db.session, me, record),
        lambda notice: show_review(record, form, notice),
        CLOSED,
    )
    if held is not None:
        return held
    return back_to(
        record, "Thank you. You signed it." if form.says_yes else "Your view stands beside it."
    )


@progress_reviews.post("/reviews/<uuid:record_id>/let-in")
@allow(SIGNED_IN)
def let_in(record_id: UUID) -> ResponseReturnValue:
    """A line manager or coach who came later holds it too, if the worker says so."""
    record, wanted = load(record_id), as_uuid(request.form.get("relationship"))
    bond = three_way.one_not_in_yet(db.session, record, wanted) or abort(404)
    try:
        actions.let_in(db.session, current_person(), record, bond)
    except Closed:
        return show_review(record, WordForm(formdata=None), CLOSED), 409
    return back_to(record, "They hold this review with you now.")


@progress_reviews.post("/reviews/<uuid:record_id>/call-off")
@allow(SIGNED_IN)
def call_off(record_id: UUID) -> ResponseReturnValue:
    """It does not take place, and why."""
    record, because = load(record_id), why(request.form.get("because"))
    if not because:
        notice = "Please say in a few words why it does not take place. It is still there."
        return show_review(record, WordForm(formdata=None), notice), 422
    try:
        actions.call_off(db.session, current_person(), record, because)
    except Closed:
        return show_review(record, WordForm(formdata=None), CLOSED), 409
    return back_to(record, "Called off. You can prepare another one.")
