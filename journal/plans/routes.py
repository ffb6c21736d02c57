"""A learner's programme: its dates and hours, read by four and written by two."""

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from journal import audit
from journal.access import SIGNED_IN, allow
from journal.domain.programme import Break, minutes_of
from journal.domain.versions import Version, version_of_standard
from journal.extensions import db
from journal.forms import trimmed
from journal.models import Programme
from journal.plans import actions, queries
from journal.plans.choices import Choices, choices_for
from journal.plans.forms import ProgrammeForm, programme_form
from journal.plans.queries import Learner
from journal.programmes import content_of, programme_of, versions_of
from journal.signed_in import current_person

plans = Blueprint("plans", __name__)

ELSEWHERE = (
    "Somebody changed this while you were writing. Nothing is lost: what you typed is below, and "
    "what stands now is beside it. Save once more if yours is right."
)


@plans.get("/people/<uuid:person_id>/programme")
@allow(SIGNED_IN)
def programme(person_id: UUID) -> str:
    """The programme as it stands."""
    learner = load(person_id)
    texts = content_of(db.session, learner.person)
    return render_template(
        "plans/programme.html",
        learner=learner,
        programme=programme_of(db.session, learner.person),
        breaks=breaks_of(programme_of(db.session, learner.person)),
        standard=texts.standard,
        plan=texts.plan,
    )


@plans.get("/people/<uuid:person_id>/programme/edit")
@allow(SIGNED_IN)
def edit_programme(person_id: UUID) -> str:
    """Set or change dates and hours."""
    learner = load(person_id, to_write=True)
    found, choices = programme_of(db.session, learner.person), choices_of(learner)
    return show_form(learner, programme_form(found, choices), found, choices)


@plans.post("/people/<uuid:person_id>/programme/edit")
@allow(SIGNED_IN)
def save_programme(person_id: UUID) -> ResponseReturnValue:
    """Keep them. What is learned is chosen once, at the beginning."""
    me, learner = current_person(), load(person_id, to_write=True)
    found, choices = queries.programme_to_write(db.session, learner.person), choices_of(learner)
    form = programme_form(found, choices)
    fine = form.validate()
    if found is None:
        fine = goes_together(form, choices) and fine
    if not fine:
        return show_form(learner, form, found, choices), 422
    try:
        if found is None:
            versions = choices.read(form.standard.data, form.plan.data)
            actions.begin(db.session, me, learner.person, dates_of(form), versions)
        else:
            actions.change(db.session, me, found, dates_of(form), form.seen.data or "")
    except actions.ChangedElsewhere:
        return show_changed(learner, form, found, choices), 409
    flash("Saved.")
    return redirect(url_for(".programme", person_id=learner.person.id), code=303)


def load(person_id: UUID, *, to_write: bool = False) -> Learner:
    """Whose programme it is, or the page that is not there; that it was read is noted."""
    me = current_person()
    learner = queries.get_learner(db.session, me, person_id) or abort(404)
    if to_write and not learner.reads.may_write:
        abort(404)
    audit.opened(me, learner.person.id, ("programme", learner.person.id))
    return learner


def choices_of(learner: Learner) -> Choices:
    """What this learner can be put on."""
    programme = programme_of(db.session, learner.person)
    now = versions_of(programme) if programme else None
    return choices_for(db.session, learner.person.organisation_id, now)


def goes_together(form: ProgrammeForm, choices: Choices) -> bool:
    """Whether standard and plan fit; says so at the plan when they do not."""
    problem = choices.problem(form.standard.data or "", form.plan.data or "")
    if problem:
        form.plan.errors = [problem]
    return not problem


def dates_of(form: ProgrammeForm) -> actions.Dates:
    """What the form says, as it is kept."""
    hours = (trimmed(field.data) for field in (form.weekly, form.minimum, form.planned))
    weekly, minimum, planned = (minutes_of(text) if text else None for text in hours)
    return actions.Dates(
        began_on=form.first_day,
        ends_on=form.ends_on.data,
        weekly_minutes=weekly,
        minimum_minutes=minimum,
        planned_minutes=planned,
        breaks=tuple(form.given_breaks()),
        was_19_at_start=form.was_19.data,
    )


def breaks_of(found: Programme | None) -> list[Break]:
    """The breaks of a programme, in order."""
    return [Break.from_texts(each) for each in found.breaks] if found else []


def show_changed(
    learner: Learner, form: ProgrammeForm, found: Programme | None, choices: Choices
) -> str:
    """What was typed, beside what somebody else saved meanwhile."""
    form.seen.data = found.changed_at.isoformat() if found else ""
    return show_form(learner, form, found, choices, notice=ELSEWHERE)


def show_form(
    learner: Learner,
    form: ProgrammeForm,
    found: Programme | None,
    choices: Choices,
    notice: str = "",
) -> str:
    """The page to write on."""
    texts = content_of(db.session, learner.person)
    if not form.standard.data:
        form.standard.data = version_of_standard(texts.standard).name
        form.plan.data = Version(texts.plan.key, texts.plan.version).name
    return render_template(
        "plans/programme_edit.html",
        learner=learner,
        form=form,
        programme=found,
        breaks=breaks_of(found),
        choices=choices,
        notice=notice,
        standard=texts.standard,
        plan=texts.plan,
    )
