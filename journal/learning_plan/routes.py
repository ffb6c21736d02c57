"""The pages of the learning plan: one's own, that of somebody one supports, and a new chance."""

from collections.abc import Sequence
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from journal import audit, following_up, keeping
from journal.access import SIGNED_IN, allow
from journal.coverage_view import coverage_of
from journal.domain.actions import ActionKind
from journal.domain.coverage import CoverageState
from journal.domain.framework import Statement
from journal.domain.skills_scan import ScanPart
from journal.extensions import db
from journal.follow_up_view import note_listed, views_of
from journal.following_up import Agreed
from journal.learning_plan import queries
from journal.learning_plan.forms import MOST_CODES, ChanceForm
from journal.models import Person
from journal.programmes import content_of, standard_of
from journal.sent_scans import Gap, gaps_of, last_sent, texts_of
from journal.signed_in import current_person
from journal.typed_values import as_number

learning_plan = Blueprint("learning_plan", __name__, url_prefix="/learning-plan")

WRITTEN = "It stands in the learning plan now. It comes back until it is done or let go."


@learning_plan.get("")
@allow(SIGNED_IN)
def index() -> str:
    """One's own learning plan, and the gaps it could still answer."""
    return show_plan(current_person())


@learning_plan.get("/<uuid:person_id>")
@allow(SIGNED_IN)
def of_person(person_id: UUID) -> ResponseReturnValue:
    """The part of somebody's plan that they agreed with the viewer."""
    if person_id == current_person().id:
        return redirect(url_for(".index"))
    return show_plan(load(person_id))


@learning_plan.get("/new")
@allow(SIGNED_IN)
def new() -> str:
    """A new chance to learn for oneself."""
    return show_new(current_person(), make_form(current_person()))


@learning_plan.post("/new")
@allow(SIGNED_IN)
def create() -> ResponseReturnValue:
    """Write it down."""
    return keep(current_person())


@learning_plan.get("/<uuid:person_id>/new")
@allow(SIGNED_IN)
def new_for(person_id: UUID) -> str:
    """A new chance to learn for somebody whom one supports."""
    worker = load(person_id)
    return show_new(worker, make_form(worker))


@learning_plan.post("/<uuid:person_id>/new")
@allow(SIGNED_IN)
def create_for(person_id: UUID) -> ResponseReturnValue:
    """Write it down for them; they get a letter."""
    return keep(load(person_id))


def load(person_id: UUID) -> Person:
    """A worker whom the person signed in supports now; nobody else is here."""
    return queries.get_worker(db.session, current_person(), person_id) or abort(404)


def keep(worker: Person) -> ResponseReturnValue:
    """Write a chance to learn down, once."""
    me, form = current_person(), make_form(worker)
    if not form.validate():
        return show_new(worker, form), 422
    gap_scan = last_sent(db.session, me, worker.id)
    agreed = Agreed(
        text=form.text.data.strip(),
        due_on=form.due_on.data,
        kind=ActionKind(form.kind.data),
        owner_id=worker.id,
        worker_id=worker.id,
        relationship=form.chosen,
        codes=form.codes,
        scan_id=gap_scan.id if gap_scan and request.args.get("scan") == str(gap_scan.id) else None,
    )
    following_up.agree(db.session, me, UUID(form.action_id.data), agreed)
    keeping.finish(me)
    flash(WRITTEN)
    if worker.id == me.id:
        return redirect(url_for(".index"), code=303)
    return redirect(url_for(".of_person", person_id=worker.id), code=303)


def show_plan(worker: Person) -> str:
    """The page of a learning plan."""
    me, after = current_person(), request.args.get("after", "")
    page = queries.closed(db.session, me, worker.id, after)
    still, over = (
        views_of(db.session, me, rows)
        for rows in (queries.still_to_do(db.session, me, worker.id), page.rows)
    )
    note_listed(me, [*still, *over])
    helped = {code for view in still for code in view.codes}
    return render_template(
        "learning_plan/show.html",
        worker=worker,
        is_mine=worker.id == me.id,
        still_to_do=still,
        over=over,
        next_key=page.next_key,
        gaps=scan_gaps(worker),
        uncovered=uncovered(worker) if worker.id == me.id else (),
        helped=helped,
    )


def scan_gaps(worker: Person) -> list[Gap]:
    """The gaps of the scan that was sent last, as far as the viewer may read it."""
    me = current_person()
    scan = last_sent(db.session, me, worker.id)
    if scan is None:
        return []
    audit.listed(me, [(scan.author_id, scan.id)], "skills_scan")
    texts = texts_of(db.session, scan)
    return gaps_of(scan, texts.skills_scan, texts.standard)


def uncovered(worker: Person) -> tuple[Statement, ...]:
    """The KSBs for which no entry says anything yet."""
    counted = coverage_of(db.session, current_person(), worker.id, content_of(db.session, worker))
    return tuple(row.statement for row in counted.rows if row.state is CoverageState.NOTHING)


def make_form(worker: Person) -> ChanceForm:
    """The form, with the KSBs that the address names ticked or offered."""
    me, framework = current_person(), standard_of(db.session, worker).framework
    named = [framework[code] for code in request.args.getlist("code") if code in framework]
    behind = [framework[code] for code in codes_of_gap(worker) if code in framework]
    statements = list(dict.fromkeys([*named, *behind]))
    again = keeping.going_on(me)
    form = ChanceForm() if again is None else ChanceForm(formdata=again)
    if not form.is_submitted() and again is None:
        form.offered.data = [each.code for each in named]
    return form.offer(
        me,
        queries.relationships(db.session, me, worker),
        framework,
        statements,
        may_be_alone=worker.id == me.id,
    )


def codes_of_gap(worker: Person) -> Sequence[str]:
    """The KSBs behind the statement of the scan that the address names: `?duty=3&part=skills`."""
    duty = standard_of(db.session, worker).duty(as_number(request.args.get("duty")))
    if duty is None:
        return ()
    part = request.args.get("part", "")
    behind = {ScanPart.SKILLS.value: duty.skills, ScanPart.KNOWLEDGE.value: duty.knowledge}
    return behind.get(part, (*duty.knowledge, *duty.skills))


def show_new(worker: Person, form: ChanceForm) -> str:
    """The page of a new chance to learn."""
    me = current_person()
    is_mine = worker.id == me.id
    here = address(".create" if is_mine else ".create_for", None if is_mine else worker.id)
    return render_template(
        "learning_plan/new.html", form=form, worker=worker, is_mine=is_mine, here=here
    )


def address(endpoint: str, person_id: UUID | None) -> str:
    """Where the form is sent to, with the gap that it answers."""
    return url_for(
        endpoint,
        person_id=person_id,
        code=request.args.getlist("code")[:MOST_CODES],
        duty=request.args.get("duty"),
        part=request.args.get("part"),
        scan=request.args.get("scan"),
    )
