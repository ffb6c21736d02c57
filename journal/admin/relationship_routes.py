"""Who supports whom: an administrator connects people, and ends it."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from journal import relationships
from journal.access import ADMINISTRATOR, allow
from journal.admin import queries
from journal.admin.forms import RelationshipForm
from journal.admin.routes import admin
from journal.domain.relationships import RelationshipKind
from journal.extensions import db
from journal.models import Person
from journal.signed_in import current_person
from journal.typed_values import as_uuid

__all__ = ["admin"]

NOBODY = "Nobody here has this address. Please look it up in the list of people."
ALREADY = "This is so already. Please look at the list of relationships."


@admin.get("/relationships")
@allow(ADMINISTRATOR)
def list_relationships() -> str:
    """Who supports whom now."""
    after = request.args.get("after", "")
    page = queries.current_relationships(db.session, current_person(), after=after)
    return render_template("admin/relationships.html", page=page)


@admin.get("/relationships/new")
@allow(ADMINISTRATOR)
def new_relationship() -> str:
    """Connect two people."""
    worker = None
    if wanted := as_uuid(request.args.get("worker", "")):
        worker = queries.get_person(db.session, current_person(), wanted)
    return show_form(RelationshipForm(worker=worker.email if worker else ""))


@admin.post("/relationships/new")
@allow(ADMINISTRATOR)
def begin_relationship() -> ResponseReturnValue:
    """Begin it, from this moment."""
    me, form = current_person(), RelationshipForm()
    both = typed_people(form) if form.validate() else None
    if both is None:
        return show_form(form), 422
    try:
        relationships.begin(db.session, me, *both, RelationshipKind(form.kind.data))
    except relationships.AlreadyBegun:
        form.other.errors = [ALREADY]
        return show_form(form), 422
    flash("Begun. Nothing is shared by it: the peer worker chooses what to share.")
    return redirect(url_for(".list_relationships"), code=303)


@admin.get("/relationships/<uuid:relationship_id>/end")
@allow(ADMINISTRATOR)
def confirm_end_of_relationship(relationship_id: UUID) -> str:
    """Say what ends and what stays, before anything ends."""
    bond = queries.get_relationship(db.session, current_person(), relationship_id) or abort(404)
    if bond.ended_at is not None:
        abort(404)
    return render_template("admin/end.html", bond=bond)


@admin.post("/relationships/<uuid:relationship_id>/end")
@allow(ADMINISTRATOR)
def end_relationship(relationship_id: UUID) -> ResponseReturnValue:
    """End a relationship of the organisation."""
    me = current_person()
    bond = queries.get_relationship(db.session, me, relationship_id) or abort(404)
    relationships.end(db.session, me, bond)
    flash("It has ended.")
    return redirect(url_for(".person", person_id=bond.worker_id), code=303)


def typed_people(form: RelationshipForm) -> tuple[Person, Person] | None:
    """The two people whose addresses were typed; None, with a word at the field, for nobody."""
    me = current_person()
    worker = queries.person_at(db.session, me, form.worker.data)
    other = queries.person_at(db.session, me, form.other.data)
    if worker is None:
        form.worker.errors = [NOBODY]
    if other is None:
        form.other.errors = [NOBODY]
    return (worker, other) if worker and other else None


def show_form(form: RelationshipForm) -> str:
    """The form, with people to choose from."""
    people = queries.suggested_people(db.session, current_person())
    return render_template("admin/new_relationship.html", form=form, people=people)
