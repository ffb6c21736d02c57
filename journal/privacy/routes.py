"""Who has seen my record, and the code with which I take it with me."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from journal import record_codes, shown_once
from journal.access import SIGNED_IN, allow
from journal.extensions import db
from journal.privacy import queries
from journal.privacy.queries import Whose
from journal.privacy.sentences import line_of
from journal.signed_in import current_person

privacy = Blueprint("privacy", __name__, url_prefix="/privacy")


@privacy.get("")
@allow(SIGNED_IN)
def show() -> str:
    """The account of one's own record."""
    me, whose = current_person(), read_whose(request.args.get("whose", ""))
    after = request.args.get("after", "")
    page = queries.account_of(db.session, me, whose, after=after)
    known = queries.known_to(db.session, me, page.rows)
    lines = [line_of(event, known) for event in page.rows]
    return render_template("privacy/show.html", lines=lines, next_key=page.next_key, whose=whose)


@privacy.post("/code")
@allow(SIGNED_IN)
def make_code() -> ResponseReturnValue:
    """Make a code; the next page shows it."""
    shown_once.keep(code=record_codes.make(db.session, current_person()))
    return redirect(url_for(".code"), code=303)


@privacy.get("/code")
@allow(SIGNED_IN)
def code() -> str:
    """The code, once."""
    shown = shown_once.take() or {}
    return render_template("privacy/code.html", code=shown.get("code", ""))


def read_whose(text: str) -> Whose:
    """Whose acts an address asks for; those of others, for anything else."""
    return Whose(text) if text in set(Whose) else Whose.OTHERS
