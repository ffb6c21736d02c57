"""Standards of an organisation's own: looked at, brought in, and every framework taken out."""

from uuid import UUID

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from journal.access import ADMINISTRATOR, allow
from journal.bringing_in import Arrival, exchanged_from, keep, look_at
from journal.exchange import FORMATS, Exchanged, from_framework, read, write
from journal.exchange.texts import key_of
from journal.extensions import db
from journal.forms import trimmed
from journal.library import content
from journal.models import OwnStandard
from journal.plans import plan_actions, queries
from journal.plans.move_routes import plans
from journal.signed_in import current_person

__all__ = ["plans"]

MOST_TOLD = 20
LARGEST_CARRIED = 200_000
"""As much of a file as a page carries along, so that it need not be chosen a second time."""
CASE = "case"
ENDINGS = {"case": "json", "moodle": "csv", "matrix": "matrix"}
MEDIA_TYPES = {"case": "application/json", "moodle": "text/csv", "matrix": "application/json"}
FORMAT_NAMES = {"case": "CASE package", "moodle": "Moodle CSV", "matrix": "Mahara matrix"}
NO_FILE = "Please choose a file first."


@plans.get("/admin/standards")
@allow(ADMINISTRATOR)
def list_standards() -> str:
    """Every framework there is here, and the way to bring a standard in."""
    return show_standards()


@plans.post("/admin/standards")
@allow(ADMINISTRATOR)
def bring_in() -> ResponseReturnValue:
    """Say what a file would do; or keep it, whole or not at all."""
    me = current_person()
    plan_actions.hold_organisation(db.session, me.organisation_id)
    exchanged, problems = read_file()
    if exchanged is None:
        return show_standards(problems=problems), 422
    name, version = trimmed(request.form.get("key")), trimmed(request.form.get("version"))
    if name and key_of(name) != name:
        hint = key_of(name) or "my-standard"
        return show_standards(
            problems=[f"“{name}” cannot be a name here. “{hint}” could."], exchanged=exchanged
        ), 422
    arrival = look_at(db.session, me.organisation_id, exchanged, content(), name, version)
    if arrival.problems:
        return show_standards(problems=list(arrival.problems), exchanged=exchanged), 422
    if request.form.get("do") != "keep":
        return show_standards(arrival=arrival, exchanged=exchanged)
    if not arrival.is_there:
        keep(db.session, me.organisation, arrival, me)
    flash(f"{arrival.framework.title}, version {arrival.version}, is here.")
    return redirect(url_for(".list_standards"), code=303)


@plans.get("/admin/standards/<uuid:standard_id>/<file_format>")
@allow(ADMINISTRATOR)
def take_out_standard(standard_id: UUID, file_format: str) -> Response:
    """One that was brought in, in one of the three forms, as the file had it."""
    kept = db.session.get(OwnStandard, standard_id)
    if kept is None or kept.organisation_id != current_person().organisation_id:
        abort(404)
    return as_file(exchanged_from(kept), file_format)


@plans.get("/admin/frameworks/<framework>/<file_format>")
@allow(ADMINISTRATOR)
def take_out(framework: str, file_format: str) -> Response:
    """One of the installation's own, in one of the three forms."""
    found = content().frameworks.get(framework) or abort(404)
    standard = content().standard
    version = standard.version if found is standard.framework else ""
    return as_file(from_framework(found, version), file_format)


def as_file(exchanged: Exchanged, file_format: str) -> Response:
    """The file, to be kept and not shown."""
    if file_format not in FORMATS:
        abort(404)
    answer = Response(write(exchanged, file_format), mimetype=MEDIA_TYPES[file_format])
    name = f"{exchanged.key}.{ENDINGS[file_format]}"
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def read_file() -> tuple[Exchanged | None, list[str]]:
    """What stands in the file that was chosen, or in the one that the page carried along."""
    chosen = request.files.get("file")
    data = chosen.read() if chosen and chosen.filename else b""
    reading = read(data or request.form.get("carried", "").encode())
    if not data and not request.form.get("carried"):
        return None, [NO_FILE]
    told = list(reading.problems[:MOST_TOLD])
    more = len(reading.problems) - MOST_TOLD
    return reading.exchanged, [*told, f"And {more} more."] if more > 0 else told


def show_standards(
    problems: list[str] | None = None,
    arrival: Arrival | None = None,
    exchanged: Exchanged | None = None,
) -> str:
    """The page, with what was found in a file."""
    me = current_person()
    carried = write(exchanged, CASE).decode() if exchanged else ""
    return render_template(
        "plans/standards.html",
        shipped=list(content().frameworks.values()),
        own=queries.own_standards(db.session, me.organisation_id),
        learners=queries.learners_on(db.session, me.organisation_id),
        format_names=FORMAT_NAMES,
        problems=problems or [],
        arrival=arrival,
        carried=carried if len(carried) <= LARGEST_CARRIED else "",
        typed_key=trimmed(request.form.get("key")),
        typed_version=trimmed(request.form.get("version")),
    )
