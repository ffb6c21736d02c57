"""The signatures under the gateway: of the worker, the employer and the provider."""

from functools import partial
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from journal import joint_records, three_way
from journal.access import SIGNED_IN, allow
from journal.domain.joint_records import RecordKind, last_words
from journal.extensions import db
from journal.gateway import actions
from journal.gateway.actions import NotForThem, NotYet
from journal.gateway.routes import STILL_OPEN, gateway
from journal.joint_records import Closed
from journal.models import JointRecord
from journal.names import names_of
from journal.record_words import WordForm, give
from journal.signed_in import current_person
from journal.typed_values import as_uuid

__all__ = ["gateway"]

CLOSED = "This is closed, and stays as it is."


@gateway.get("/records/<uuid:record_id>")
@allow(SIGNED_IN)
def signing(record_id: UUID) -> str:
    """The frozen checklist, and who signed it."""
    return show_record(load_record(record_id), WordForm(formdata=None))


@gateway.post("/records/<uuid:record_id>/sign")
@allow(SIGNED_IN)
def sign(record_id: UUID) -> ResponseReturnValue:
    """A signature under the version that was read, or how one sees it differently."""
    me, record, form = current_person(), load_record(record_id), WordForm()
    held = give(
        form,
        partial(actions.sign, db.session, me, record),
        lambda notice: show_record(record, form, notice),
        CLOSED,
    )
    if held is not None:
        return held
    return back_to(
        record, "Thank you. You signed it." if form.says_yes else "Your view stands beside it."
    )


@gateway.post("/records/<uuid:record_id>/renew")
@allow(SIGNED_IN)
def renew(record_id: UUID) -> ResponseReturnValue:
    """Bring the frozen checklist up to date; it is signed anew then."""
    record = load_record(record_id)
    try:
        is_new = actions.bring_up_to_date(db.session, current_person(), record)
    except NotForThem:
        abort(404)
    except NotYet:
        return show_record(record, WordForm(formdata=None), STILL_OPEN), 409
    except Closed:
        return show_record(record, WordForm(formdata=None), CLOSED), 409
    return back_to(record, "Brought up to date." if is_new else "Nothing has changed.")


@gateway.post("/records/<uuid:record_id>/let-in")
@allow(SIGNED_IN)
def let_in(record_id: UUID) -> ResponseReturnValue:
    """A line manager or coach who came later holds it too, if the worker says so."""
    record, wanted = load_record(record_id), as_uuid(request.form.get("relationship"))
    bond = three_way.one_not_in_yet(db.session, record, wanted) or abort(404)
    try:
        actions.let_in(db.session, current_person(), record, bond)
    except Closed:
        return show_record(record, WordForm(formdata=None), CLOSED), 409
    return back_to(record, "They hold it with you now.")


def load_record(record_id: UUID) -> JointRecord:
    """One gateway record, or the page that is not there; that it was read is noted."""
    me = current_person()
    kind, is_post = RecordKind.GATEWAY, request.method == "POST"
    found = three_way.get_record(db.session, me, record_id, kind, to_write=is_post)
    record = found or abort(404)
    joint_records.note_opened(me, record)
    return record


def show_record(record: JointRecord, form: WordForm, notice: str = "") -> str:
    """The page of the record."""
    me = current_person()
    last = last_words(joint_records.said_of(record), record.revision)
    is_open = three_way.is_open(db.session, record)
    is_over = joint_records.is_over(db.session, record)
    is_mine = me.id == three_way.worker_of(record)
    return render_template(
        "gateway/signing.html",
        record=record,
        names=names_of(db.session, joint_records.people_of(record)),
        last=last,
        mine=last.get(me.id),
        is_open=is_open,
        is_over=is_over,
        is_mine=is_mine,
        is_signed=joint_records.is_closed(record),
        may_sign=not is_over and (is_open or me.id not in last),
        missing=three_way.sides_missing(db.session, record) if is_open else [],
        not_in_yet=three_way.not_in_yet(db.session, record) if is_open and is_mine else [],
        worker_id=three_way.worker_of(record),
        form=form,
        notice=notice,
    )


def back_to(record: JointRecord, said: str) -> ResponseReturnValue:
    """To the page of the record, with a sentence."""
    flash(said)
    return redirect(url_for(".signing", record_id=record.id), code=303)
