"""Whether people get supervision, for the organisation that owes it to them: counts alone."""

from flask import render_template

from journal.access import ADMINISTRATOR, allow
from journal.admin import supervision
from journal.admin.words_routes import admin
from journal.domain.counts import FEWEST
from journal.extensions import db
from journal.models.base import now
from journal.signed_in import current_person

__all__ = ["admin"]


@admin.get("/supervision")
@allow(ADMINISTRATOR)
def supervision_counts() -> str:
    """How many have an agreement, have met in time, and want to look at it again."""
    told = supervision.told_of(db.session, current_person(), now())
    return render_template("admin/supervision.html", told=told, fewest=FEWEST)
