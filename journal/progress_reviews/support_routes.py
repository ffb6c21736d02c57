"""Learning support: a record of the worker and their coach alone, beside a review.

A line manager is told nothing of it, not even that it is there. What the worker wants them to know
stands as a line of the worker's own in the review.
"""

from functools import partial
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from journal import joint_records, keeping, three_way
from journal.access import SIGNED_IN, allow
from journal.domain import progress_review
from journal.domain.joint_records import RecordKind
from journal.extensions import db
from journal.joint_records import Closed, SavedElsewhere
from journal.models import JointRecord
from journal.names import names_of
from journal.progress_reviews import actions, queries
from journal.progress_reviews.actions import NobodyElse
from journal.progress_reviews.forms import OwnPartForm, part_form
from journal.progress_reviews.routes import load, look_at, may_support, shown
from journal.progress_reviews.version_routes import progress_reviews
from journal.progress_reviews.word_routes import CLOSED
from journal.record_parts import PUT_AWAY, beside, filled, put_together
from journal.record_words import WordForm, give
from journal.signed_in import current_person

__all__ = ["progress_reviews"]

SUPPORT = RecordKind.LEARNING_SUPPORT
NO_COACH = "There is no coach here at the moment who holds this review. What you typed is kept."
THERE = "The two of you have begun this already. What you typed is kept under unfinished writing."


@progress_reviews.get("/reviews/<uuid:record_id>/support")
@allow(SIGNED_IN)
def new_support(record_id: UUID) -> ResponseReturnValue:
    """Write about learning support beside a review."""
    record = load_review(record_id)
    for there in queries.support_of(db.session, current_person(), record):
        return redirect(url_for(".show_support", record_id=there.id), code=303)
    return show_write(support_form()(formdata=keeping.going_on(current_person())), record)


@progress_reviews.post("/reviews/<uuid:record_id>/support")
@allow(SIGNED_IN)
def begin_support(record_id: UUID) -> ResponseReturnValue:
    """Keep it, held by the worker and the coach."""
    me, review, form = current_person(), load_review(record_id), support_form()()
    if not form.validate():
        return show_write(form, review), 422
    try:
        made = actions.begin_support(db.session, me, UUID(form.record_id.data), review, form.part)
    except (NobodyElse, SavedElsewhere) as error:
        keeping.keep_typed(me)
        flash(NO_COACH if isinstance(error, NobodyElse) else THERE)
        return redirect(url_for(".show", record_id=review.id), code=303)
    keeping.finish(me)
    return back_to(made, "Saved. Only the two of you read it.")


@progress_reviews.get("/support/<uuid:record_id>")
@allow(SIGNED_IN)
def show_support(record_id: UUID) -> str:
    """What worker and coach agreed."""
    return show_record(load(record_id, SUPPORT), WordForm(formdata=None))


@progress_reviews.get("/support/<uuid:record_id>/write")
@allow(SIGNED_IN)
def edit_support(record_id: UUID) -> ResponseReturnValue:
    """Change what is written, while it is open."""
    record, again = load(record_id, SUPPORT), keeping.going_on(current_person())
    made = support_form()
    return show_write(made(formdata=again) if again else filled(made, record), record)


@progress_reviews.post("/support/<uuid:record_id>/write")
@allow(SIGNED_IN)
def save_support(record_id: UUID) -> ResponseReturnValue:
    """Save it; of two texts written at once, none is overwritten."""
    me, record = current_person(), load(record_id, SUPPORT)
    form, do = support_form()(), request.form.get("do")
    if do == "keep saved":
        keeping.keep_typed(me, put_away=True)
        return back_to(record, PUT_AWAY)
    if not form.validate():
        return show_write(form, record), 422
    if do == "together":
        put_together(db.session, me, form, record)
        return show_write(form, record, is_merged=True)
    try:
        actions.write(db.session, me, record, form.part, form.based_on)
    except Closed:
        keeping.keep_typed(me)
        return back_to(record, f"{CLOSED} What you typed is kept under unfinished writing.")
    except SavedElsewhere:
        return show_write(form, record, both=beside(me, form, record)), 409
    keeping.finish(me)
    return back_to(record, "Saved. Only the two of you read it.")


@progress_reviews.post("/support/<uuid:record_id>/sign")
@allow(SIGNED_IN)
def sign_support(record_id: UUID) -> ResponseReturnValue:
    """A yes to the version that was read, or how one sees it differently."""
    me, record, form = current_person(), load(record_id, SUPPORT), WordForm()
    held = give(
        form,
        partial(actions.sign, db.session, me, record),
        lambda notice: show_record(record, form, notice),
        CLOSED,
    )
    if held is not None:
        return held
    return back_to(record, "Thank you. Your word is kept.")


def load_review(record_id: UUID) -> JointRecord:
    """A review, for the two whom learning support concerns; for others there is no such page."""
    record = load(record_id)
    if not may_support(record):
        abort(404)
    return record


def support_form() -> type[OwnPartForm]:
    """The form of this record."""
    return part_form(progress_review.SUPPORT)


def show_write(form: OwnPartForm, record: JointRecord, **more: object) -> str:
    """The page to write on; `record` is the review while there is none of its own."""
    more = {"both": None, "is_merged": False, **more}
    return render_template(
        "progress_reviews/support_write.html",
        form=form,
        record=record,
        is_new=record.kind is not SUPPORT,
        is_open=three_way.is_open(db.session, record) or record.kind is not SUPPORT,
        here=request.path,
        **more,
    )


def show_record(record: JointRecord, form: WordForm, notice: str = "") -> str:
    """The page of the record."""
    is_open = three_way.is_open(db.session, record)
    return render_template(
        "progress_reviews/support.html",
        **shown(record, is_open),
        names=names_of(db.session, joint_records.people_of(record)),
        fields=progress_review.SUPPORT,
        look=look_at(record, current_person()) if is_open else None,
        form=form,
        notice=notice,
    )


def back_to(record: JointRecord, said: str) -> ResponseReturnValue:
    """To the page of the record, with a sentence."""
    flash(said)
    return redirect(url_for(".show_support", record_id=record.id), code=303)
