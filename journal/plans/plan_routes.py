"""Assessment plans of an organisation's own: a version from another one, checked and kept."""

from collections.abc import Iterable
from uuid import UUID, uuid4

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from journal.access import ADMINISTRATOR, allow
from journal.domain.assessment_plan import AssessmentPlan
from journal.domain.code_ranges import in_ranges
from journal.domain.entry_kind import EntryKind
from journal.domain.standard import Standard
from journal.domain.versions import Version, version_of_standard
from journal.extensions import db
from journal.library import content
from journal.models import OwnPlan
from journal.own_content import plan_from, starting_plan
from journal.plans import plan_actions, queries
from journal.plans.choices import Choices, choices_for
from journal.plans.plan_forms import (
    WORDS,
    PlanTyped,
    check,
    kinds_offered,
    read_typed,
    typed_from,
)
from journal.plans.standard_routes import plans
from journal.signed_in import current_person
from journal.typed_values import as_uuid

__all__ = ["plans"]

MOST_PLANS = 100


@plans.get("/admin/plans")
@allow(ADMINISTRATOR)
def list_plans() -> str:
    """The plans that learners here can be put on."""
    return show_plans()


def show_plans(**found: object) -> str:
    """The page of plans, with what was found in a file."""
    me = current_person()
    own = queries.own_plans(db.session, me.organisation_id)
    choices = choices_for(db.session, me.organisation_id)
    with_plan = {each.standard for each in choices.plans.values()}
    return render_template(
        "plans/plans.html",
        shipped=list(content().assessment_plans.values()),
        own=[(each, plan_from(each.data)) for each in own],
        without=[
            (name, each)
            for name, each in choices.standards.items()
            if each.framework.key not in with_plan
        ],
        learners=queries.learners_on(db.session, me.organisation_id),
        **{"problems": (), "told": (), "carried": "", "name": "", **found},
    )


@plans.get("/admin/plans/<uuid:plan_id>")
@allow(ADMINISTRATOR)
def show_plan(plan_id: UUID) -> str:
    """One version, as it is and stays."""
    kept = db.session.get(OwnPlan, plan_id)
    if kept is None or kept.organisation_id != current_person().organisation_id:
        abort(404)
    plan = plan_from(kept.data)
    return render_template("plans/plan.html", kept=kept, plan=plan, in_ranges=in_ranges)


@plans.get("/admin/plans/new")
@allow(ADMINISTRATOR)
def new_plan() -> str:
    """A further version of a plan, with everything that it has so far."""
    me = current_person()
    choices = choices_for(db.session, me.organisation_id)
    base, standard = base_of(choices)
    typed = typed_from(base, next_version(versions_taken(me.organisation_id), base))
    return show_form(base, standard, typed, choices)


@plans.post("/admin/plans/new")
@allow(ADMINISTRATOR)
def save_plan() -> ResponseReturnValue:
    """Keep it as a version of its own, if everything in it makes sense."""
    me = current_person()
    plan_actions.hold_organisation(db.session, me.organisation_id)
    choices = choices_for(db.session, me.organisation_id)
    base, standard = base_of(choices)
    plan_id = as_uuid(request.form.get("plan_id")) or uuid4()
    again = db.session.get(OwnPlan, plan_id)
    if again is not None and again.organisation_id == me.organisation_id:
        return redirect(url_for(".show_plan", plan_id=again.id), code=303)
    free_id = uuid4() if again else plan_id
    typed = read_typed(request.form, base.key)
    data = check(typed, standard)
    version = typed.text("version")
    if Version(base.key, version) in versions_taken(me.organisation_id):
        is_there = f"Version (version): expected one that is not there yet; {version} is."
        typed.problems.append(("version", is_there))
    if data is None or typed.problems:
        return show_form(base, standard, typed, choices), 422
    kept = plan_actions.save_version(db.session, me, free_id, data)
    flash(f"Version {kept.version} is saved. Whoever learns by another version stays on that.")
    return redirect(url_for(".show_plan", plan_id=kept.id), code=303)


def base_of(choices: Choices) -> tuple[AssessmentPlan, Standard]:
    """The plan to begin with, and the standard whose statements it assigns."""
    wanted = choices.plans.get(request.values.get("from", ""))
    if wanted is None:
        standard = choices.standards.get(request.values.get("standard", "")) or abort(404)
        return starting_plan(standard, content().plan), standard
    fitting = {
        name: each
        for name, each in choices.standards.items()
        if each.framework.key == wanted.standard
    }
    named = fitting.get(request.values.get("standard", ""))
    return wanted, named or next(iter(fitting.values()), None) or abort(404)


def versions_taken(organisation_id: UUID) -> set[Version]:
    """Every version of a plan that there is here, or was."""
    own = queries.own_plans(db.session, organisation_id)
    found = {Version(each.key, each.version) for each in own}
    return found | {Version(each.key, each.version) for each in content().assessment_plans.values()}


def next_version(taken: Iterable[Version], base: AssessmentPlan) -> str:
    """The number after the highest of this plan's versions, those that are retired as well."""
    numbers = [
        int(each.version)
        for each in taken
        if each.key == base.key and each.version.isdecimal() and len(each.version) < 9
    ]
    return str(max(numbers, default=0) + 1)


def show_form(base: AssessmentPlan, standard: Standard, typed: PlanTyped, choices: Choices) -> str:
    """The page to write on."""
    others = {
        name: each
        for name, each in choices.standards.items()
        if each.framework.key == standard.framework.key and each.version != standard.version
    }
    return render_template(
        "plans/plan_edit.html",
        base=base,
        base_name=Version(base.key, base.version).name,
        standard=standard,
        standard_name=version_of_standard(standard).name,
        other_versions=others,
        typed=typed,
        plan_id=uuid4(),
        word_labels=WORDS,
        kinds=[EntryKind(kind) for kind in kinds_offered()],
    )
