"""The people around somebody: who supports them, whom they support, and how that ends."""

from collections.abc import Iterable
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from journal import audit, relationships, submitted
from journal.access import SIGNED_IN, allow
from journal.domain.relationships import RelationshipKind
from journal.extensions import db
from journal.models import Relationship
from journal.people import actions, queries
from journal.people.forms import ReaderForm
from journal.people.handover_queries import handed_to
from journal.programmes import programme_of
from journal.signed_in import current_person
from journal.transactions import keep_writes

people = Blueprint("people", __name__, url_prefix="/people")

NOBODY = (
    "Nobody where you work has an account with this address. Please check it with them; if "
    "they have none, whoever looks after Alongside there can invite them."
)
ALREADY = "This person is your reader already."
WAIT = "That were many addresses. Please wait a quarter of an hour, then try again."


@people.get("")
@allow(SIGNED_IN)
def index() -> str:
    """Those who support me, those whom I support, and who did in the past."""
    me = current_person()
    past = queries.recently_past(db.session, me)
    return render_template(
        "people/index.html",
        supporters=queries.supporters_of(db.session, me),
        supported=queries.supported_by(db.session, me, after=request.args.get("after", "")),
        past=past[: queries.RECENTLY_PAST],
        more_past=len(past) > queries.RECENTLY_PAST,
    )


@people.get("/past")
@allow(SIGNED_IN)
def past() -> str:
    """Every relationship that has ended."""
    after = request.args.get("after", "")
    page = queries.past_of(db.session, current_person(), after=after)
    return render_template("people/past.html", page=page)


@people.get("/<uuid:person_id>")
@allow(SIGNED_IN)
def show(person_id: UUID) -> str:
    """Somebody who is something to me now, and what."""
    me = current_person()
    bonds = queries.between(db.session, me, person_id) or abort(404)
    one = bonds[0]
    return render_template(
        "people/show.html",
        who=one.other if one.worker_id == me.id else one.worker,
        bonds=bonds,
        supports_them=any(bond.other_id == me.id for bond in bonds),
        sessions=queries.sessions_known_to(db.session, me, bonds),
        shows_progress=shows_progress(bonds),
        handed=handed_to(db.session, me, person_id),
    )


def shows_progress(bonds: Iterable[Relationship]) -> bool:
    """Whether I may look at their hours: as line manager or coach, or as a supervisor whom they
    let."""
    theirs = [bond for bond in bonds if bond.other_id == current_person().id]
    kinds = {bond.kind for bond in theirs}
    if kinds & {RelationshipKind.MANAGER, RelationshipKind.COACH}:
        return True
    programme = programme_of(db.session, theirs[0].worker) if theirs else None
    let = programme is not None and programme.shown_to_supervisors
    return let and RelationshipKind.SUPERVISOR in kinds


@people.get("/<uuid:person_id>/entries")
@allow(SIGNED_IN)
def entries(person_id: UUID) -> str:
    """What a worker whom I support shares with me."""
    me = current_person()
    bonds = [
        bond for bond in queries.between(db.session, me, person_id) if bond.other_id == me.id
    ] or abort(404)
    after = request.args.get("after", "")
    page = queries.shared_by(db.session, me, person_id, after=after)
    audit.listed(me, [(entry.author_id, entry.id) for entry in page.rows])
    return render_template("people/entries.html", who=bonds[0].worker, page=page)


@people.post("/relationships/<uuid:relationship_id>/sessions")
@allow(SIGNED_IN)
def let_know_of_sessions(relationship_id: UUID) -> ResponseReturnValue:
    """Let a coach see that supervision took place, or no longer."""
    me = current_person()
    bond = queries.get_relationship(db.session, me, relationship_id) or abort(404)
    is_my_coach = bond.worker_id == me.id and bond.kind is RelationshipKind.COACH
    if not is_my_coach or bond.ended_at is not None:
        abort(404)
    is_known = request.form.get("known") == "yes"
    actions.let_know_of_sessions(db.session, me, bond, is_known)
    flash("They see it now." if is_known else "They see it no more.")
    return redirect(url_for(".show", person_id=bond.other_id), code=303)


@people.get("/relationships/<uuid:relationship_id>/end")
@allow(SIGNED_IN)
def confirm_end_of_relationship(relationship_id: UUID) -> str:
    """Say what ends and what stays, before anything ends."""
    me = current_person()
    bond = queries.get_relationship(db.session, me, relationship_id) or abort(404)
    if bond.ended_at is not None:
        abort(404)
    mine = bond.worker_id == me.id
    who = bond.other if mine else bond.worker
    stays = [
        each
        for each in queries.between(db.session, me, who.id)
        if each.worker_id == bond.worker_id and each.id != bond.id
    ]
    stands = mine and submitted.anything_stands(db.session, me)
    return render_template(
        "people/end.html", bond=bond, mine=mine, who=who, stays=stays, stands_handed_in=stands
    )


@people.post("/relationships/<uuid:relationship_id>/end")
@allow(SIGNED_IN)
def end_relationship(relationship_id: UUID) -> ResponseReturnValue:
    """End a relationship that I am part of."""
    me = current_person()
    bond = queries.get_relationship(db.session, me, relationship_id) or abort(404)
    relationships.end(db.session, me, bond)
    flash("It has ended. You find it under “In the past”.")
    return redirect(url_for(".index"), code=303)


@people.get("/readers/new")
@allow(SIGNED_IN)
def new_reader() -> str:
    """Name a further reader."""
    return render_template("people/reader.html", form=ReaderForm())


@people.post("/readers/new")
@allow(SIGNED_IN)
def name_reader() -> ResponseReturnValue:
    """Let a colleague be somebody with whom I can share."""
    form = ReaderForm()
    if form.validate():
        problem = try_to_name(form)
        if problem is None:
            flash("Named. They can read what you share with them from now on, and nothing else.")
            return redirect(url_for(".index"), code=303)
        form.email.errors = [problem]
    keep_writes()
    return render_template("people/reader.html", form=form), 422


def try_to_name(form: ReaderForm) -> str | None:
    """Name the reader; what to say when that cannot be."""
    try:
        actions.name_reader(db.session, current_person(), form.email.data)
    except actions.NobodyThere:
        return NOBODY
    except relationships.AlreadyBegun:
        return ALREADY
    except actions.TooManyTries:
        return WAIT
    return None
