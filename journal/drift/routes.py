"""The principles over time, and the notes that a worker makes on leaning away."""

from uuid import UUID

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from journal.access import SIGNED_IN, allow
from journal.domain.principles import LeaningStatement
from journal.drift import actions, queries
from journal.drift.forms import LeaningForm, leaning_form
from journal.extensions import db
from journal.formatting import today
from journal.library import content
from journal.models import Entry
from journal.signed_in import current_person

drift = Blueprint("drift", __name__, url_prefix="/principles")


@drift.get("/over-time")
@allow(SIGNED_IN)
def show() -> str:
    """One's own months: what came up, what did not, and where one leaned away."""
    codes = [each.code for each in content().principles]
    seen = queries.drift_of(db.session, current_person(), codes, leaning_away(), today())
    return render_template(
        "drift/show.html",
        drift=seen,
        headings={each.code: each.heading for each in content().principles},
        statements=leaning_away(),
        can_bring="supervision.bring" in current_app.view_functions,
    )


@drift.get("/leaning/<uuid:entry_id>")
@allow(SIGNED_IN)
def leaning(entry_id: UUID) -> str:
    """Note on an entry where one leaned away."""
    return show_leaning(own_entry(entry_id), leaning_form(leaning_away().values()))


@drift.post("/leaning/<uuid:entry_id>")
@allow(SIGNED_IN)
def note_leaning(entry_id: UUID) -> ResponseReturnValue:
    """Keep the note."""
    entry, form = own_entry(entry_id), leaning_form(leaning_away().values())
    if not form.validate():
        return show_leaning(entry, form), 422
    actions.note_leaning(
        db.session, current_person(), entry, form.statement.data, form.words.data or ""
    )
    flash("Noted. Only you can see it.")
    return redirect(url_for(".leaning", entry_id=entry.id), code=303)


@drift.post("/leaning/<uuid:entry_id>/take-off")
@allow(SIGNED_IN)
def take_off(entry_id: UUID) -> ResponseReturnValue:
    """Take a note off again."""
    entry = own_entry(entry_id)
    actions.take_off(db.session, current_person(), entry, request.form.get("statement", ""))
    flash("Taken off.")
    return redirect(url_for(".leaning", entry_id=entry.id), code=303)


def show_leaning(entry: Entry, form: LeaningForm) -> str:
    """The page with what is noted and what can be."""
    return render_template(
        "drift/leaning.html",
        entry=entry,
        form=form,
        notes=queries.notes_on(db.session, current_person(), entry),
        statements=leaning_away(),
    )


def leaning_away() -> dict[str, LeaningStatement]:
    """What there is to lean away from, by key."""
    return {each.key: each for each in content().leaning.away}


def own_entry(entry_id: UUID) -> Entry:
    """An entry of one's own, or the page that is not there."""
    return queries.get_own_entry(db.session, current_person(), entry_id) or abort(404)
