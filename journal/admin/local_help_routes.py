"""The pages on which an administrator says whom people can turn to close by."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from journal.access import ADMINISTRATOR, allow
from journal.admin import local_help
from journal.admin.local_help import LocalRouteForm
from journal.admin.relationship_routes import admin
from journal.extensions import db
from journal.models import LocalRoute
from journal.signed_in import current_person

__all__ = ["admin"]

TOO_MANY = "There are many already. Please take one off the list first, so that people find theirs."


@admin.get("/local-routes")
@allow(ADMINISTRATOR)
def local_routes() -> str:
    """What people see on the page “I reached my limit”."""
    routes = local_help.routes_of(db.session, current_person())
    return render_template("admin/local_routes.html", routes=routes)


@admin.get("/local-routes/new")
@allow(ADMINISTRATOR)
def new_local_route() -> str:
    """One more."""
    return render_template("admin/local_route.html", form=LocalRouteForm(), route=None)


@admin.post("/local-routes/new")
@allow(ADMINISTRATOR)
def add_local_route() -> ResponseReturnValue:
    """Add it at the end of the list."""
    form = LocalRouteForm()
    if not form.validate():
        return render_template("admin/local_route.html", form=form, route=None), 422
    try:
        local_help.add(db.session, current_person(), form.way())
    except local_help.TooMany:
        form.name.errors = [TOO_MANY]
        return render_template("admin/local_route.html", form=form, route=None), 422
    flash("Added. People see it when they press “I reached my limit”.")
    return redirect(url_for(".local_routes"), code=303)


@admin.get("/local-routes/<uuid:route_id>")
@allow(ADMINISTRATOR)
def local_route(route_id: UUID) -> str:
    """Change one."""
    route = find_route(route_id)
    form = LocalRouteForm(name=route.name, how=route.how, hours=route.hours)
    return render_template("admin/local_route.html", form=form, route=route)


@admin.post("/local-routes/<uuid:route_id>")
@allow(ADMINISTRATOR)
def change_local_route(route_id: UUID) -> ResponseReturnValue:
    """Save the change."""
    route, form = find_route(route_id), LocalRouteForm()
    if not form.validate():
        return render_template("admin/local_route.html", form=form, route=route), 422
    local_help.change(db.session, current_person(), route, form.way())
    flash("Saved.")
    return redirect(url_for(".local_routes"), code=303)


@admin.post("/local-routes/<uuid:route_id>/up")
@allow(ADMINISTRATOR)
def move_local_route_up(route_id: UUID) -> ResponseReturnValue:
    """Let it stand one place higher."""
    local_help.move_up(db.session, current_person(), find_route(route_id))
    return redirect(url_for(".local_routes"), code=303)


@admin.post("/local-routes/<uuid:route_id>/remove")
@allow(ADMINISTRATOR)
def remove_local_route(route_id: UUID) -> ResponseReturnValue:
    """Take it off the list."""
    local_help.remove(db.session, current_person(), find_route(route_id))
    flash("Taken off the list.")
    return redirect(url_for(".local_routes"), code=303)


def find_route(route_id: UUID) -> LocalRoute:
    """A route of one's own organisation, or the page that is not there."""
    return local_help.get_route(db.session, current_person(), route_id) or abort(404)
