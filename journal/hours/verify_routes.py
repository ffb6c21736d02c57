"""Verifying hours in one sitting: all that waits, worker by worker, and a question about a line."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from journal import audit, mail
from journal.access import SIGNED_IN, allow
from journal.extensions import db
from journal.formatting import counted
from journal.hours import actions, queries
from journal.hours.forms import AnswerForm, AskForm
from journal.hours.line_routes import hours
from journal.hours.routes import names_around, show_line
from journal.looked_forms import held_up
from journal.models import HoursLine
from journal.signed_in import current_person
from journal.typed_values import as_uuid

__all__ = ["hours"]

NOTHING_TICKED = "Nothing was ticked yet. Please tick the lines that you know to be so."
CHANGED_MEANWHILE = "{} changed or verified meanwhile. What has changed stands below as it is now."
ASKED = "Your question stands beside the line, and they will hear that something is waiting."

ANSWERED = (
    "Your words stand beside the question, and whoever asked hears that something is waiting."
)
NO_QUESTION = "Nobody is asking about this line at the moment, so there is nothing to answer."


@hours.get("/verify")
@allow(SIGNED_IN)
def to_verify() -> str:
    """Everything that waits for my word, on one page."""
    me = current_person()
    waiting = queries.waiting_for(db.session, me)
    lines = [line for each in waiting for line in each.lines]
    audit.listed(me, [(line.author_id, line.id) for line in lines], kind="hours_line")
    return render_template(
        "hours/verify.html",
        waiting=waiting,
        is_full=len(lines) >= queries.MOST_IN_ONE_SITTING,
        supports_anybody=bool(queries.learners_of(db.session, me)),
        names=names_around(lines),
    )


@hours.post("/verify")
@allow(SIGNED_IN)
def verify() -> ResponseReturnValue:
    """Say of the ticked lines, or of all lines shown of one worker, that it was so."""
    me = current_person()
    lines = lines_meant()
    if not lines and not request.form.getlist("line"):
        flash(NOTHING_TICKED)
        return redirect(url_for(".to_verify"), code=303)
    done = actions.verify(db.session, me, lines)
    asked = len(dict.fromkeys(request.form.getlist("line")))
    if done:
        flash(f"{counted(done, 'line')} verified. Thank you.")
    if not request.form.get("all") and done < asked:
        were = counted(asked - done, "line")
        flash(CHANGED_MEANWHILE.format(f"{were} {'was' if asked - done == 1 else 'were'}"))
    return redirect(url_for(".to_verify"), code=303)


@hours.post("/hours/<uuid:line_id>/verify")
@allow(SIGNED_IN)
def verify_one(line_id: UUID) -> ResponseReturnValue:
    """Verify one line on its own page."""
    line = line_to_answer(line_id)
    actions.verify(db.session, current_person(), [line])
    flash("Verified. Thank you.")
    return redirect(url_for(".show", line_id=line.id), code=303)


@hours.post("/hours/<uuid:line_id>/ask")
@allow(SIGNED_IN)
def ask(line_id: UUID) -> ResponseReturnValue:
    """Ask about one line."""
    line, form = line_to_answer(line_id), AskForm()
    people = [line.author_id, current_person().id]
    held = held_up(form, [form.words], lambda look: show_line(line, form, look), people=people)
    if held is not None:
        return held
    page = mail.page("hours.show", line_id=line.id)
    actions.ask(db.session, current_person(), line, form.words.data.strip(), page)
    flash(ASKED)
    return redirect(url_for(".show", line_id=line.id), code=303)


@hours.post("/hours/<uuid:line_id>/answer")
@allow(SIGNED_IN)
def answer(line_id: UUID) -> ResponseReturnValue:
    """Write back to a question about a line of one's own."""
    me, form = current_person(), AnswerForm()
    line = queries.get_own_line(db.session, me, line_id) or abort(404)
    people = [me.id, *(word.author_id for word in line.words)]
    held = held_up(form, [form.words], lambda look: show_line(line, form, look), people=people)
    if held is not None:
        return held
    page = mail.page("hours.show", line_id=line.id)
    try:
        actions.answer(db.session, me, line, form.words.data.strip(), page)
    except actions.NotTheirs:
        flash(NO_QUESTION)
        return redirect(url_for(".show", line_id=line.id), code=303)
    flash(ANSWERED)
    return redirect(url_for(".show", line_id=line.id), code=303)


def lines_meant() -> list[HoursLine]:
    """The lines that stand and were ticked; with a press for all of one worker, all that the page
    showed of them, and none that came later."""
    me, everybody = current_person(), as_uuid(request.form.get("all"))
    named = request.form.getlist("shown" if everybody else "line")
    ids = [line_id for each in named if (line_id := as_uuid(each))]
    lines = queries.lines_named(db.session, me, ids[: queries.MOST_IN_ONE_SITTING])
    learners = queries.learners_of(db.session, me)
    return [
        line
        for line in lines
        if line.author_id in learners and (everybody is None or line.author_id == everybody)
    ]


def line_to_answer(line_id: UUID) -> HoursLine:
    """A line that stands, of somebody whose manager or coach I am now; 404 for any other."""
    me = current_person()
    found = queries.lines_named(db.session, me, [line_id])
    if not found or not queries.may_verify(db.session, me, found[0].author_id):
        abort(404)
    return found[0]
