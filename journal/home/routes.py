"""The first page, health, and help."""

import sqlalchemy as sa
from flask import Blueprint, render_template

from journal.access import ANYONE, allow
from journal.extensions import db
from journal.signed_in import current_person_or_none

home = Blueprint("home", __name__)


@home.get("/")
@allow(ANYONE)
def show() -> str:
    """What this is for somebody new; what is waiting for somebody known."""
    person = current_person_or_none()
    if person is None:
        return render_template("home/welcome.html")
    return render_template("home/show.html")


@home.get("/help")
@allow(ANYONE)
def help() -> str:
    """How this works, who reads what, and whom to turn to when it is hard."""
    return render_template("home/help.html")


@home.get("/healthz")
@allow(ANYONE)
def healthz() -> tuple[str, dict[str, str]]:
    """Whether the service answers and reaches its database; for machines."""
    db.session.execute(sa.select(1))
    return "ok\n", {"Content-Type": "text/plain; charset=utf-8"}
