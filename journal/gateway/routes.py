"""The gateway: the checklist of one worker, and what is written down for it."""

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from journal import audit, keeping, three_way
from journal.access import SIGNED_IN, allow
from journal.domain.framework import Statement
from journal.domain.gateway import DECLARATION, Subject, SubjectState, all_met
from journal.domain.looking_over import Look
from journal.domain.relationships import RelationshipKind
from journal.extensions import db
from journal.gateway import actions, queries
from journal.gateway.actions import NotYet
from journal.gateway.forms import (
    YES,
    BeginForm,
    DeclarationForm,
    SeenForm,
    SubjectForm,
    as_typed,
    seen_form,
)
from journal.gateway_view import behaviour_codes, checklist_for, is_through, last_seen
from journal.looked_forms import held_up
from journal.models import Person
from journal.names import names_of
from journal.programmes import plan_of, programme_of, standard_of
from journal.signed_in import current_person

gateway = Blueprint("gateway", __name__, url_prefix="/progress/gateway")

STILL_OPEN = "Something on the list is still to do. It can be signed once all of it holds."


@gateway.get("")
@allow(SIGNED_IN)
def index() -> ResponseReturnValue:
    """One's own gateway; for those who coach or manage, whose it can be."""
    me = current_person()
    learners = three_way.learners_of(db.session, me)
    is_learner = programme_of(db.session, me) or three_way.bonds_of(db.session, me.id)
    if not is_learner:
        return render_template("gateway/index.html", learners=learners)
    return show_checklist(me, BeginForm(formdata=None))


@gateway.post("")
@allow(SIGNED_IN)
def ask_to_sign() -> ResponseReturnValue:
    """Freeze the checklist, and ask the three to sign it."""
    me, form = current_person(), BeginForm()
    form.validate()
    try:
        made = actions.ask_to_sign(db.session, me, UUID(form.record_id.data))
    except NotYet:
        return show_checklist(me, form, STILL_OPEN), 409
    flash("The list is fixed as it stands. Now all three of you sign it.")
    return redirect(url_for(".signing", record_id=made.id), code=303)


@gateway.get("/<uuid:person_id>")
@allow(SIGNED_IN)
def of_person(person_id: UUID) -> str:
    """The checklist of one worker, to the three whom it concerns."""
    return show_checklist(load(person_id), BeginForm(formdata=None))


@gateway.get("/<uuid:person_id>/english-and-maths")
@allow(SIGNED_IN)
def edit_subject(person_id: UUID) -> str:
    """How English and maths stand: for the worker and their coach."""
    worker = load_for(person_id, RelationshipKind.COACH)
    again = keeping.going_on(current_person())
    if again is not None:
        return show_subject(worker, SubjectForm(formdata=again))
    wanted = request.args.get("subject", "")
    known = queries.last_checks(queries.subject_checks(db.session, current_person(), worker.id))
    last = known.get(Subject(wanted)) if wanted in set(Subject) else None
    form = SubjectForm(
        formdata=None,
        subject=wanted,
        state=last.state.value if last else "",
        reason=last.reason if last else "",
    )
    return show_subject(worker, form)


@gateway.post("/<uuid:person_id>/english-and-maths")
@allow(SIGNED_IN)
def note_subject(person_id: UUID) -> ResponseReturnValue:
    """Write it down; what stood there before stays to be read."""
    me, worker, form = current_person(), load_for(person_id, RelationshipKind.COACH), SubjectForm()
    programme = programme_of(db.session, worker)
    form.was_19 = programme is not None and programme.was_19_at_start
    held = held_up(
        form,
        [form.reason],
        lambda look: show_subject(worker, form, look),
        people=readers_of(worker),
        before=reasons_before(worker),
    )
    if held is not None:
        return held
    subject, state = Subject(form.subject.data), SubjectState(form.state.data)
    reason = (form.reason.data or "").strip()
    actions.note_subject(db.session, me, worker, subject, state, reason)
    keeping.finish(me)
    flash("Written down. A line manager sees only whether it is settled.")
    return redirect(url_for(".of_person", person_id=worker.id), code=303)


@gateway.get("/<uuid:person_id>/behaviours")
@allow(SIGNED_IN)
def edit_behaviours(person_id: UUID) -> str:
    """What a line manager sees of each behaviour."""
    worker = load_for(person_id, RelationshipKind.MANAGER, also_worker=False)
    me, framework = current_person(), standard_of(db.session, worker).framework
    again = keeping.going_on(me)
    if again is not None:
        return show_behaviours(worker, seen_form(behaviours_of(worker))(formdata=again))
    seen = last_seen(db.session, me, worker.id)
    said = {
        code: (each.is_verified, each.seen)
        for (key, code), each in seen.items()
        if key == framework.key
    }
    form = seen_form(behaviours_of(worker))(formdata=None, **as_typed(said))
    return show_behaviours(worker, form)


@gateway.post("/<uuid:person_id>/behaviours")
@allow(SIGNED_IN)
def see_behaviours(person_id: UUID) -> ResponseReturnValue:
    """Keep it, signed with a name and a day."""
    worker = load_for(person_id, RelationshipKind.MANAGER, also_worker=False)
    me, form = current_person(), seen_form(behaviours_of(worker))()
    held = held_up(
        form,
        [what for _, _, what in form.rows],
        lambda look: show_behaviours(worker, form, look),
        people=readers_of(worker),
        before={each.seen for each in last_seen(db.session, me, worker.id).values()},
    )
    if held is not None:
        return held
    new = actions.see_behaviours(db.session, me, worker, form.said)
    keeping.finish(me)
    flash(f"Kept, with your name and today's date: {', '.join(new)}." if new else "No change.")
    return redirect(url_for(".of_person", person_id=worker.id), code=303)


@gateway.get("/<uuid:person_id>/declaration")
@allow(SIGNED_IN)
def edit_declaration(person_id: UUID) -> str:
    """Whether the worker is ready, in the line manager's words."""
    worker = load_for(person_id, RelationshipKind.MANAGER, also_worker=False)
    return show_declaration(worker, DeclarationForm(formdata=keeping.going_on(current_person())))


@gateway.post("/<uuid:person_id>/declaration")
@allow(SIGNED_IN)
def declare(person_id: UUID) -> ResponseReturnValue:
    """Keep it, signed with a name and a day."""
    worker = load_for(person_id, RelationshipKind.MANAGER, also_worker=False)
    form = DeclarationForm()
    held = held_up(
        form,
        [form.words],
        lambda look: show_declaration(worker, form, look),
        people=readers_of(worker),
    )
    if held is not None:
        return held
    said, is_ready = form.words.data.strip(), form.is_ready.data == YES
    actions.declare(db.session, current_person(), worker, is_ready, said)
    keeping.finish(current_person())
    flash("Kept, with your name and today's date.")
    return redirect(url_for(".of_person", person_id=worker.id), code=303)


def load(person_id: UUID) -> Person:
    """Oneself or somebody whom one manages or coaches; that it was read is noted."""
    me = current_person()
    worker = queries.get_learner(db.session, me, person_id) or abort(404)
    audit.opened(me, worker.id, ("gateway", worker.id))
    return worker


def load_for(person_id: UUID, kind: RelationshipKind, *, also_worker: bool = True) -> Person:
    """The worker, for whom one of these writes; for everybody else there is no such page."""
    me, worker = current_person(), load(person_id)
    if also_worker and worker.id == me.id:
        return worker
    if kind not in queries.kinds_of(db.session, me, worker):
        abort(404)
    return worker


def readers_of(worker: Person) -> list[UUID]:
    """The worker, their line managers and their coaches: they all know each other by name."""
    return [worker.id, *(bond.other_id for bond in three_way.bonds_of(db.session, worker.id))]


def reasons_before(worker: Person) -> set[str]:
    """What was written of English and maths before, so that nobody is asked about it twice."""
    checks = queries.subject_checks(db.session, current_person(), worker.id)
    return {each.reason for each in checks}


def behaviours_of(worker: Person) -> list[Statement]:
    """The behaviours of the worker's standard."""
    framework = standard_of(db.session, worker).framework
    return [framework[code] for code in behaviour_codes(framework)]


def show_checklist(worker: Person, form: BeginForm, notice: str = "") -> str:
    """The page of a checklist."""
    me = current_person()
    items = checklist_for(db.session, me, worker)
    seen = last_seen(db.session, me, worker.id)
    checks = queries.subject_checks(db.session, me, worker.id)
    kinds = queries.kinds_of(db.session, me, worker)
    people = [*(each.author_id for each in seen.values()), *(each.author_id for each in checks)]
    return render_template(
        "gateway/show.html",
        worker=worker,
        is_own=worker.id == me.id,
        items=items,
        all_met=all_met(items),
        plan=plan_of(db.session, worker),
        seen=[(code, seen[key, code]) for key, code in sorted(seen) if key != DECLARATION[0]],
        declaration=seen.get(DECLARATION),
        checks=queries.last_checks(checks),
        names=names_of(db.session, people),
        is_manager=RelationshipKind.MANAGER in kinds,
        may_note_subjects=worker.id == me.id or RelationshipKind.COACH in kinds,
        record=queries.record_of(db.session, me, worker.id),
        is_through=is_through(db.session, worker) if worker.id == me.id else None,
        form=form,
        notice=notice,
    )


def show_subject(worker: Person, form: SubjectForm, look: Look | None = None) -> str:
    """The page for English and maths."""
    programme = programme_of(db.session, worker)
    was_19 = programme is not None and programme.was_19_at_start
    left_out = set() if was_19 else {SubjectState.OPTED_OUT.value}
    form.state.choices = {
        each.value: each.label for each in SubjectState if each.value not in left_out
    }
    checks = queries.subject_checks(db.session, current_person(), worker.id)
    return render_template(
        "gateway/subject.html",
        worker=worker,
        form=form,
        look=look,
        checks=checks,
        names=names_of(db.session, [each.author_id for each in checks]),
    )


def show_behaviours(worker: Person, form: SeenForm, look: Look | None = None) -> str:
    """The page for behaviours."""
    return render_template("gateway/behaviours.html", worker=worker, form=form, look=look)


def show_declaration(worker: Person, form: DeclarationForm, look: Look | None = None) -> str:
    """The page for the declaration."""
    return render_template("gateway/declaration.html", worker=worker, form=form, look=look)
