"""Saying how sure one is of a KSB, and how one sees it of somebody whom one supports."""

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from journal import audit, keeping
from journal.access import SIGNED_IN, allow
from journal.domain.framework import Statement
from journal.extensions import db
from journal.models import Person, Relationship
from journal.programmes import standard_of
from journal.rating_forms import RatingForm, TheirRatingForm
from journal.ratings import own_rating, rate, ratings_of, set_shown, supporting
from journal.signed_in import current_person

ratings = Blueprint("ratings", __name__)

KEPT = "Kept. What you said before stays beside it."


@ratings.get("/ksbs/<code>/ratings")
@allow(SIGNED_IN)
def own(code: str) -> str:
    """The form by itself, with what was being written before."""
    me = current_person()
    form = RatingForm(formdata=keeping.going_on(me))
    return render_template("ratings/own.html", statement=statement_of(me, code), form=form)


@ratings.post("/ksbs/<code>/ratings")
@allow(SIGNED_IN)
def create(code: str) -> ResponseReturnValue:
    """How sure the worker is today."""
    me = current_person()
    statement, form = statement_of(me, code), RatingForm()
    if not form.validate():
        return render_template("ratings/own.html", statement=statement, form=form), 422
    rate(db.session, me, me, statement, form.said, UUID(form.rating_id.data))
    keeping.finish(me)
    flash(KEPT)
    return redirect(url_for("coverage.ksb", code=statement.code, _anchor="ratings"), code=303)


@ratings.post("/ratings/<uuid:rating_id>/shown")
@allow(SIGNED_IN)
def change_shown(rating_id: UUID) -> ResponseReturnValue:
    """Show one's own view to those who support one, or no longer."""
    me = current_person()
    rating = own_rating(db.session, me, rating_id) or abort(404)
    set_shown(db.session, me, rating, shown=request.form.get("shown") == "yes")
    flash("They can read it now." if rating.shown else "Only you can read it now.")
    return redirect(url_for("coverage.ksb", code=rating.code, _anchor="ratings"), code=303)


@ratings.get("/people/<uuid:person_id>/ratings/<code>")
@allow(SIGNED_IN)
def of_person(person_id: UUID, code: str) -> str:
    """Both views of one KSB, for somebody who supports the worker."""
    worker, _, statement = load(person_id, code)
    again = keeping.going_on(current_person())
    return show_both(worker, statement, TheirRatingForm(formdata=again))


@ratings.post("/people/<uuid:person_id>/ratings/<code>")
@allow(SIGNED_IN)
def create_for(person_id: UUID, code: str) -> ResponseReturnValue:
    """How somebody sees it who supports the worker."""
    me, form = current_person(), TheirRatingForm()
    worker, relationship, statement = load(person_id, code)
    if not form.validate():
        return show_both(worker, statement, form), 422
    rating_id = UUID(form.rating_id.data)
    rate(db.session, me, worker, statement, form.said, rating_id, relationship)
    keeping.finish(me)
    flash(KEPT)
    here = url_for(".of_person", person_id=worker.id, code=statement.code)
    return redirect(here, code=303)


def load(person_id: UUID, code: str) -> tuple[Person, Relationship, Statement]:
    """A worker whose practice the person signed in may confirm now; nobody else is here."""
    worker, relationship = supporting(db.session, current_person(), person_id) or abort(404)
    return worker, relationship, statement_of(worker, code)


def statement_of(worker: Person, code: str) -> Statement:
    """One statement of the worker's standard."""
    framework = standard_of(db.session, worker).framework
    return framework.get(code) or framework.get(code.upper()) or abort(404)


def show_both(worker: Person, statement: Statement, form: TheirRatingForm) -> str:
    """The page with both views."""
    me = current_person()
    found = ratings_of(db.session, me, worker.id, statement)
    audit.listed(me, [(worker.id, each.id) for each in found.of_worker], "ksb_rating")
    return render_template(
        "ratings/of_person.html", worker=worker, statement=statement, ratings=found, form=form
    )
