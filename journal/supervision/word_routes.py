"""Closing a session, cancelling it, and everybody's word on what was written."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from journal import confidences, joint_records, keeping
from journal.access import SIGNED_IN, allow
from journal.domain.joint_records import RecordKind, RecordState
from journal.domain.looking_over import Look, LookedAt
from journal.extensions import db
from journal.joint_records import Closed, SavedElsewhere
from journal.models import JointRecord
from journal.names import names_of
from journal.signed_in import current_person
from journal.supervision import actions
from journal.supervision.meetings import parts_of
from journal.supervision.routes import get_record, has_come, has_word, shown
from journal.supervision.short_forms import CancelForm, WordForm
from journal.supervision.writing_routes import is_closed, supervision
from journal.typed_values import as_number

__all__ = ["supervision"]

CLOSED = "This record is closed by now, so nothing was changed."
SAVED_MEANWHILE = "Somebody saved this in the same moment. Please look again."
NOT_YET = "The day of this session is still to come. If you met earlier, change the day first."
ONLY_THE_FACILITATOR = "In a group, the facilitator closes or cancels the session."
HELD = "Noted that you met. What you did not get to comes back next time."
NOT_HELD = "Taken back: this session is planned again, with its agenda."
TOO_LATE = "This can be taken back for a day, and while nobody has agreed to the record. It stands."
CANCELLED = "Cancelled, and the reason is noted. You can set a new date now."
AGREED = "You agreed. Your yes stands on the version that you read."
DIFFERENT = "Noted how you see it. It stands beside the record."
LATER_VERSION = (
    "Your word stands on version {}, which you read. It was changed meanwhile: please read "
    "version {} as well."
)
WRITE_IT = "Please write in a few words how you see it differently."


@supervision.post("/<uuid:record_id>/held")
@allow(SIGNED_IN)
def hold(record_id: UUID) -> ResponseReturnValue:
    """The session took place."""
    me, record = current_person(), get_record(record_id, to_write=True)
    problem = why_not(record)
    if problem is None and not has_come(record):
        problem = NOT_YET
    if problem is None:
        problem = tried(lambda: actions.hold(db.session, me, record))
    flash(problem or HELD)
    return redirect(url_for(".show", record_id=record_id), code=303)


@supervision.post("/<uuid:record_id>/not-held")
@allow(SIGNED_IN)
def undo_hold(record_id: UUID) -> ResponseReturnValue:
    """Somebody pressed "yes, we met" by mistake."""
    me, record = current_person(), get_record(record_id, to_write=True)
    problem = tried(lambda: actions.undo_hold(db.session, me, record))
    flash((TOO_LATE if problem == CLOSED else problem) or NOT_HELD)
    return redirect(url_for(".show", record_id=record_id), code=303)


@supervision.get("/<uuid:record_id>/cancel")
@allow(SIGNED_IN)
def ask_why(record_id: UUID) -> ResponseReturnValue:
    """Ask for the reason."""
    record = get_record(record_id, to_write=True)
    if problem := why_not(record):
        flash(problem)
        return redirect(url_for(".show", record_id=record.id), code=303)
    form = CancelForm(formdata=keeping.going_on(current_person()))
    return render_template("supervision/cancel.html", **shown(record), form=form)


@supervision.post("/<uuid:record_id>/cancel")
@allow(SIGNED_IN)
def cancel(record_id: UUID) -> ResponseReturnValue:
    """Cancel the session; its agenda waits for the next one."""
    me, record = current_person(), get_record(record_id, to_write=True)
    form, problem = CancelForm(), why_not(record)
    if problem is None and not form.validate():
        return render_template("supervision/cancel.html", **shown(record), form=form), 422
    if problem is None:
        problem = tried(lambda: actions.cancel(db.session, me, record, form.why.data))
    if problem is None:
        keeping.finish(me)
    flash(problem or CANCELLED)
    return redirect(url_for(".show", record_id=record_id), code=303)


@supervision.get("/<uuid:record_id>/agree")
@allow(SIGNED_IN)
def read_to_agree(record_id: UUID) -> ResponseReturnValue:
    """Read the newest version whole, and say one's word on it."""
    record = get_record(record_id, to_write=True)
    if not has_word(record, is_closed(record)):
        return redirect(url_for(".show", record_id=record.id), code=303)
    form = WordForm(formdata=keeping.going_on(current_person()), number=str(record.revision))
    return show_agree(record, form)


@supervision.post("/<uuid:record_id>/agree")
@allow(SIGNED_IN)
def agree(record_id: UUID) -> ResponseReturnValue:
    """A yes, or how one sees it differently, on the version that was read."""
    me, record = current_person(), get_record(record_id, to_write=True)
    form = WordForm()
    agrees, words = form.says_yes, (form.words.data or "").strip()
    if not form.validate() or not (agrees or words):
        if not agrees and not words:
            form.words.errors = [WRITE_IT]
        return show_agree(record, form), 422
    number = as_number(form.number.data)
    try:
        actions.say(db.session, me, record, number, agrees, words)
    except Closed:
        keeping.keep_typed(me, put_away=True)
        flash(CLOSED)
        return redirect(url_for(".show", record_id=record.id), code=303)
    keeping.finish(me)
    said = AGREED if agrees else DIFFERENT
    flash(said if number == record.revision else LATER_VERSION.format(number, record.revision))
    return redirect(url_for(".show", record_id=record.id), code=303)


def show_agree(record: JointRecord, form: WordForm) -> str:
    """The page on which the words are read and a word is said."""
    look = look_over(record) if record.kind is not RecordKind.AGREEMENT else None
    return render_template("supervision/agree.html", **shown(record), form=form, look=look)


def look_over(record: JointRecord) -> Look:
    """Whatever could tell who somebody is; the names of those who were there tell nobody new."""
    here = names_of(db.session, joint_records.people_of(record)).values()
    known = {part.casefold() for name in here for part in (name, *name.split())}
    look = confidences.look_over(db.session, current_person(), parts_of(record, record))
    return Look(tuple(without(part, known) for part in look.parts))


def without(part: LookedAt, known: set[str]) -> LookedAt:
    """One part, without pointing at those who hold the record."""
    kept = (
        each for each in part.findings if part.text[each.start : each.end].casefold() not in known
    )
    return replace(part, findings=tuple(kept))


def tried(change: Callable[[], None]) -> str | None:
    """Make the change; what to say when somebody else was quicker."""
    try:
        change()
    except SavedElsewhere:
        db.session.rollback()
        return SAVED_MEANWHILE
    except Closed:
        return CLOSED
    return None


def why_not(record: JointRecord) -> str | None:
    """Why a session can be neither closed nor cancelled now, if so."""
    if record.kind is RecordKind.AGREEMENT or record.state is not RecordState.OPEN:
        return CLOSED
    if joint_records.is_over(db.session, record):
        return CLOSED
    return None if actions.may_settle(record, current_person()) else ONLY_THE_FACILITATOR
