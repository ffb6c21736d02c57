"""Retiring a version of a standard or a plan: learners on it stay, and nobody new may start."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from journal.access import ADMINISTRATOR, allow
from journal.extensions import db
from journal.models import OwnPlan, OwnStandard
from journal.plans import plan_actions, queries
from journal.plans.plan_file_routes import plans
from journal.signed_in import current_person

__all__ = ["plans"]

RETIRED = "Retired. Whoever is on it stays, and nobody new can start on it."
BACK = "Learners can start on it again."


@plans.get("/admin/plans/<uuid:plan_id>/retire")
@allow(ADMINISTRATOR)
def look_at_plan(plan_id: UUID) -> str:
    """What retiring a plan would mean."""
    return show_retire(load_plan(plan_id), "plan")


@plans.post("/admin/plans/<uuid:plan_id>/retire")
@allow(ADMINISTRATOR)
def retire_plan(plan_id: UUID) -> ResponseReturnValue:
    """Retire it, or bring it back."""
    return retire(load_plan(plan_id), ".list_plans")


@plans.get("/admin/standards/<uuid:standard_id>/retire")
@allow(ADMINISTRATOR)
def look_at_standard(standard_id: UUID) -> str:
    """What retiring a version of a standard would mean."""
    return show_retire(load_standard(standard_id), "standard")


@plans.post("/admin/standards/<uuid:standard_id>/retire")
@allow(ADMINISTRATOR)
def retire_standard(standard_id: UUID) -> ResponseReturnValue:
    """Retire it, or bring it back."""
    return retire(load_standard(standard_id), ".list_standards")


def load_plan(plan_id: UUID) -> OwnPlan:
    """A plan of the organisation's own, or the page that is not there."""
    kept = db.session.get(OwnPlan, plan_id)
    if kept is None or kept.organisation_id != current_person().organisation_id:
        abort(404)
    return kept


def load_standard(standard_id: UUID) -> OwnStandard:
    """A standard of the organisation's own, or the page that is not there."""
    kept = db.session.get(OwnStandard, standard_id)
    if kept is None or kept.organisation_id != current_person().organisation_id:
        abort(404)
    return kept


def retire(kept: OwnPlan | OwnStandard, list_of: str) -> ResponseReturnValue:
    """Change it, and back to the list."""
    retired = request.form.get("do") != "bring back"
    plan_actions.retire(db.session, current_person(), kept, retired=retired)
    flash(RETIRED if retired else BACK)
    return redirect(url_for(list_of), code=303)


def show_retire(kept: OwnPlan | OwnStandard, what: str) -> str:
    """The page that asks."""
    learners = queries.learners_on(db.session, current_person().organisation_id)
    return render_template(
        "plans/retire.html",
        kept=kept,
        what=what,
        here=request.path,
        on_it=learners.get((what, kept.key, kept.version), 0),
    )
