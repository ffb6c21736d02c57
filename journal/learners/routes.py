"""The page of a coach's or line manager's day: their learners, and what waits with each."""

from flask import Blueprint, render_template, request

from journal.access import SIGNED_IN, allow
from journal.extensions import db
from journal.learners import queries
from journal.signed_in import current_person
from journal.typed_values import as_uuid

learners = Blueprint("learners", __name__, url_prefix="/learners")


@learners.get("")
@allow(SIGNED_IN)
def index() -> str:
    """Those whom I coach or manage, who is behind and on what, and what each shares with me."""
    after = as_uuid(request.args.get("after"))
    page = queries.learners_page(db.session, current_person(), after)
    return render_template("learners/index.html", page=page, is_later=after is not None)
