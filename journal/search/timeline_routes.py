"""The timeline: one's own entries by month, and this day in other months and years."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from journal.access import SIGNED_IN, allow
from journal.extensions import db
from journal.formatting import today
from journal.search import actions, timeline
from journal.search.routes import search
from journal.signed_in import current_person

__all__ = ["search"]


@search.get("/timeline")
@allow(SIGNED_IN)
def show_timeline() -> str:
    """One's own entries, newest month first."""
    me, after = current_person(), request.args.get("after", "")
    page, months = timeline.timeline(db.session, me, after)
    memories = timeline.on_this_day(db.session, me, today()) if not after else []
    return render_template(
        "search/timeline.html", page=page, months=months, memories=memories, is_first=not after
    )


@search.post("/timeline/on-this-day")
@allow(SIGNED_IN)
def set_on_this_day() -> ResponseReturnValue:
    """Stop showing this day in other years, or show it again."""
    shown = request.form.get("show") == "yes"
    actions.show_on_this_day(db.session, current_person(), shown=shown)
    return redirect(url_for(".show_timeline"), code=303)
