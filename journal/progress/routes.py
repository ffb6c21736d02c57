"""The page of somebody's progress: the picture of their hours, and the way to all the rest."""

from uuid import UUID

from flask import Blueprint, abort, render_template, url_for
from flask.typing import ResponseReturnValue

from journal import audit
from journal.access import SIGNED_IN, allow
from journal.extensions import db
from journal.hours_log import picture_for, terms_of
from journal.models import Person
from journal.progress import queries
from journal.progress.cards import Shown, cards
from journal.signed_in import current_person

progress = Blueprint("progress", __name__, url_prefix="/progress")


@progress.get("")
@allow(SIGNED_IN)
def index() -> ResponseReturnValue:
    """One's own progress, and the way to that of those one supports."""
    me = current_person()
    return show_page(me)


@progress.get("/<uuid:person_id>")
@allow(SIGNED_IN)
def of_person(person_id: UUID) -> ResponseReturnValue:
    """The progress of somebody whom one supports."""
    me = current_person()
    worker = queries.get_worker(db.session, me, person_id) or abort(404)
    audit.opened(me, worker.id, ("hours", worker.id))
    return show_page(worker)


def show_page(worker: Person) -> str:
    """The page, as far as whoever looks may see it."""
    me = current_person()
    is_mine = worker.id == me.id
    sees_all = is_mine or queries.takes_part(db.session, me, worker)
    people = queries.workers_of(db.session, me) if is_mine else ()
    return render_template(
        "progress/show.html",
        worker=worker,
        is_mine=is_mine,
        picture=picture_for(db.session, me, worker),
        terms=terms_of(db.session, worker),
        people=people,
        is_learner=not is_mine or not people or queries.has_work(db.session, me),
        cards=cards_for(worker)
        if sees_all
        else [card for card in cards_for(worker) if card.is_shown],
    )


def cards_for(worker: Person) -> list[Shown]:
    """The way to the other pages of this person."""
    if worker.id == current_person().id:
        return [Shown(card.title, card.text, url_for(card.own)) for card in cards()]
    return [
        Shown(card.title, card.text, url_for(card.of_person, person_id=worker.id), card.is_shown)
        for card in cards()
    ]
