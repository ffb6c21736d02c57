"""The pages of check-ins, and the page for whoever has reached their limit."""

from uuid import UUID, uuid4

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from journal import keeping
from journal.access import ANYONE, SIGNED_IN, allow
from journal.check_ins import get_check_in, said_in
from journal.domain.crisis_lines import LineGroup
from journal.extensions import db
from journal.library import content
from journal.models import CheckIn, Entry
from journal.signed_in import current_person, current_person_or_none
from journal.wellbeing import actions, queries
from journal.wellbeing.forms import CheckInForm

wellbeing = Blueprint("wellbeing", __name__)

NOTHING_KEPT = "Nothing was written, so nothing is kept. That is fine too."
KEPT = "Kept. Only you can read it."


@wellbeing.get("/limit")
@allow(ANYONE)
def limit() -> str:
    """Whom to turn to now. It keeps nothing: no row, no note of who opened it, no cookie."""
    me = current_person_or_none()
    return render_template(
        "wellbeing/limit.html",
        people=queries.people_to_turn_to(db.session, me) if me else [],
        routes=queries.local_routes(db.session, me) if me else [],
        lines=content().crisis_lines,
        groups=tuple(LineGroup),
    )


@wellbeing.get("/check-ins")
@allow(SIGNED_IN)
def index() -> str:
    """To look back over one's own."""
    page = queries.own_check_ins(db.session, current_person(), after=request.args.get("after", ""))
    return render_template("wellbeing/index.html", page=page)


@wellbeing.get("/check-ins/new")
@allow(SIGNED_IN)
def new() -> str:
    """How did this leave me?"""
    entry = entry_named(request.args.get("entry", ""))
    before = keeping.going_on(current_person())
    form = CheckInForm(formdata=before, about=str(entry.id) if entry else "")
    return render_template("wellbeing/new.html", form=form, entry=entry)


@wellbeing.post("/check-ins/new")
@allow(SIGNED_IN)
def keep() -> ResponseReturnValue:
    """Keep it, unless there is nothing to keep."""
    form = CheckInForm()
    entry = entry_named(form.about.data)
    if not form.validate():
        return render_template("wellbeing/new.html", form=form, entry=entry), 422
    me = current_person()
    if form.said().is_empty:
        keeping.finish(me)
        flash(NOTHING_KEPT)
        return redirect(url_for(".index"), code=303)
    check_in_id = UUID(form.check_in_id.data)
    kept = actions.keep(db.session, me, form.said(), check_in_id, entry)
    keeping.finish(me)
    flash(KEPT)
    return redirect(url_for(".show", check_in_id=kept.id), code=303)


@wellbeing.get("/check-ins/<uuid:check_in_id>")
@allow(SIGNED_IN)
def show(check_in_id: UUID) -> str:
    """One of one's own."""
    check_in = own_check_in(check_in_id)
    return render_template(
        "wellbeing/show.html",
        check_in=check_in,
        said=said_in(check_in),
        entry=queries.get_own_entry(db.session, current_person(), check_in.entry_id),
        note_id=uuid4(),
    )


@wellbeing.get("/check-ins/<uuid:check_in_id>/delete")
@allow(SIGNED_IN)
def confirm_delete(check_in_id: UUID) -> str:
    """Say that it goes for good, before it goes."""
    return render_template("wellbeing/delete.html", check_in=own_check_in(check_in_id))


@wellbeing.post("/check-ins/<uuid:check_in_id>/delete")
@allow(SIGNED_IN)
def delete(check_in_id: UUID) -> ResponseReturnValue:
    """Let it go."""
    actions.delete(db.session, current_person(), own_check_in(check_in_id))
    flash("Gone for good.")
    return redirect(url_for(".index"), code=303)


def own_check_in(check_in_id: UUID) -> CheckIn:
    """One of one's own, or the page that is not there."""
    return get_check_in(db.session, current_person(), check_in_id) or abort(404)


def entry_named(text: str | None) -> Entry | None:
    """The entry of one's own with this id, if there is one."""
    try:
        wanted = UUID(text or "")
    except ValueError:
        return None
    return queries.get_own_entry(db.session, current_person(), wanted)
