"""The people of the administrator's organisation: invite, look after, close an account."""

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from journal import mail, shown_once
from journal.access import ADMINISTRATOR, allow
from journal.admin import actions, queries
from journal.admin.forms import InviteForm
from journal.admin.invitations import Invitation
from journal.admin.states import State, state_of
from journal.extensions import db
from journal.forms import trimmed
from journal.models import Person
from journal.signed_in import current_person

admin = Blueprint("admin", __name__, url_prefix="/admin")

WAIT = "Those were many invitations. Please wait a quarter of an hour, then go on."
LONGEST_SEARCH = 100


@admin.get("")
@allow(ADMINISTRATOR)
def index() -> str:
    """Everybody in the organisation."""
    find = trimmed(request.args.get("find", ""))[:LONGEST_SEARCH]
    after = request.args.get("after", "")
    page = queries.people_of(db.session, current_person(), find=find, after=after)
    return render_template("admin/index.html", page=page, find=find, state_of=state_of)


@admin.get("/invite")
@allow(ADMINISTRATOR)
def invite() -> str:
    """Invite somebody."""
    return render_template("admin/invite.html", form=InviteForm())


@admin.post("/invite")
@allow(ADMINISTRATOR)
def invite_now() -> ResponseReturnValue:
    """Send an invitation, or show its link where there is no mail server."""
    form = InviteForm()
    if not form.validate():
        return render_template("admin/invite.html", form=form), 422
    who = (form.email.data, form.name.data, form.is_administrator.data)
    try:
        made = actions.invite(db.session, current_person(), *who)
    except actions.TooManyAtOnce:
        form.email.errors = [WAIT]
        return render_template("admin/invite.html", form=form), 422
    return say_what_comes(form.name.data, made)


@admin.get("/invited")
@allow(ADMINISTRATOR)
def invited() -> str:
    """The link of an invitation, once, where there is no mail server to send it."""
    return render_template("admin/invited.html", shown=shown_once.take() or {})


@admin.get("/people/<uuid:person_id>")
@allow(ADMINISTRATOR)
def person(person_id: UUID) -> str:
    """One person of the organisation, and who they are to whom."""
    me, who = current_person(), find_person(person_id)
    bonds = queries.relationships_of(db.session, me, who)
    return render_template("admin/person.html", who=who, state=state_of(who), bonds=bonds)


@admin.post("/people/<uuid:person_id>/invite-again")
@allow(ADMINISTRATOR)
def invite_again(person_id: UUID) -> ResponseReturnValue:
    """A fresh link for somebody who has not come yet."""
    who = find_person(person_id)
    if state_of(who) is not State.INVITED:
        abort(404)
    try:
        made = actions.invite(
            db.session, current_person(), who.email, who.name, who.is_administrator
        )
    except actions.TooManyAtOnce:
        flash(WAIT)
        return redirect(url_for(".person", person_id=who.id), code=303)
    return say_what_comes(who.name, made)


@admin.get("/people/<uuid:person_id>/close")
@allow(ADMINISTRATOR)
def confirm_close(person_id: UUID) -> str:
    """Say what goes and what stays, before an account is closed."""
    who = find_person(person_id)
    if who.left_at is not None:
        abort(404)
    return render_template("admin/close.html", who=who, own=who.id == current_person().id)


@admin.post("/people/<uuid:person_id>/close")
@allow(ADMINISTRATOR)
def close(person_id: UUID) -> ResponseReturnValue:
    """Close an account."""
    who = find_person(person_id)
    try:
        actions.close_account(db.session, current_person(), who)
    except actions.OwnAccount:
        return render_template("admin/close.html", who=who, own=True), 422
    flash("The account is closed.")
    return redirect(url_for(".person", person_id=who.id), code=303)


@admin.post("/people/<uuid:person_id>/open-again")
@allow(ADMINISTRATOR)
def open_again(person_id: UUID) -> ResponseReturnValue:
    """Open a closed account again."""
    who = find_person(person_id)
    actions.open_again(db.session, current_person(), who)
    flash("The account is open again. Relationships that ended stay ended.")
    return redirect(url_for(".person", person_id=who.id), code=303)


def find_person(person_id: UUID) -> Person:
    """Somebody of the administrator's own organisation, or the page that is not there."""
    return queries.get_person(db.session, current_person(), person_id) or abort(404)


def say_what_comes(name: str, made: Invitation | None) -> ResponseReturnValue:
    """Where the invitation went. Whether the address has an account somewhere, nobody is told."""
    if mail.is_set_up():
        flash(
            f"Thank you. A letter to {name} is on its way, and you find them in this list. If "
            "you do not find them, the address cannot be used: please ask them for another one."
        )
        return redirect(url_for(".index"), code=303)
    shown_once.keep(name=name, link=made.link if made else "")
    return redirect(url_for(".invited"), code=303)
