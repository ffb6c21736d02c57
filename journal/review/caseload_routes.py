"""The page of the supervisor's day."""

from flask import current_app, render_template

from journal.access import SIGNED_IN, allow
from journal.extensions import db
from journal.review.caseload import caseload_of
from journal.review.phrase_routes import review
from journal.signed_in import current_person

__all__ = ["review"]

AGREE = "supervision.index"
"""The page with everything that waits for somebody's word."""


@review.get("/caseload")
@allow(SIGNED_IN)
def caseload() -> str:
    """Everybody I support on one page: when we met, what waits, what is late; and my own side."""
    return render_template(
        "review/caseload.html",
        page=caseload_of(db.session, current_person()),
        agree_page=AGREE if AGREE in current_app.view_functions else "",
    )
