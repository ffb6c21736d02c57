"""Observations: the list, planning one, reading it, and agreeing. Writing is in `part_routes`."""

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from journal import confidences, joint_records
from journal.access import SIGNED_IN, allow
from journal.domain import observation
from journal.domain.framework import Framework
from journal.domain.joint_records import RecordState, last_words
from journal.domain.looking_over import Look, without
from journal.domain.observation import Ref
from journal.extensions import db
from journal.forms import clean, trimmed
from journal.joint_records import Closed
from journal.models import JointRecord, Person
from journal.names import names_of
from journal.programmes import frameworks_around
from journal.record_words import WordForm, give
from journal.signed_in import current_person
from journal.typed_values import as_uuid
from journal.witness import observation_actions as actions
from journal.witness import observation_queries as queries
from journal.witness.observation_forms import PlanForm, read_refs, with_refs

observations = Blueprint("observations", __name__, url_prefix="/observations")

MOST_FOUND = 12
CLOSED = "This observation is closed, and stays as it is."
AGREED = "Thank you. You agreed to it as it stands."
DIFFERENTLY = "Your view stands beside the record."


@observations.get("")
@allow(SIGNED_IN)
def index() -> str:
    """The observations I hold, on either side."""
    me = current_person()
    page = queries.observations_of(db.session, me, request.args.get("after", ""))
    people = {holder.person_id for each in page.rows for holder in each.holders}
    return render_template(
        "witness/observations.html",
        page=page,
        names=names_of(db.session, people),
        standing=standing_of,
        can_plan=bool(queries.bonds_of(db.session, me)),
    )


@observations.get("/new")
@allow(SIGNED_IN)
def new() -> str:
    """Plan one together."""
    return show_plan(plan_form(PlanForm(formdata=None)), ())


@observations.post("/new")
@allow(SIGNED_IN)
def plan() -> ResponseReturnValue:
    """Keep the plan, held by both; or look for more statements without losing what was typed."""
    me, form = current_person(), plan_form(PlanForm())
    refs = read_refs(request.form, frameworks_of(None))
    if request.form.get("do") == "find":
        return show_plan(form, refs)
    fine = form.validate()
    if not form.must_have_bond() or not fine:
        return show_plan(form, refs), 422
    bond = next(each for each in queries.bonds_of(db.session, me) if str(each.id) == form.bond.data)
    when = actions.When(form.moment(), form.minutes.data)
    fields = with_refs(form.part, refs)
    record_id = as_uuid(form.record_id.data) or abort(404)
    made = actions.plan(db.session, me, record_id, bond, fields, when)
    flash("The observation is planned. You both hold it.")
    return redirect(url_for(".show", record_id=made.id), code=303)


@observations.get("/<uuid:record_id>")
@allow(SIGNED_IN)
def show(record_id: UUID) -> str:
    """The record as it stands, and how far it is agreed."""
    return show_record(load(record_id), WordForm(formdata=None))


@observations.post("/<uuid:record_id>/agree")
@allow(SIGNED_IN)
def agree(record_id: UUID) -> ResponseReturnValue:
    """A yes to the version that was read, or how one sees it differently."""
    me, record, form = current_person(), load(record_id), WordForm()
    held = give(
        form,
        partial(actions.say, db.session, me, record),
        lambda notice: show_record(record, form, notice),
        CLOSED,
    )
    if held is not None:
        return held
    flash(AGREED if form.says_yes else DIFFERENTLY)
    return redirect(url_for(".show", record_id=record.id), code=303)


@observations.post("/<uuid:record_id>/call-off")
@allow(SIGNED_IN)
def call_off(record_id: UUID) -> ResponseReturnValue:
    """It does not take place, and why."""
    record = load(record_id)
    because = trimmed(request.form.get("because"))[:500]
    if not because:
        notice = "Please say in a few words why it does not take place. It is still planned."
        return show_record(record, WordForm(formdata=None), notice=notice), 422
    try:
        actions.call_off(db.session, current_person(), record, because)
    except Closed:
        return show_record(record, WordForm(formdata=None), notice=CLOSED), 409
    flash("Called off. You can plan another one.")
    return redirect(url_for(".show", record_id=record.id), code=303)


def load(record_id: UUID) -> JointRecord:
    """One observation, or the page that is not there; that it was read is noted."""
    me = current_person()
    is_post = request.method == "POST"
    record = queries.get_observation(db.session, me, record_id, to_write=is_post) or abort(404)
    joint_records.note_opened(me, record)
    return record


def frameworks_of(record: JointRecord | None) -> Mapping[str, Framework]:
    """What the one who is observed learns; before anybody is chosen, what any of them does."""
    me = current_person()
    if record is not None:
        return frameworks_around(db.session, me, joint_records.workers_of(record))
    bonds = queries.bonds_of(db.session, me)
    return frameworks_around(db.session, me, [each.worker_id for each in bonds] or [me.id])


def is_worker(record: JointRecord, me: Person) -> bool:
    """Whether it is this person who was observed."""
    return me.id in joint_records.workers_of(record)


def standing_of(record: JointRecord, me: Person) -> str:
    """How far it has come, in a few words for a list."""
    if record.state is RecordState.CANCELLED:
        return "Called off"
    if joint_records.is_closed(record):
        return "Agreed by you both"
    if record.state is RecordState.OPEN:
        return "Planned"
    mine = last_words(joint_records.said_of(record), record.revision).get(me.id)
    if mine is None:
        return "For you to read and agree"
    return "You agreed, it waits for the other" if mine.agrees else "You see it differently"


def show_record(record: JointRecord, form: WordForm, notice: str = "") -> str:
    """The page of an observation."""
    me = current_person()
    people, frameworks = joint_records.people_of(record), frameworks_of(record)
    is_open = record.state is not RecordState.CANCELLED and not joint_records.is_closed(record)
    is_open = is_open and me.id in people
    is_over = joint_records.is_over(db.session, record)
    return render_template(
        "witness/observation.html",
        record=record,
        names=names_of(db.session, people),
        seen=observation.seen_in(record.fields, frameworks),
        frameworks=frameworks,
        labels=observation,
        mine=last_words(joint_records.said_of(record), record.revision).get(me.id),
        last=last_words(joint_records.said_of(record), record.revision),
        missing=observation.missing(record.fields),
        is_worker=is_worker(record, me),
        is_open=is_open and not is_over,
        is_over=is_over,
        agreed=joint_records.agreed(record),
        look=look_at(record, me) if is_open and not is_over else None,
        form=form,
        notice=notice,
    )


def look_at(record: JointRecord, me: Person) -> Look:
    """What in it could identify somebody: pointed at before anybody agrees."""
    labels = {each.key: each.label for each in observation.FIELDS}
    parts = [
        (labels.get(key, observation.SEEN), text)
        for key, text in record.fields.items()
        if key not in (observation.CODES, observation.CONSENT)
    ]
    look = confidences.look_over(db.session, me, parts)
    names = names_of(db.session, joint_records.people_of(record)).values()
    return without(look, {part.casefold() for name in names for part in (name, *name.split())})


def plan_form(form: PlanForm) -> PlanForm:
    """With everybody with whom an observation can be planned."""
    me = current_person()
    bonds = queries.bonds_of(db.session, me)
    form.offer(
        {
            str(each.id): f"{each.other.name} ({each.kind.label}) observes you"
            if each.worker_id == me.id
            else f"You observe {each.worker.name}"
            for each in bonds
        }
    )
    return form


def show_plan(form: PlanForm, refs: tuple[Ref, ...], **more: Any) -> str:
    """The page of a plan, with the statements to look at."""
    frameworks = frameworks_of(more.get("record"))
    looked_for = clean(request.values.get("find"))[:200]
    found = [one for each in frameworks.values() for one in each.find(looked_for)[:MOST_FOUND]]
    shown = {"record": None, "both": None, "is_merged": False, **more}
    return render_template(
        "witness/plan.html",
        form=form,
        chosen=[
            frameworks[framework][code]
            for framework, code in refs
            if framework in frameworks and code in frameworks[framework]
        ],
        ticked=refs,
        looked_for=looked_for,
        found=found if looked_for.strip() else [],
        **shown,
    )
