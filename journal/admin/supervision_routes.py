"""Whether people get supervision, for the organisation that owes it to them: counts alone."""

from flask import render_template

from journal.access import ADMINISTRATOR, allow
from journal.admin.words_routes import admin
from journal.domain.counts import FEWEST
from journal.extensions import db
from journal.signed_in import current_person
from journal.supervision_counts import last_counts

__all__ = ["admin"]


@admin.get("/supervision")
@allow(ADMINISTRATOR)
def supervision_counts() -> str:
    """How many had an agreement, had met in time, and wanted to look at it again, when they were
    last counted."""
    counts = last_counts(db.session, current_person())
    return render_template("admin/supervision.html", counts=counts, fewest=FEWEST)
