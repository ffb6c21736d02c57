"""Writing in an observation: the plan, what was seen, and how the worker sees it.

Each is a page of its own, written by one side, so that two people rarely meet in the same words;
where they do, both texts are shown.
"""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from journal import keeping
from journal.access import SIGNED_IN, allow
from journal.domain.observation import CODES, CONSENT, YES, refs_in, seen_in
from journal.extensions import db
from journal.joint_records import Closed, SavedElsewhere, is_closed, people_of
from journal.models import JointRecord
from journal.record_parts import PUT_AWAY, PartForm, beside, filled, put_together
from journal.signed_in import current_person
from journal.when_forms import time_fields
from journal.witness import observation_actions as actions
from journal.witness.observation_forms import (
    PlanForm,
    ViewForm,
    read_refs,
    seen_form,
    with_refs,
)
from journal.witness.observation_routes import (
    CLOSED,
    frameworks_of,
    is_worker,
    load,
    observations,
    show_plan,
)

__all__ = ["observations"]

PLAN, SEEN, VIEW = "plan", "seen", "view"


@observations.get("/<uuid:record_id>/plan")
@allow(SIGNED_IN)
def edit_plan(record_id: UUID) -> str:
    """Change the plan, or write down the yes."""
    record = load_for(record_id, PLAN)
    again = keeping.going_on(current_person())
    if again is not None:
        return show_plan(
            PlanForm(formdata=again), read_refs(again, frameworks_of(record)), record=record
        )
    return show_plan(plan_of(record), refs_in(record.fields), record=record)


@observations.post("/<uuid:record_id>/plan")
@allow(SIGNED_IN)
def save_plan(record_id: UUID) -> ResponseReturnValue:
    """Keep the plan."""
    record, form = load_for(record_id, PLAN), PlanForm()
    refs = read_refs(request.form, frameworks_of(record))
    if request.form.get("do") == "find":
        return show_plan(form, refs, record=record)
    if request.form.get("do") == "keep saved":
        return keep_saved(record)
    if not form.validate():
        return show_plan(form, refs, record=record), 422
    part = with_refs(form.part, refs)
    if request.form.get("do") == "together":
        put_together(db.session, current_person(), form, record)
        return show_plan(form, refs, record=record, is_merged=True)
    when = actions.When(form.moment(), form.minutes.data)
    try:
        actions.save(db.session, current_person(), record, part, form.based_on, when)
    except Closed:
        return closed(record)
    except SavedElsewhere:
        both = beside(current_person(), form, record, **{CODES: part[CODES]})
        return show_plan(form, refs, record=record, both=both), 409
    return saved(record)


@observations.get("/<uuid:record_id>/seen")
@allow(SIGNED_IN)
def edit_seen(record_id: UUID) -> str:
    """Write down what was seen."""
    return edit(record_id, SEEN)


@observations.post("/<uuid:record_id>/seen")
@allow(SIGNED_IN)
def save_seen(record_id: UUID) -> ResponseReturnValue:
    """Keep what was seen."""
    return keep(record_id, SEEN)


@observations.get("/<uuid:record_id>/view")
@allow(SIGNED_IN)
def edit_view(record_id: UUID) -> str:
    """Write how one sees it oneself."""
    return edit(record_id, VIEW)


@observations.post("/<uuid:record_id>/view")
@allow(SIGNED_IN)
def save_view(record_id: UUID) -> ResponseReturnValue:
    """Keep how the worker sees it."""
    return keep(record_id, VIEW)


def edit(record_id: UUID, what: str) -> str:
    """The page of one part, as it is saved or as it was being written."""
    record = load_for(record_id, what)
    made = form_of(record, what)
    again = keeping.going_on(current_person())
    if again is not None:
        return show_part(record, what, made(formdata=again))
    return show_part(record, what, filled(made, record))


def keep(record_id: UUID, what: str) -> ResponseReturnValue:
    """Save one part; of two texts written at once, none is overwritten."""
    record = load_for(record_id, what)
    form = form_of(record, what)()
    do = request.form.get("do")
    if do == "keep saved":
        return keep_saved(record)
    if not form.validate():
        return show_part(record, what, form), 422
    if do == "together":
        put_together(db.session, current_person(), form, record)
        return show_part(record, what, form, is_merged=True)
    try:
        actions.save(db.session, current_person(), record, form.part, form.based_on)
    except Closed:
        return closed(record)
    except SavedElsewhere:
        both = beside(current_person(), form, record)
        return show_part(record, what, form, both=both), 409
    return saved(record)


def load_for(record_id: UUID, what: str) -> JointRecord:
    """The record, for the side that writes this part of it; the plan is everybody's."""
    me, record = current_person(), load(record_id)
    if me.id not in people_of(record):
        abort(404)
    if what != PLAN and is_worker(record, me) is not (what == VIEW):
        abort(404)
    return record


def form_of(record: JointRecord, what: str) -> type[PartForm]:
    """The form of one part."""
    return ViewForm if what == VIEW else seen_form(seen_in(record.fields, frameworks_of(record)))


def plan_of(record: JointRecord) -> PlanForm:
    """The form with the plan as it stands."""
    return filled(
        PlanForm,
        record,
        record_id=str(record.id),
        **time_fields(record.starts_at),
        minutes=record.minutes,
        consent=record.fields.get(CONSENT) == YES,
    )


def saved(record: JointRecord) -> ResponseReturnValue:
    """Back to the record."""
    keeping.finish(current_person())
    flash("Saved. You both hold it.")
    return redirect(url_for(".show", record_id=record.id), code=303)


def keep_saved(record: JointRecord) -> ResponseReturnValue:
    """Leave what is saved as it is; what was typed can be brought back."""
    keeping.keep_typed(current_person(), put_away=True)
    flash(PUT_AWAY)
    return redirect(url_for(".show", record_id=record.id), code=303)


def closed(record: JointRecord) -> ResponseReturnValue:
    """Too late: what was typed is kept among what is unfinished."""
    keeping.keep_typed(current_person())
    flash(f"{CLOSED} What you typed is kept under unfinished writing.")
    return redirect(url_for(".show", record_id=record.id), code=303)


def show_part(record: JointRecord, what: str, form: PartForm, **more: object) -> str:
    """The page of one part."""
    shown = {"both": None, "is_merged": False, "is_closed": is_closed(record), **more}
    return render_template("witness/part.html", record=record, what=what, form=form, **shown)
