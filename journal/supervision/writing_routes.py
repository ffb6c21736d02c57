"""Writing together: drawing up an agreement, planning a session, keeping the record of it.

Two people may write at once. Nobody's words replace another's: whoever saves second sees both
texts, side by side, and decides.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from journal import joint_records, keeping, record_versions
from journal.access import SIGNED_IN, allow
from journal.database import begin_writing
from journal.domain.joint_records import RecordKind, RecordState, SupervisionPurpose
from journal.domain.record_layouts import PLACE, WHERE, starting_text
from journal.domain.supervision import PURPOSES_OF, USUAL_MINUTES, USUAL_REVIEW, USUAL_WEEKS
from journal.extensions import db
from journal.formatting import today
from journal.joint_records import Closed, SavedElsewhere, Written
from journal.kept_records import get_kept
from journal.models import JointRecord, Relationship
from journal.signed_in import current_person
from journal.supervision import actions, queries
from journal.supervision.forms import (
    PREFIX,
    AnyForm,
    form_class,
    laid_out,
    numbers_of,
    readable,
)
from journal.supervision.meetings import meetings_of, suggested
from journal.supervision.routes import get_record, supervision
from journal.transactions import keep_writes
from journal.two_texts import put_together, side_by_side
from journal.typed_values import as_number, as_uuid
from journal.when_forms import time_fields

__all__ = ["supervision"]

TIME_AND_PLACE = (WHERE.key, PLACE.key)
SAVED = "Saved. You both find it under Supervision."
PLANNED = "Planned."
KEPT_SAVED = (
    "What was saved stays as it is. Your own text is put away: you can bring it back for 30 days."
)
STANDS = (
    "This record is closed by now, so it stays as it is. What you typed is not lost: you find it "
    "under unfinished writing for 30 days."
)
ELSEWHERE = "Somebody saved this meanwhile: the other side, or you on another page"


@supervision.get("/with/<uuid:relationship_id>/agreement")
@allow(SIGNED_IN)
def new_agreement(relationship_id: UUID) -> ResponseReturnValue:
    """Begin an agreement, with words that help to start."""
    me = current_person()
    bond = queries.get_relationship(db.session, me, relationship_id) or abort(404)
    purpose = read_purpose(bond)
    there = queries.agreements_of(db.session, me, [bond.id]).get((bond.id, purpose))
    if there is not None:
        return redirect(url_for(".edit", record_id=there.id), code=303)
    words = starting_text(purpose, bond.other.name, bond.kind.label)
    form = form_class(RecordKind.AGREEMENT)(
        formdata=keeping.going_on(me),
        starts_on=today(),
        review_on=today() + USUAL_REVIEW,
        every_weeks=USUAL_WEEKS,
        minutes=USUAL_MINUTES,
        **{PREFIX + key: text for key, text in words.items()},
    )
    return show_form(form, RecordKind.AGREEMENT, bond=bond, purpose=purpose)


@supervision.post("/with/<uuid:relationship_id>/agreement")
@allow(SIGNED_IN)
def draw_up(relationship_id: UUID) -> ResponseReturnValue:
    """Keep the first version; when the other one was quicker, show both."""
    me = current_person()
    bond = queries.get_relationship(db.session, me, relationship_id) or abort(404)
    purpose, form = read_purpose(bond), form_class(RecordKind.AGREEMENT)()
    if not form.validate():
        return show_form(form, RecordKind.AGREEMENT, bond=bond, purpose=purpose), 422
    record_id = UUID(form.record_id.data)
    try:
        made = actions.draw_up(db.session, me, record_id, bond, purpose, form.written(Written()))
    except SavedElsewhere:
        there = queries.agreements_of(db.session, me, [bond.id])[bond.id, purpose]
        return show_both(form, there.id)
    keeping.finish(me)
    flash(SAVED)
    return redirect(url_for(".show", record_id=made.id), code=303)


@supervision.get("/with/<uuid:relationship_id>/plan")
@allow(SIGNED_IN)
def new_session(relationship_id: UUID) -> ResponseReturnValue:
    """Plan the next session; the day comes from the rhythm."""
    me = current_person()
    bond = queries.get_relationship(db.session, me, relationship_id) or abort(404)
    purpose = read_purpose(bond)
    meeting = meetings_of(db.session, me, [bond])[0]
    known = next(each for each in meeting.purposes if each.purpose is purpose)
    agreed = known.standing_version
    form = form_class(RecordKind.SESSION, TIME_AND_PLACE)(
        formdata=keeping.going_on(me),
        **time_fields(suggested(meeting, purpose)),
        minutes=(agreed.minutes if agreed else None) or USUAL_MINUTES,
        field_where=WHERE.choices[0],
    )
    return show_form(form, RecordKind.SESSION, bond=bond, purpose=purpose)


@supervision.post("/with/<uuid:relationship_id>/plan")
@allow(SIGNED_IN)
def plan(relationship_id: UUID) -> ResponseReturnValue:
    """Keep the session; what waited for it comes onto its agenda."""
    me = current_person()
    bond = queries.get_relationship(db.session, me, relationship_id) or abort(404)
    purpose, form = read_purpose(bond), form_class(RecordKind.SESSION, TIME_AND_PLACE)()
    if not form.validate():
        return show_form(form, RecordKind.SESSION, bond=bond, purpose=purpose), 422
    record_id, written = UUID(form.record_id.data), form.written(Written())
    kind, follows = RecordKind.SESSION, followed()
    try:
        made = actions.plan(db.session, me, record_id, kind, purpose, [bond], written, follows)
    except (SavedElsewhere, Closed):
        return show_both(form, record_id)
    keeping.finish(me)
    flash(PLANNED)
    return redirect(url_for(".show", record_id=made.id), code=303)


@supervision.get("/<uuid:record_id>/edit")
@allow(SIGNED_IN)
def edit(record_id: UUID) -> ResponseReturnValue:
    """Change what is written, as long as it is open."""
    record = get_record(record_id, to_write=True)
    if may_not_write(record):
        return redirect(url_for(".show", record_id=record.id), code=303)
    return show_form(form_for(record, keeping.going_on(current_person())), record.kind, record)


@supervision.post("/<uuid:record_id>/edit")
@allow(SIGNED_IN)
def save(record_id: UUID) -> ResponseReturnValue:
    """Keep the next version; when somebody saved meanwhile, show both texts."""
    me = current_person()
    left = get_kept(db.session, me, record_id)
    if left is not None:
        return put_away(left)
    record = get_record(record_id, to_write=True)
    form = form_for(record)
    if may_not_write(record):
        return put_away(record)
    if request.form.get("do") in ANSWERS_TO_BOTH:
        return ANSWERS_TO_BOTH[request.form["do"]](form, record)
    if not form.validate():
        return show_form(form, record.kind, record), 422
    try:
        written = form.written(joint_records.written_in(record))
        is_new = actions.change(db.session, me, record, written, as_number(form.revision.data))
    except SavedElsewhere:
        return show_both(form, record_id)
    keeping.finish(me)
    flash("Saved." if is_new else "Nothing was changed.")
    return redirect(url_for(".show", record_id=record.id), code=303)


def show_both(form: AnyForm, record_id: UUID) -> ResponseReturnValue:
    """What was just typed beside what is saved by now; what was typed is kept meanwhile."""
    me = current_person()
    db.session.rollback()
    begin_writing(db.session)
    record = get_record(record_id, to_write=True)
    if may_not_write(record):
        return put_away(record)
    keeping.keep_typed(me)
    keep_writes()
    form.record_id.data, form.revision.data = str(record.id), str(record.revision)
    saved = laid_out(record, record.kind)
    both = side_by_side(form.labels, readable(form.typed), readable(saved))
    return show_form(form, record.kind, record, both=both), 409


def keep_saved(form: AnyForm, record: JointRecord) -> ResponseReturnValue:
    """Leave what is saved as it is; what was typed can be brought back."""
    keeping.keep_typed(current_person(), put_away=True)
    flash(KEPT_SAVED)
    return redirect(url_for(".show", record_id=record.id), code=303)


def show_together(form: AnyForm, record: JointRecord) -> ResponseReturnValue:
    """Both texts in one form, to be looked over; what was typed alone can be brought back."""
    keeping.keep_typed(current_person(), put_away=True)
    keeping.begin_anew()
    number = as_number(form.base.data)
    began = record_versions.numbered(db.session, current_person(), record, number)
    base, saved = (laid_out(each, record.kind) if each else {} for each in (began, record))
    names = form.labels
    merged = put_together(base, form.typed, {name: saved.get(name) for name in names})
    filled = {name: value for name, value in merged.items() if name in names}
    again = type(form)(formdata=None, **numbers_of(record), **filled)
    return show_form(trimmed(again, record), record.kind, record, is_merged=True)


ANSWERS_TO_BOTH: dict[str, Callable[[AnyForm, JointRecord], ResponseReturnValue]] = {
    "keep saved": keep_saved,
    "together": show_together,
}


def put_away(record: JointRecord) -> ResponseReturnValue:
    """The record is closed: what was typed is kept for whoever typed it."""
    keeping.keep_typed(current_person(), put_away=True)
    flash(STANDS)
    return redirect(url_for(".show", record_id=record.id), code=303)


def is_closed(record: JointRecord) -> bool:
    """Whether nobody may change it any more."""
    return (
        record.state is RecordState.CANCELLED
        or joint_records.is_closed(record)
        or joint_records.is_over(db.session, record)
    )


def may_not_write(record: JointRecord) -> bool:
    """Whether this person may not change it, though others of a group may."""
    return is_closed(record) or joint_records.is_over_for(db.session, record, current_person())


def form_for(record: JointRecord, typed: Any = None) -> AnyForm:
    """The form of a record as it stands, with all of it or only its time and place."""
    made = form_class(record.kind, TIME_AND_PLACE if only_time() else None)
    again = {} if typed is None else {"formdata": typed}
    return trimmed(made(**numbers_of(record), **laid_out(record, record.kind), **again), record)


def trimmed(form: AnyForm, record: JointRecord) -> AnyForm:
    """Without the time, for somebody who does not move the session of a group."""
    if not actions.may_settle(record, current_person()):
        for name in ("day", "at", "minutes"):
            del form[name]
    return form


def only_time() -> bool:
    """Whether the address asks for the time and place alone."""
    return request.args.get("part") == "time"


def show_form(
    form: AnyForm, kind: RecordKind, record: JointRecord | None = None, **more: object
) -> str:
    """The page to write on."""
    shown = {"bond": None, "purpose": None, "both": None, "is_merged": False, **more}
    here = (
        url_for(".save", record_id=record.id, part="time" if only_time() else None)
        if record is not None
        else request.full_path.rstrip("?")
    )
    return render_template(
        "supervision/write.html",
        form=form,
        kind=kind,
        record=record,
        here=here,
        only_time=only_time(),
        **shown,
    )


def followed() -> JointRecord | None:
    """The session that this one is planned instead of or after: `?follows=` names it."""
    wanted = as_uuid(request.args.get("follows"))
    return queries.get_record(db.session, current_person(), wanted) if wanted else None


def read_purpose(bond: Relationship) -> SupervisionPurpose:
    """What the two meet for: as the address says, or what such a pair usually meets for."""
    offered = PURPOSES_OF[bond.kind]
    asked = request.args.get("purpose", "")
    return next((each for each in offered if each.value == asked), offered[0])
