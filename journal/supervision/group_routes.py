"""Co-reflection in a group: several workers and one facilitator."""

from collections.abc import Sequence
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]

from journal import keeping
from journal.access import SIGNED_IN, allow
from journal.domain.joint_records import RecordKind, SupervisionPurpose
from journal.domain.record_layouts import WHERE
from journal.domain.relationships import RelationshipKind
from journal.domain.supervision import USUAL_MINUTES, next_day
from journal.extensions import db
from journal.formatting import today
from journal.joint_records import Closed, SavedElsewhere, Written, people_of
from journal.models import JointRecord, Relationship
from journal.signed_in import current_person
from journal.supervision import actions, queries
from journal.supervision.agenda_routes import supervision
from journal.supervision.group_form import GroupForm, group_form
from journal.supervision.meetings import at_hour
from journal.supervision.writing_routes import PLANNED, TIME_AND_PLACE, followed, show_both
from journal.typed_values import as_uuid
from journal.when_forms import time_fields

__all__ = ["supervision"]


@supervision.get("/group")
@allow(SIGNED_IN)
def new_group() -> str:
    """Plan a co-reflection with some of those whom I supervise."""
    me, bonds = current_person(), supervised()
    before = followed()
    form = group_form(TIME_AND_PLACE)(
        formdata=keeping.going_on(me),
        **time_fields(at_hour(next_day(today(), 1, today()))),
        minutes=USUAL_MINUTES,
        field_where=WHERE.choices[0],
        people=[str(each) for each in taking_part(before, bonds)],
    )
    return show_group(form, bonds)


@supervision.post("/group")
@allow(SIGNED_IN)
def plan_group() -> ResponseReturnValue:
    """Keep it; everybody chosen finds it under Supervision."""
    me, bonds = current_person(), supervised()
    form = group_form(TIME_AND_PLACE)()
    offer(form, bonds)
    if not form.validate():
        return show_group(form, bonds), 422
    chosen = {as_uuid(each) for each in form.people.data or []}
    together = [each for each in bonds if each.id in chosen]
    record_id, written = UUID(form.record_id.data), form.written(Written())
    kind, purpose = RecordKind.CO_REFLECTION, SupervisionPurpose.PEER
    try:
        made = actions.plan(db.session, me, record_id, kind, purpose, together, written, followed())
    except (SavedElsewhere, Closed):
        return show_both(form, record_id)
    keeping.finish(me)
    flash(PLANNED)
    return redirect(url_for(".show", record_id=made.id), code=303)


def supervised() -> Sequence[Relationship]:
    """Those whom I supervise now; who supervises fewer than two has nobody to bring together."""
    me = current_person()
    found = [
        each
        for each in queries.my_relationships(db.session, me)
        if each.other_id == me.id and each.kind is RelationshipKind.SUPERVISOR
    ]
    return found if len(found) > 1 else abort(404)


def taking_part(before: JointRecord | None, bonds: Sequence[Relationship]) -> list[UUID]:
    """Those of the last meeting, when this one follows it; else everybody."""
    people = people_of(before) if before else {each.worker_id for each in bonds}
    return [each.id for each in bonds if each.worker_id in people]


def offer(form: GroupForm, bonds: Sequence[Relationship]) -> None:
    """Everybody who can take part."""
    form.people.choices = [SelectChoice(str(each.id), each.worker.name) for each in bonds]


def show_group(form: GroupForm, bonds: Sequence[Relationship]) -> str:
    """The page on which a co-reflection is planned."""
    offer(form, bonds)
    here = request.full_path.rstrip("?")
    return render_template("supervision/group.html", form=form, here=here)
