"""The calendar: one session as a file, and an address that a calendar can read again and again."""

from uuid import UUID

from flask import Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from journal import mail, shown_once
from journal.access import ANYONE, SIGNED_IN, allow
from journal.domain.joint_records import RecordKind
from journal.extensions import db
from journal.signed_in import current_person
from journal.supervision import calendars
from journal.supervision.group_routes import supervision
from journal.supervision.routes import get_record

__all__ = ["supervision"]


@supervision.get("/<uuid:record_id>/session.ics")
@allow(SIGNED_IN)
def one_session(record_id: UUID) -> Response:
    """One session for a calendar."""
    record = get_record(record_id)
    if record.kind is RecordKind.AGREEMENT:
        abort(404)
    return as_file(calendars.calendar_of([record]))


@supervision.get("/calendar")
@allow(SIGNED_IN)
def calendar() -> str:
    """What a calendar would be told, and its address, once."""
    me, shown = current_person(), shown_once.take() or {}
    has_one = calendars.has_address(db.session, me)
    return render_template(
        "supervision/calendar.html", address=shown.get("calendar", ""), has_one=has_one
    )


@supervision.post("/calendar")
@allow(SIGNED_IN)
def make_address() -> ResponseReturnValue:
    """Make an address; the next page shows it."""
    secret = calendars.make_address(db.session, current_person())
    shown_once.keep(calendar=mail.page("supervision.feed", token=secret))
    return redirect(url_for(".calendar"), code=303)


@supervision.post("/calendar/stop")
@allow(SIGNED_IN)
def stop_calendar() -> ResponseReturnValue:
    """Let the address open nothing any more."""
    calendars.take_away(db.session, current_person())
    flash("The address no longer works.")
    return redirect(url_for(".calendar"), code=303)


@supervision.get("/calendar/<token>.ics")
@allow(ANYONE)
def feed(token: str) -> Response:
    """The sessions of whoever was given this address; nothing here for anybody else."""
    person = calendars.whose(db.session, token) or abort(404)
    return as_file(calendars.calendar_of(calendars.sessions_of(db.session, person)))


def as_file(content: bytes) -> Response:
    """An answer that calendars understand."""
    answer = Response(content, content_type=calendars.CONTENT_TYPE)
    answer.headers["Content-Disposition"] = "attachment; filename=supervision.ics"
    return answer
