"""Every KSB at a glance, and a page for each."""

from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from journal.access import SIGNED_IN, allow
from journal.coverage_view import coverage_of
from journal.domain.coverage import Coverage, CoverageState
from journal.extensions import db
from journal.frameworks import queries
from journal.frameworks.forms import KINDS, read_filter
from journal.frameworks.tagged import tagged_entries
from journal.models import Person
from journal.programmes import content_of
from journal.rating_forms import RatingForm
from journal.ratings import ratings_of, supporting
from journal.signed_in import current_person
from journal.typed_values import as_uuid

coverage = Blueprint("coverage", __name__)

KIND_NAMES = (("Knowledge", "K"), ("Skills", "S"), ("Behaviours", "B"))


@coverage.get("/coverage")
@allow(SIGNED_IN)
def show() -> str:
    """One's own coverage."""
    me = current_person()
    counted = coverage_of(db.session, me, me.id, content_of(db.session, me))
    return show_coverage(counted, people=queries.people_supported(db.session, me))


@coverage.get("/coverage/<uuid:person_id>")
@allow(SIGNED_IN)
def of_person(person_id: UUID) -> ResponseReturnValue:
    """The coverage of somebody whom one supports, counted from what they share."""
    me = current_person()
    if person_id == me.id:
        return redirect(url_for(".show"))
    worker = queries.get_supported(db.session, me, person_id) or abort(404)
    counted = coverage_of(db.session, me, worker.id, content_of(db.session, worker))
    may_rate = supporting(db.session, me, worker.id) is not None
    return show_coverage(counted, worker=worker, may_rate=may_rate)


@coverage.get("/ksbs/<code>")
@allow(SIGNED_IN)
def ksb(code: str) -> ResponseReturnValue:
    """One KSB: what it says, what shows it, what is missing; `of` names whose standard it is of."""
    me = current_person()
    if "of" in request.args and as_uuid(request.args["of"]) != me.id:
        return ksb_of(code)
    texts = content_of(db.session, me)
    standard, plan = texts.standard, texts.plan
    known = standard.framework
    statement = known.spelt(code)
    if statement is None:
        return to_theirs(code)
    if code != statement.code:
        return redirect(url_for(".ksb", code=statement.code), code=301)
    counted = coverage_of(db.session, me, me.id, texts)
    return render_template(
        "coverage/ksb.html",
        statement=statement,
        covered=counted.get(statement.code),
        duty=standard.duty_of(statement.code),
        also_duty=next((each for each in standard.duties if code in each.unconfirmed), None),
        linked=texts.linked(known.key, statement.code),
        frameworks=texts.frameworks,
        example=texts.examples.ksbs.get(statement.code),
        plan=plan,
        methods=plan.methods_of(statement.code),
        neighbours=neighbours(known.codes, statement.code),
        ratings=ratings_of(db.session, me, me.id, statement),
        rating_form=RatingForm(formdata=None),
        ratings_here=url_for("ratings.create", code=statement.code),
        tagged=tagged_entries(db.session, me, statement, request.args.get("after", ""), plan),
    )


def ksb_of(code: str) -> str:
    """One KSB as somebody meets it whom one supports: it may be of another standard."""
    wanted = as_uuid(request.args.get("of"))
    worker = (wanted and queries.get_supported(db.session, current_person(), wanted)) or abort(404)
    texts = content_of(db.session, worker)
    statement = texts.standard.framework.spelt(code) or abort(404)
    return render_template(
        "coverage/ksb_of.html",
        worker=worker,
        statement=statement,
        standard=texts.standard,
        duty=texts.standard.duty_of(statement.code),
        plan=texts.plan,
        methods=texts.plan.methods_of(statement.code),
        may_rate=supporting(db.session, current_person(), worker.id) is not None,
    )


def to_theirs(code: str) -> ResponseReturnValue:
    """To the page for somebody whom one supports and whose standard has this code."""
    known = (
        worker
        for worker in queries.people_supported(db.session, current_person())
        if content_of(db.session, worker).standard.framework.spelt(code) is not None
    )
    worker = next(known, None) or abort(404)
    return redirect(url_for(".ksb", code=code, of=worker.id))


def show_coverage(
    counted: Coverage,
    *,
    worker: Person | None = None,
    people: list[Person] | None = None,
    may_rate: bool = False,
) -> str:
    """The page of anybody's coverage; `worker` is whose it is when it is not one's own."""
    wanted = read_filter(request.args, [each.key for each in counted.sections])
    return render_template(
        "coverage/show.html",
        coverage=counted,
        listed=counted.narrowed(wanted.kind, wanted.state, wanted.duty),
        wanted=wanted,
        worker=worker,
        may_rate=may_rate,
        people=people or [],
        states=tuple(CoverageState),
        kinds=[(kind, *names) for kind, names in zip(KINDS, KIND_NAMES, strict=True)],
    )


def neighbours(codes: tuple[str, ...], code: str) -> tuple[str | None, str | None]:
    """The codes before and after this one, in the standard's order."""
    place = codes.index(code)
    before = codes[place - 1] if place else None
    return before, codes[place + 1] if place + 1 < len(codes) else None
