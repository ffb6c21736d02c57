"""The log of hours as it is read: one's own, that of a learner, a line, and what to look at."""

from collections.abc import Sequence
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from journal import audit
from journal.access import SIGNED_IN, allow
from journal.domain.hours_checks import Check, Pointed, look_at
from journal.domain.looking_over import Look
from journal.extensions import db
from journal.hours import actions, queries
from journal.hours.forms import AnswerForm, AskForm
from journal.hours_log import answers_to, last_word, lines_of, logged, picture_from
from journal.models import HoursLine, Person
from journal.names import names_of
from journal.programmes import standard_of
from journal.signed_in import current_person

hours = Blueprint("hours", __name__, url_prefix="/progress")

MOST_OF_A_CHECK = 20
TAKEN_OFF = "Taken off your log. It does not count any more, and stays readable."


@hours.get("/hours")
@allow(SIGNED_IN)
def index() -> str:
    """One's own log, newest first."""
    return show_log(current_person())


@hours.get("/<uuid:person_id>/hours")
@allow(SIGNED_IN)
def of_person(person_id: UUID) -> str:
    """The log of somebody whose hours one may read."""
    me = current_person()
    return show_log(queries.get_worker(db.session, me, person_id) or abort(404))


def show_log(worker: Person) -> str:
    """A page of somebody's log, with what each month comes to."""
    me = current_person()
    page = queries.page_of_lines(db.session, me, worker.id, request.args.get("after", ""))
    lines = [logged(line) for line in lines_of(db.session, me, worker.id)]
    picture = picture_from(db.session, worker, lines)
    audit.listed(me, [(line.author_id, line.id) for line in page.rows], kind="hours_line")
    is_mine = worker.id == me.id
    return render_template(
        "hours/index.html",
        worker=worker,
        is_mine=is_mine,
        page=page,
        is_later=bool(request.args.get("after")),
        picture=picture,
        months={month.first: month for month in picture.months},
        to_log=queries.entries_to_log(db.session, me) if is_mine else (),
        to_look_at=len(look_at(lines, picture.period, picture)) if is_mine else 0,
        may_verify=queries.may_verify(db.session, me, worker.id),
        names=names_around(page.rows),
    )


@hours.get("/hours/look")
@allow(SIGNED_IN)
def look() -> str:
    """To its owner, what an auditor would ask about the log."""
    me = current_person()
    rows = lines_of(db.session, me, me.id)
    lines = [logged(line) for line in rows]
    picture = picture_from(db.session, me, lines)
    found = look_at(lines, picture.period, picture)
    return render_template(
        "hours/look.html",
        found=by_check(found),
        most=MOST_OF_A_CHECK,
        lines={str(line.id): line for line in rows},
        names={},
        any_lines=bool(rows),
    )


def by_check(found: Sequence[Pointed]) -> dict[Check, list[Pointed]]:
    """What is pointed at, under what it is."""
    return {
        check: here for check in Check if (here := [each for each in found if each.check is check])
    }


@hours.get("/hours/<uuid:line_id>")
@allow(SIGNED_IN)
def show(line_id: UUID) -> str:
    """One line: what it says, what was said of it, and what it said before."""
    line = queries.get_line(db.session, current_person(), line_id) or abort(404)
    audit.opened(current_person(), line.author_id, ("hours_line", line.id))
    return show_line(line)


def show_line(
    line: HoursLine, form: AskForm | AnswerForm | None = None, look: Look | None = None
) -> str:
    """The page of one line."""
    me = current_person()
    worker = db.session.get_one(Person, line.author_id)
    earlier, later = queries.before_and_after(db.session, me, line)
    is_mine = line.author_id == me.id
    form = form or (AnswerForm if is_mine else AskForm)(formdata=None)
    rows = [logged(each) for each in lines_of(db.session, me, line.author_id)] if is_mine else []
    picture = picture_from(db.session, worker, rows)
    pointed = [each.check for each in look_at(rows, picture.period) if each.key == str(line.id)]
    framework = standard_of(db.session, worker).framework
    return render_template(
        "hours/line.html",
        line=line,
        worker=worker,
        is_mine=is_mine,
        may_verify=queries.may_verify(db.session, me, line.author_id),
        earlier=earlier,
        later=later,
        pointed=pointed,
        entry=queries.get_entry(db.session, me, line.entry_id),
        statements=[(code, framework.get(code)) for code in line.codes],
        names=names_around([line, *earlier]),
        form=form,
        look=look,
    )


@hours.get("/hours/<uuid:line_id>/take-off")
@allow(SIGNED_IN)
def confirm_take_off(line_id: UUID) -> str:
    """Ask once more before a line is taken off."""
    line = queries.get_own_line(db.session, current_person(), line_id) or abort(404)
    return render_template("hours/take_off.html", line=line, names=names_around([line]))


@hours.post("/hours/<uuid:line_id>/take-off")
@allow(SIGNED_IN)
def take_off(line_id: UUID) -> ResponseReturnValue:
    """Take a line off the log."""
    me = current_person()
    line = queries.get_own_line(db.session, me, line_id) or abort(404)
    actions.take_off(db.session, me, line)
    flash(TAKEN_OFF)
    return redirect(url_for(".index"), code=303)


def names_around(lines: Sequence[HoursLine]) -> dict[UUID, str]:
    """The names of everybody who said something of these lines."""
    return names_of(db.session, [word.author_id for line in lines for word in line.words])


hours.add_app_template_global(last_word, "last_word")
hours.add_app_template_global(answers_to, "answers_to")
