"""Hours as files: the whole log taken out, and lines brought in after a look at each."""

from collections.abc import Sequence
from uuid import UUID

from flask import Response, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from journal import confidences
from journal.access import SIGNED_IN, allow
from journal.audit import Event, record
from journal.documents.csv_out import csv_bytes
from journal.documents.table import MOST_BYTES, MOST_LINES
from journal.documents.tables_in import CannotRead, tables_of
from journal.documents.xlsx import Cell, Sheet, workbook
from journal.domain.hours_picture import HoursPicture
from journal.extensions import db
from journal.formatting import counted, today
from journal.free_id import one_at_a_time
from journal.hours import actions, queries
from journal.hours.bringing_in import MOST_LETTERS, Becomes, Plan, opened, plan_of, sealed
from journal.hours.columns import WIDTHS, Column, row_of
from journal.hours.forms import FileForm
from journal.hours.reading import How, Read, Reading, read_tables
from journal.hours.routes import names_around
from journal.hours.verify_routes import hours
from journal.hours_log import is_verified, last_word, lines_of, local_day, picture_for
from journal.models import HoursLine
from journal.programmes import standard_of
from journal.signed_in import current_person
from journal.uploads import takes_files

__all__ = ["hours"]

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_LOOKED_OVER = 200
TOO_MUCH_TEXT = "The descriptions in this file are very long. Please split it, for example by year."
OVER = "That page was from another day or another person. Please choose the file once more."
NOTHING_NEW = "Everything in the file is in your log already. Nothing was changed."
NOT_ALL = (
    "Something needs a look first, so nothing was changed. Please mend the file and try again."
)


@hours.post("/<uuid:person_id>/hours/take-out")
@allow(SIGNED_IN)
def take_out(person_id: UUID) -> Response:
    """The whole log as a file, for whoever may read it."""
    me = current_person()
    worker = queries.get_worker(db.session, me, person_id) or abort(404)
    lines = lines_of(db.session, me, worker.id)
    rows = rows_of(lines)
    record(db.session, me, Event.HOURS_EXPORTED, owner=worker.id, subject=("hours", worker.id))
    db.session.flush()
    if request.form.get("as") == "xlsx":
        picture = picture_for(db.session, me, worker)
        return answer(workbook(sheets_of(rows, picture)), XLSX, "xlsx")
    return answer(csv_bytes(list(Column), rows), CSV, "csv")


@hours.get("/hours/bring-in")
@allow(SIGNED_IN)
def bring_in() -> str:
    """Choose a file."""
    return show_choose(FileForm(formdata=None))


@hours.post("/hours/bring-in")
@allow(SIGNED_IN)
@takes_files(current_person)
def look_through() -> ResponseReturnValue:
    """Say line by line what bringing the file in would do; nothing is changed."""
    form = FileForm()
    if not form.validate():
        return show_choose(form), 422
    me = current_person()
    try:
        content = form.file.data.stream.read(MOST_BYTES + 1)
        how = How(standard_of(db.session, me).framework, today(), bool(form.all_paid.data))
        reading = read_tables(tables_of(content), how)
        require_room(reading)
    except CannotRead as error:
        form.file.errors = [f"{error} Nothing was changed."]
        return show_choose(form), 422
    plan = plan_of(reading, lines_of(db.session, me, me.id))
    return show_plan(plan), 200 if plan.may_go_on or not plan.of(Becomes.AMISS) else 422


@hours.post("/hours/bring-in/all")
@allow(SIGNED_IN)
def bring_all_in() -> ResponseReturnValue:
    """Bring in what was looked through, held against the log as it is at this moment."""
    me = current_person()
    one_at_a_time(db.session, me)
    lines = opened(secret(), me, request.form.get("lines", ""))
    if lines is None:
        flash(OVER)
        return redirect(url_for(".bring_in"), code=303)
    reads = tuple(Read(number, written) for number, written in enumerate(lines, start=1))
    plan = plan_of(Reading(reads, ()), lines_of(db.session, me, me.id))
    if plan.new:
        done = actions.bring_in(db.session, me, plan.new)
        flash(f"{counted(done, 'line')} brought in. They wait to be verified.")
    else:
        flash(NOTHING_NEW)
    return redirect(url_for(".index"), code=303)


def require_room(reading: Reading) -> None:
    """Refuse more text than a page can carry on to the next."""
    written = [read.written for read in reading.lines if read.written]
    if sum(len(line.description) for line in written) > MOST_LETTERS:
        raise CannotRead(TOO_MUCH_TEXT)


def show_choose(form: FileForm) -> str:
    """The page that asks for a file."""
    return render_template(
        "hours/bring_in.html",
        form=form,
        columns=list(Column)[:7],
        most_lines=MOST_LINES,
        most_megabytes=MOST_BYTES // 1024 // 1024,
    )


def show_plan(plan: Plan) -> str:
    """What would become of each line."""
    me = current_person()
    new = plan.of(Becomes.NEW)
    return render_template(
        "hours/plan.html",
        plan=plan,
        Becomes=Becomes,
        lines=sealed(secret(), me, plan.new) if plan.may_go_on else "",
        may_name=may_name([step.read for step in new]) if plan.may_go_on else [],
        why_not=NOT_ALL,
        nothing_new=NOTHING_NEW,
    )


def may_name(reads: Sequence[Read]) -> list[tuple[int, str]]:
    """(line, words) where a description may name somebody, of the first of the lines."""
    found: list[tuple[int, str]] = []
    for read in reads[:MOST_LOOKED_OVER]:
        text = read.written.description if read.written else ""
        look = confidences.look_over(db.session, current_person(), [("", text)])
        found += [(read.number, each.words) for each in look.pointed]
    return found


def rows_of(lines: Sequence[HoursLine]) -> list[list[Cell]]:
    """The log as rows of a file."""
    names = names_around(lines)
    rows = []
    for line in lines:
        word = last_word(line) if is_verified(line) else None
        name = names.get(word.author_id, "") if word else ""
        day = local_day(word.given_at) if word else None
        rows.append(row_of(line, name, day, local_day(line.logged_at)))
    return rows


def sheets_of(rows: list[list[Cell]], picture: HoursPicture) -> list[Sheet]:
    """The log, and what it comes to."""
    sums = (
        ("Minimum", picture.minimum),
        ("Planned", picture.planned),
        ("Logged", picture.logged),
        ("Verified", picture.verified),
    )
    hours_and_minutes = [(name, minutes // 60, minutes % 60) for name, minutes in sums]
    return [
        Sheet("Training hours", list(Column), rows, WIDTHS),
        Sheet("In all", ("", "Hours", "Minutes"), hours_and_minutes, (14, 10, 10)),
    ]


def answer(content: bytes, media_type: str, ending: str) -> Response:
    """A file to keep, whose name tells nothing of anybody."""
    sent = Response(content, content_type=media_type)
    name = f"training-hours-{today().isoformat()}.{ending}"
    sent.headers.set("Content-Disposition", "attachment", filename=name)
    return sent


def secret() -> str:
    """The secret of the service."""
    return str(current_app.config["SECRET_KEY"])
