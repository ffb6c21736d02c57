"""The eight principles, how entries spread over them, and what each means to the worker."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from journal import keeping
from journal.access import SIGNED_IN, allow
from journal.domain.framework import PRINCIPLES
from journal.domain.principles import Principle
from journal.extensions import db
from journal.formatting import today
from journal.frameworks import actions, queries
from journal.frameworks.forms import MeaningForm
from journal.frameworks.tagged import tagged_entries
from journal.library import content
from journal.models import Meaning
from journal.signed_in import current_person
from journal.typed_values import as_number

principles = Blueprint("principles", __name__, url_prefix="/principles")


@principles.get("")
@allow(SIGNED_IN)
def index() -> str:
    """All eight, and how one's own entries spread over them."""
    me = current_person()
    return render_template(
        "frameworks/principles.html",
        principles=content().principles,
        headings=headings(),
        leaning=content().leaning,
        spread=queries.spread_of(db.session, me, content(), today()),
        meanings=queries.latest_meanings(db.session, me),
    )


@principles.get("/<principle>")
@allow(SIGNED_IN)
def show(principle: str) -> str:
    """One principle, and one's own words on it."""
    found = content().principle(principle) or abort(404)
    me = current_person()
    latest = queries.latest_meaning(db.session, me, found.code)
    saved = {"text": latest.text if latest else "", "number": next_number(latest)}
    return show_principle(found, MeaningForm(keeping.going_on(me), **saved), latest)


@principles.post("/<principle>")
@allow(SIGNED_IN)
def write(principle: str) -> ResponseReturnValue:
    """Keep the next version of one's own words; nothing saved elsewhere is overwritten."""
    found, me = content().principle(principle) or abort(404), current_person()
    form = MeaningForm()
    if not form.validate():
        latest = queries.latest_meaning(db.session, me, found.code)
        return show_principle(found, form, latest), 422
    try:
        number = as_number(form.number.data)
        actions.write_meaning(db.session, me, found.code, form.text.data, number)
    except actions.SavedElsewhere:
        db.session.rollback()
        latest = queries.latest_meaning(db.session, me, found.code)
        form.number.data = next_number(latest)
        return show_principle(found, form, latest, saved_elsewhere=True), 409
    keeping.finish(me)
    flash("Saved. Your earlier words are kept below.")
    return redirect(url_for(".show", principle=found.code), code=303)


def show_principle(
    principle: Principle,
    form: MeaningForm,
    latest: Meaning | None,
    *,
    saved_elsewhere: bool = False,
) -> str:
    """The page of a principle, with everything typed."""
    me, number = current_person(), latest.number if latest else 0
    older = request.args.get("earlier", "")
    statement = content().frameworks[PRINCIPLES][principle.code]
    return render_template(
        "frameworks/principle.html",
        principle=principle,
        place=content().principles.index(principle),
        principles=content().principles,
        headings=headings(),
        leaning=content().leaning.about(principle.code),
        linked=content().linked(PRINCIPLES, principle.code),
        frameworks=content().frameworks,
        form=form,
        latest=latest,
        saved_elsewhere=saved_elsewhere,
        earlier=queries.meanings_before(db.session, me, principle.code, number, older),
        statement=statement,
        tagged=tagged_entries(db.session, me, statement, request.args.get("after", "")),
    )


def headings() -> dict[str, str]:
    """Each principle's heading by its code."""
    return {each.code: each.heading for each in content().principles}


def next_number(latest: Meaning | None) -> str:
    """The number that the next version takes."""
    return str(latest.number + 1 if latest else 1)
