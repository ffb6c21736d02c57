"""Moving a learner to another version: shown, proposed by the coach, agreed by the learner."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from journal import mail
from journal.access import SIGNED_IN, allow
from journal.domain.versions import Versions
from journal.extensions import db
from journal.plans import actions, queries
from journal.plans.choices import Choices
from journal.plans.moving import Difference, difference_to, proposed_versions, tags_between
from journal.plans.queries import Learner, Reads
from journal.plans.routes import choices_of, load, plans
from journal.programmes import content_for, content_of, programme_of
from journal.signed_in import current_person

__all__ = ["plans"]

GONE = "This proposal is no longer the one you read. Please look at it as it stands now."

RETIRED = (
    "This version was retired meanwhile, so nobody can move to it any more. You stay where you "
    "are. Please ask your coach."
)


@plans.get("/people/<uuid:person_id>/programme/move")
@allow(SIGNED_IN)
def move(person_id: UUID) -> str:
    """What would change; to the coach with a choice of versions, to the learner with a yes."""
    learner = load_mover(person_id)
    choices = choices_of(learner)
    standard, plan = request.args.get("standard", ""), request.args.get("plan", "")
    asked = learner.reads is Reads.COACH and bool(standard or plan)
    problem = choices.problem(standard, plan) if asked else ""
    wanted = choices.read(standard, plan) if asked and not problem else None
    return show_move(learner, choices, wanted, problem)


@plans.post("/people/<uuid:person_id>/programme/move/propose")
@allow(SIGNED_IN)
def propose_move(person_id: UUID) -> ResponseReturnValue:
    """Ask the learner."""
    learner = load_mover(person_id)
    if learner.reads is not Reads.COACH:
        abort(404)
    programme = queries.programme_to_write(db.session, learner.person) or abort(404)
    choices = choices_of(learner)
    names = request.form.get("standard", ""), request.form.get("plan", "")
    problem = choices.problem(*names)
    if problem:
        return show_move(learner, choices, None, problem), 422
    wanted = choices.read(*names)
    if difference_of(learner, wanted).nothing:
        return show_move(learner, choices, wanted, ""), 422
    actions.propose(db.session, current_person(), programme, wanted)
    page = mail.page("plans.move", person_id=learner.person.id)
    mail.something_waits(db.session, learner.person, page, learner.relationship)
    flash("Proposed. They stay where they are until they say yes.")
    return redirect(url_for(".programme", person_id=learner.person.id), code=303)


@plans.post("/people/<uuid:person_id>/programme/move/answer")
@allow(SIGNED_IN)
def answer_move(person_id: UUID) -> ResponseReturnValue:
    """The learner's yes to exactly what they read, or their no; the coach can take it back."""
    me, learner = current_person(), load_mover(person_id)
    programme = queries.programme_to_write(db.session, learner.person) or abort(404)
    said, proposed = request.form.get("do"), programme.proposed
    if proposed is None or request.form.get("at") != proposed["at"]:
        return show_move(learner, choices_of(learner), None, GONE), 409
    wanted = proposed_versions(proposed)
    if said == "yes" and not is_open(learner, wanted):
        return show_move(learner, choices_of(learner), None, RETIRED), 409
    if said == "yes" and learner.reads is Reads.WORKER:
        actions.move(db.session, me, programme, wanted)
        flash("You have moved. Every tag you made is still there.")
    elif said == "no":
        actions.put_aside(db.session, me, programme)
        flash("Nothing has changed.")
    else:
        abort(404)
    return redirect(url_for(".programme", person_id=learner.person.id), code=303)


def is_open(learner: Learner, wanted: Versions) -> bool:
    """Whether somebody can still be moved there: a version may be retired meanwhile."""
    return not choices_of(learner).problem(wanted.standard.name, wanted.plan.name)


def load_mover(person_id: UUID) -> Learner:
    """The learner themselves, or their coach; nobody else has a say in it."""
    learner = load(person_id)
    is_theirs = learner.reads in (Reads.WORKER, Reads.COACH)
    if not is_theirs or programme_of(db.session, learner.person) is None:
        abort(404)
    return learner


def difference_of(learner: Learner, wanted: Versions) -> Difference:
    """From what the learner is on to what is wanted."""
    before = content_of(db.session, learner.person)
    after = content_for(db.session, learner.person.organisation_id, wanted)
    return difference_to(before, after)


def show_move(learner: Learner, choices: Choices, wanted: Versions | None, problem: str) -> str:
    """The page, with the difference to what is wanted or to what was proposed."""
    me = current_person()
    programme = programme_of(db.session, learner.person)
    proposed = programme.proposed if programme else None
    shown = wanted or (proposed_versions(proposed) if proposed else None)
    changes = difference_of(learner, shown) if shown else None
    tags = tags_between(db.session, me, learner.person, changes) if changes else None
    return render_template(
        "plans/move.html",
        learner=learner,
        texts=content_of(db.session, learner.person),
        choices=choices,
        wanted=wanted,
        proposed=proposed,
        problem=problem,
        changes=changes,
        tags=tags,
    )
