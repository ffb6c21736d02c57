"""Bringing in from elsewhere: choose a file, look at what it would do, say yes."""

from uuid import UUID

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from journal import transactions
from journal.access import SIGNED_IN, allow
from journal.documents.csv_out import csv_bytes
from journal.documents.table import MOST_BYTES, CannotRead
from journal.documents.xlsx import Sheet, workbook
from journal.elsewhere import actions, files, queries
from journal.elsewhere.forms import FileForm
from journal.elsewhere.planning import (
    TOO_MUCH_TEXT,
    Becomes,
    How,
    Plan,
    left_out_from,
    letters,
    plan_of,
    steps_from,
)
from journal.elsewhere.reading.columns import WIDTHS, Column
from journal.elsewhere.reading.found import MEGABYTE, MOST_FILES, MOST_LETTERS, MOST_THINGS
from journal.elsewhere.reading.reading import read
from journal.elsewhere.tagging import Frameworks
from journal.extensions import db
from journal.file_limits import Limits, limits_of
from journal.formatting import counted, today
from journal.models import Arrival
from journal.programmes import content_of
from journal.signed_in import current_person
from journal.storage import storage
from journal.uploads import most_at_once, takes_files

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_NAME = 120
NOTHING_NEW = "Everything in this file is in your journal already. Nothing was changed."

elsewhere = Blueprint("elsewhere", __name__, url_prefix="/entries/bring-in")


@elsewhere.get("")
@allow(SIGNED_IN)
def choose() -> str:
    """Choose a file."""
    return show_choose(FileForm(formdata=None))


@elsewhere.post("")
@allow(SIGNED_IN)
@takes_files(current_person)
def look_through() -> ResponseReturnValue:
    """Look through a file and keep what it would do; no entry is made."""
    form = FileForm()
    if not form.validate():
        return show_choose(form), 422
    try:
        plan = planned(form.file.data.stream.read())
        looked = files.look_into(plan, limits(), queries.bytes_kept(db.session, current_person()))
    except CannotRead as error:
        form.file.errors = [f"{error} Nothing was changed."]
        return show_choose(form), 422
    if not plan.may_go_on:
        return show_plan(plan), 422 if plan.of(Becomes.AMISS) else 200
    db.session.rollback()
    transactions.begin_again()
    me = current_person()
    files.put(storage(), me, plan, looked)
    if not plan.new:
        return show_plan(plan)
    arrival = actions.keep(db.session, me, plan, shown_name(form.file.data.filename))
    return redirect(url_for(".show", arrival_id=arrival.id), code=303)


@elsewhere.post("/template")
@allow(SIGNED_IN)
def template() -> Response:
    """A table with our headings and nothing else, to be filled in."""
    if request.form.get("as") == "xlsx":
        sheet = Sheet("Earlier evidence", list(Column), [], WIDTHS)
        return answer(workbook([sheet]), XLSX, "xlsx")
    return answer(csv_bytes(list(Column), []), CSV, "csv")


@elsewhere.get("/<uuid:arrival_id>")
@allow(SIGNED_IN)
def show(arrival_id: UUID) -> str:
    """What a file would do; and once it has, what it did."""
    arrival = own_arrival(arrival_id)
    if arrival.brought_at is None:
        return show_waiting(arrival)
    ids = actions.entry_ids(arrival)
    return render_template(
        "elsewhere/done.html",
        arrival=arrival,
        count=len(ids),
        entries=queries.entries_among(db.session, current_person(), ids),
        left_out=left_out_from(arrival.plan),
    )


@elsewhere.post("/<uuid:arrival_id>")
@allow(SIGNED_IN)
def bring_in(arrival_id: UUID) -> ResponseReturnValue:
    """Bring in what was looked through, all of it, held against the journal as it is now."""
    arrival = own_arrival(arrival_id)
    if arrival.brought_at is None:
        done = actions.bring_in(db.session, current_person(), arrival)
        flash(f"{counted(done, 'entry', 'entries')} brought in. Only you can read them.")
    return redirect(url_for(".show", arrival_id=arrival.id), code=303)


@elsewhere.post("/<uuid:arrival_id>/forget")
@allow(SIGNED_IN)
def forget(arrival_id: UUID) -> ResponseReturnValue:
    """Put the file aside, or the account of it; entries that came in stay."""
    arrival = own_arrival(arrival_id)
    was_waiting = arrival.brought_at is None
    actions.forget(db.session, current_person(), arrival)
    flash(
        "Put aside. Nothing of it came in."
        if was_waiting
        else "This account is gone. The entries stay."
    )
    return redirect(url_for(".choose"), code=303)


def own_arrival(arrival_id: UUID) -> Arrival:
    """A file of one's own, or the same 404 as for any other."""
    return queries.get_arrival(db.session, current_person(), arrival_id) or abort(404)


def planned(content: bytes) -> Plan:
    """What a file would do in this person's journal. CannotRead says why it can do nothing."""
    me = current_person()
    found = read(content)
    learned = content_of(db.session, me)
    known = Frameworks.among(learned.standard.framework, learned.frameworks)
    plan = plan_of(found, How(known, today(), queries.brought_before(db.session, me)))
    if letters(plan) > MOST_LETTERS:
        raise CannotRead(TOO_MUCH_TEXT)
    return plan


def show_choose(form: FileForm) -> str:
    """The page that asks for a file."""
    return render_template(
        "elsewhere/choose.html",
        form=form,
        columns=list(Column),
        earlier=queries.arrivals_of(db.session, current_person()),
        most_things=MOST_THINGS,
        most_files=MOST_FILES,
        most_megabytes=most_at_once() // MEGABYTE - 1,
        table_megabytes=MOST_BYTES // MEGABYTE,
    )


def show_plan(plan: Plan) -> str:
    """What stands in the way, or that there is nothing to do; nothing is kept of it."""
    return render_template(
        "elsewhere/plan.html",
        arrival=None,
        steps=plan.steps,
        there=len(plan.of(Becomes.THERE)),
        amiss=plan.of(Becomes.AMISS),
        left_out=plan.left_out,
        notes=plan.notes,
        is_table=plan.is_table,
        nothing_new=NOTHING_NEW,
    )


def show_waiting(arrival: Arrival) -> str:
    """What a file would do, with the button for it."""
    return render_template(
        "elsewhere/plan.html",
        arrival=arrival,
        steps=steps_from(arrival.plan),
        there=arrival.plan["there"],
        amiss=[],
        left_out=left_out_from(arrival.plan),
        notes=arrival.plan["notes"],
        is_table=arrival.plan["is_table"],
        nothing_new=NOTHING_NEW,
    )


def shown_name(name: str | None) -> str:
    """The file's name without folders and hidden signs, for the worker to know it by."""
    last = (name or "").replace("\\", "/").rpartition("/")[2]
    return "".join(sign for sign in last if sign.isprintable())[:LONGEST_NAME] or "a file"


def answer(content: bytes, media_type: str, ending: str) -> Response:
    """A file to keep."""
    sent = Response(content, content_type=media_type)
    sent.headers.set("Content-Disposition", "attachment", filename=f"earlier-evidence.{ending}")
    return sent


def limits() -> Limits:
    """The limits of this installation."""
    return limits_of(current_app.extensions["settings"])
