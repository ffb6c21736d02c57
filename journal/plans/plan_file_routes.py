"""A plan as a file: looked at, brought in as a version of its own, and taken out."""

from uuid import UUID, uuid4

from flask import Response, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from journal.access import ADMINISTRATOR, allow
from journal.domain.assessment_plan import AssessmentPlan
from journal.domain.versions import Version
from journal.extensions import db
from journal.forms import trimmed
from journal.library import content
from journal.models import OwnPlan
from journal.own_content import plan_from
from journal.plans import plan_actions, queries
from journal.plans.choices import choices_for
from journal.plans.plan_files import NoPlan, PlanFile, as_kept, read_plan, what_it_does, written
from journal.plans.plan_routes import plans, show_plans, versions_taken
from journal.signed_in import current_person

__all__ = ["plans"]

NO_FILE = "Please choose a file first."
ANOTHER = (
    "{}, line {}, version: expected one that is not there yet; {} is, and says something else. "
    "A version never changes."
)


@plans.post("/admin/plans")
@allow(ADMINISTRATOR)
def bring_in_plan() -> ResponseReturnValue:
    """Say what a file would do; or keep it, whole or not at all."""
    me = current_person()
    plan_actions.hold_organisation(db.session, me.organisation_id)
    name, raw = file_sent()
    if not raw:
        return show_plans(problems=(NO_FILE,)), 422
    try:
        found = read_plan(name, raw, choices_for(db.session, me.organisation_id).standards)
    except NoPlan as error:
        return show_plans(problems=error.problems), 422
    kept = same_version(me.organisation_id, found.plan)
    if is_another(found, kept, me.organisation_id):
        said = ANOTHER.format(name, found.version_line, found.plan.version)
        return show_plans(problems=(said,)), 422
    if request.form.get("do") != "keep":
        told = what_it_does(found.plan, newest(found.plan))
        return show_plans(told=told, carried=found.text, name=name)
    if kept is None:
        kept = plan_actions.save_version(db.session, me, uuid4(), as_kept(found.data))
    flash(f"{kept.title}, version {kept.version}, is here. Nobody learns by it yet.")
    return redirect(url_for(".show_plan", plan_id=kept.id), code=303)


@plans.get("/admin/plans/file")
@allow(ADMINISTRATOR)
def take_out_plan() -> Response:
    """A plan as a file of YAML, to be changed and brought in again."""
    wanted = request.args.get("from", "")
    found = next((each for each in every_plan() if name_of(each) == wanted), None) or abort(404)
    answer = Response(written(found), mimetype="application/yaml")
    answer.headers.set("Content-Disposition", "attachment", filename=f"{found.key}.yaml")
    return answer


def file_sent() -> tuple[str, bytes]:
    """The name and the bytes of the file that was chosen, or of the one the page carried along."""
    chosen = request.files.get("file")
    if chosen and chosen.filename:
        return trimmed(chosen.filename)[:80] or "plan", chosen.read()
    return trimmed(request.form.get("name"))[:80] or "plan", request.form.get(
        "carried", ""
    ).encode()


def is_another(found: PlanFile, kept: OwnPlan | None, organisation_id: UUID) -> bool:
    """Whether there is this version already, and it says something else."""
    if kept is not None and kept.data == as_kept(found.data):
        return False
    return Version(found.plan.key, found.plan.version) in versions_taken(organisation_id)


def same_version(organisation_id: UUID, plan: AssessmentPlan) -> OwnPlan | None:
    """The version of this name, if it is kept already."""
    own = queries.own_plans(db.session, organisation_id)
    same = (each for each in own if (each.key, each.version) == (plan.key, plan.version))
    return next(same, None)


def newest(plan: AssessmentPlan) -> AssessmentPlan | None:
    """The version of a plan that was saved last, to compare with."""
    return next((each for each in every_plan() if each.key == plan.key), None)


def every_plan() -> list[AssessmentPlan]:
    """Every plan there is here: the organisation's own, the newest first, and the service's."""
    own = queries.own_plans(db.session, current_person().organisation_id)
    return [*(plan_from(each.data) for each in own), *content().assessment_plans.values()]


def name_of(plan: AssessmentPlan) -> str:
    """By which name a form knows a plan."""
    return Version(plan.key, plan.version).name
