"""Handing on to whoever supports a worker next: nothing goes by itself."""

from collections.abc import Sequence
from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from journal import audit, mail
from journal.access import SIGNED_IN, allow
from journal.domain.joint_records import RecordKind
from journal.extensions import db
from journal.formatting import short_day
from journal.models import Action, Relationship
from journal.names import names_of
from journal.people import handover_actions, handover_queries
from journal.people.handover_actions import ChangedSince
from journal.people.handover_copies import as_seen, copies_of, name_of
from journal.people.handover_forms import HandoverForm
from journal.people.handover_queries import Offered
from journal.people.routes import people
from journal.signed_in import current_person

__all__ = ["people"]

WITHOUT_A_DAY = "not dated"


@people.get("/handover/<uuid:relationship_id>")
@allow(SIGNED_IN)
def handover(relationship_id: UUID) -> str:
    """Choose what somebody may have, and who."""
    bond = own_bond(relationship_id)
    return show_choices(bond, *choices(bond, HandoverForm(formdata=None)))


@people.post("/handover/<uuid:relationship_id>/preview")
@allow(SIGNED_IN)
def preview_handover(relationship_id: UUID) -> ResponseReturnValue:
    """Exactly what they will see, before anything goes. Too much is ticked for an address."""
    bond = own_bond(relationship_id)
    form, offered, next_ones = choices(bond, HandoverForm())
    if not form.validate():
        return show_choices(bond, form, offered, next_ones), 422
    return show_preview(bond, form, offered.narrowed(form.chosen()), one_of(next_ones, form))


@people.post("/handover/<uuid:relationship_id>")
@allow(SIGNED_IN)
def hand_on(relationship_id: UUID) -> ResponseReturnValue:
    """Hand on what was chosen, as it was seen; what has changed since is shown anew first."""
    bond, me = own_bond(relationship_id), current_person()
    form, offered, next_ones = choices(bond, HandoverForm())
    if not form.validate():
        return show_choices(bond, form, offered, next_ones), 422
    to, chosen = one_of(next_ones, form), offered.narrowed(form.chosen())
    page = mail.page("people.show", person_id=me.id)
    try:
        handover_actions.hand_on(db.session, me, chosen, to, page, form.seen.data or "")
    except ChangedSince:
        return show_preview(bond, form, chosen, to, has_changed=True), 409
    flash("Handed on. You can take it back at any time.")
    return redirect(url_for(".handover", relationship_id=bond.id), code=303)


@people.post("/handover/<uuid:relationship_id>/<uuid:record_id>/take-back")
@allow(SIGNED_IN)
def take_back_record(relationship_id: UUID, record_id: UUID) -> ResponseReturnValue:
    """Whoever it was handed on to no longer reads a record."""
    bond, me = own_bond(relationship_id), current_person()
    records = handover_queries.records_of(db.session, me, bond)
    found = next((each for each in records if each.id == record_id), None) or abort(404)
    handover_actions.take_back(db.session, me, found)
    flash("Taken back. They can no longer read it.")
    return redirect(url_for(".handover", relationship_id=bond.id), code=303)


@people.get("/handed-on/<uuid:handed_id>")
@allow(SIGNED_IN)
def handed_on(handed_id: UUID) -> str:
    """A copy of a record, to whoever it was handed on to."""
    me = current_person()
    found = handover_queries.get_handed_on(db.session, me, handed_id) or abort(404)
    audit.opened(me, found.author_id, ("joint_record", found.record_id))
    worker = names_of(db.session, [found.author_id])[found.author_id]
    return render_template("people/handed_on.html", copy=found, worker=worker)


def own_bond(relationship_id: UUID) -> Relationship:
    """Somebody who supports or supported me, or the page that is not there."""
    return handover_queries.get_own_bond(db.session, current_person(), relationship_id) or abort(
        404
    )


def choices(
    bond: Relationship, form: HandoverForm
) -> tuple[HandoverForm, Offered, Sequence[Relationship]]:
    """The form with what can be chosen, and that itself."""
    me = current_person()
    offered = handover_queries.offered(db.session, me, bond)
    next_ones = handover_queries.next_ones(db.session, me, bond)
    form.to.choices = [
        (str(each.id), f"{each.other.name}, your {each.kind.label}") for each in next_ones
    ]
    for field, kind in (
        (form.agreements, RecordKind.AGREEMENT),
        (form.sessions, RecordKind.SESSION),
        (form.observations, RecordKind.OBSERVATION),
    ):
        field.choices = [(str(each.id), name_of(each)) for each in offered.of_kind(kind)]
    form.actions.choices = [(str(each.id), action_name(each)) for each in offered.actions]
    form.entries.choices = [
        (str(each.id), f"{each.title} ({short_day(each.dated)})") for each in offered.entries
    ]
    return form, offered, next_ones


def show_choices(
    bond: Relationship, form: HandoverForm, offered: Offered, next_ones: Sequence[Relationship]
) -> str:
    """The page on which a worker chooses."""
    gone = handover_queries.handed_on(db.session, current_person(), offered.records)
    return render_template(
        "people/handover.html",
        bond=bond,
        form=form,
        offered=offered,
        next_ones={each.id: each.other for each in next_ones},
        gone=[each for each in gone if each.relationship_id in {one.id for one in next_ones}],
        names={each.id: name_of(each) for each in offered.records},
    )


def show_preview(
    bond: Relationship,
    form: HandoverForm,
    chosen: Offered,
    to: Relationship,
    *,
    has_changed: bool = False,
) -> str:
    """The page on which a worker looks at it all before it goes."""
    copies = copies_of(db.session, current_person(), chosen.records)
    return render_template(
        "people/handover_preview.html",
        bond=bond,
        to=to,
        form=form,
        chosen=chosen,
        copies=copies,
        seen=as_seen(copies, chosen),
        has_changed=has_changed,
    )


def one_of(next_ones: Sequence[Relationship], form: HandoverForm) -> Relationship:
    """Whom the form names; it was checked against the list."""
    return next(each for each in next_ones if str(each.id) == form.to.data)


def action_name(action: Action) -> str:
    """An action as a list names it."""
    return f"{action.text} ({short_day(action.due_on) if action.due_on else WITHOUT_A_DAY})"
