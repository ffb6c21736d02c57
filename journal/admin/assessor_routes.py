"""The links of assessors, for the administrator: list them, and end one."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from journal import assessor_links
from journal.access import ADMINISTRATOR, allow
from journal.admin import assessors
from journal.admin.supervision_routes import admin
from journal.extensions import db
from journal.models.base import now
from journal.signed_in import current_person

__all__ = ["admin"]


@admin.get("/assessors")
@allow(ADMINISTRATOR)
def list_assessors() -> str:
    """Who was given a link, by whom, and until when."""
    listed = assessors.links_of(db.session, current_person(), request.args.get("after", ""))
    return render_template(
        "admin/assessors.html", page=listed.page, names=listed.names, moment=now()
    )


@admin.post("/assessors/<uuid:link_id>/end")
@allow(ADMINISTRATOR)
def end_assessor(link_id: UUID) -> ResponseReturnValue:
    """From the next request on, it opens nothing."""
    me = current_person()
    found = assessors.get_link(db.session, me, link_id) or abort(404)
    assessor_links.revoke(db.session, me, found)
    flash("Ended. The link opens nothing any more.")
    return redirect(url_for(".list_assessors"), code=303)
