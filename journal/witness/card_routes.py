"""Feedback cards: the worker's pages. What their holders see is in `card_link_routes`."""

from uuid import UUID

import segno
from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from journal import mail, shown_once
from journal.access import SIGNED_IN, allow
from journal.domain.feedback_card import TAGS, first_name, questions, said
from journal.extensions import db
from journal.models.base import now
from journal.programmes import content_of
from journal.signed_in import current_person
from journal.witness import card_actions as actions
from journal.witness import card_queries as queries
from journal.witness.answers import CODES, may_try, note_failure
from journal.witness.card_forms import CardForm, form_for

cards = Blueprint("cards", __name__)

NO_SUCH_CARD = (
    "No empty card of yours has this code. Please compare it sign by sign. A card can be filled in "
    "once, and within 90 days."
)
TOO_MANY = "That was tried very often just now. Please wait a quarter of an hour."


@cards.get("/cards")
@allow(SIGNED_IN)
def index() -> str:
    """The cards I made, and what came back."""
    me = current_person()
    page = queries.own_cards(db.session, me, request.args.get("after", ""))
    texts = content_of(db.session, me)
    tags = [known for tag in TAGS if (known := texts.statement(*tag))]
    return render_template("witness/cards.html", page=page, moment=now(), tags=tags)


@cards.post("/cards")
@allow(SIGNED_IN)
def make() -> ResponseReturnValue:
    """Make a card, and show it once, to be printed or handed over."""
    made = actions.make(db.session, current_person())
    shown_once.keep(card=str(made.card.id), link=made.link, code=made.code)
    return redirect(url_for(".to_print", card_id=made.card.id), code=303)


@cards.get("/cards/<uuid:card_id>/print")
@allow(SIGNED_IN)
def to_print(card_id: UUID) -> str:
    """The card itself, while its link and its code are known: just after it was made."""
    me = current_person()
    card = queries.get_own(db.session, me, card_id) or abort(404)
    kept = shown_once.take() or {}
    shown = kept if kept.get("card") == str(card.id) else {}
    name = first_name(me.name)
    return render_template(
        "witness/card_to_print.html",
        card=card,
        link=shown.get("link"),
        code=shown.get("code"),
        picture=qr_code(shown["link"]) if "link" in shown else "",
        name=name,
        organisation=me.organisation.name,
        asks=questions(name),
        take_back_at=mail.page("cards.take_back"),
    )


@cards.get("/cards/type-in")
@allow(SIGNED_IN)
def type_in() -> str:
    """Type in what stands on a paper card."""
    name = first_name(current_person().name)
    return show_paper(form_for(name, with_code=True, formdata=None))


@cards.post("/cards/type-in")
@allow(SIGNED_IN)
def keep_typed() -> ResponseReturnValue:
    """Keep it on the card with this code."""
    me = current_person()
    form = form_for(first_name(me.name), with_code=True)
    if not form.validate():
        return show_paper(form), 422
    card = queries.own_with_code(db.session, me, form["code"].data) if may_try(CODES) else None
    if card is None:
        note_failure(CODES)
        form["code"].errors = [NO_SUCH_CARD if may_try(CODES) else TOO_MANY]
        return show_paper(form), 422
    actions.type_in(db.session, me, card, form.answers, form.may_be_used.data == "yes")
    flash("The card is typed in. Please keep the paper, or give it back.")
    return redirect(url_for(".show", card_id=card.id), code=303)


@cards.get("/cards/<uuid:card_id>")
@allow(SIGNED_IN)
def show(card_id: UUID) -> str:
    """One card, and what stands on it."""
    me = current_person()
    card = queries.get_own(db.session, me, card_id) or abort(404)
    answered = [
        (ask.text, said(ask, card.answers[ask.key]))
        for ask in questions(first_name(me.name))
        if ask.key in card.answers
    ]
    return render_template("witness/card.html", card=card, answered=answered, moment=now())


def show_paper(form: CardForm) -> str:
    """The page for typing in a paper card."""
    return render_template("witness/type_in.html", form=form)


def qr_code(link: str) -> Markup:
    """The link as a picture to be scanned, dark on light also where the page is dark."""
    code = segno.make(link, error="m", micro=False)
    drawn = code.svg_inline(border=3, dark="#000", light="#fff", omitsize=True, svgclass="qr-code")
    return Markup(drawn)  # noqa: S704 - drawn by the library from squares
