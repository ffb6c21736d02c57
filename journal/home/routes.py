"""The first page, help, and health."""

import sqlalchemy as sa
from flask import Blueprint, render_template

from journal import audit
from journal.access import ANYONE, FIRST_PAGE, allow
from journal.domain.coverage import CoverageState
from journal.domain.crisis_lines import LineGroup
from journal.extensions import db
from journal.home.page import page_for
from journal.library import content
from journal.programmes import content_of
from journal.signed_in import current_person_or_none

home = Blueprint("home", __name__)


@home.get("/")
@allow(FIRST_PAGE)
def show() -> str:
    """What this is for somebody new; what is waiting for somebody known."""
    person = current_person_or_none()
    if person is None:
        return render_template("home/welcome.html")
    page = page_for(db.session, person, content_of(db.session, person))
    if page.supporting:
        audit.listed(person, [(row.author_id, row.entry_id) for row in page.supporting.waiting])
    return render_template("home/show.html", page=page, states=tuple(CoverageState))


@home.get("/help")
@allow(ANYONE)
def help() -> str:
    """How this works, who reads what, and whom to turn to when it is hard."""
    return render_template("home/help.html", lines=content().crisis_lines, groups=tuple(LineGroup))


@home.get("/healthz")
@allow(ANYONE)
def healthz() -> tuple[str, dict[str, str]]:
    """Whether the service answers and reaches its database; for machines."""
    db.session.execute(sa.select(1))
    return "ok\n", {"Content-Type": "text/plain; charset=utf-8"}
