"""What somebody who was supported sees: the card by its link, and taking it back by its code."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from journal.access import ANYONE, allow
from journal.domain.feedback_card import first_name
from journal.extensions import db
from journal.models import FeedbackCard
from journal.signed_in import person_of_device
from journal.witness import card_actions as actions
from journal.witness import card_queries as queries
from journal.witness.answers import CODES, LINKS, link_is_over, may_try, note_failure, private
from journal.witness.card_forms import CardForm, TakeBackForm, form_for
from journal.witness.card_routes import TOO_MANY, cards
from journal.witness.link_queries import asker_of, by_link

__all__ = ["cards"]

NOT_FOUND = (
    "There is no card with this code. Please look at each sign again. If the card was taken back "
    "before, its words are gone already."
)


@cards.get("/card/given")
@allow(ANYONE)
def given() -> ResponseReturnValue:
    """Thank you."""
    return private(render_template("witness/card_given.html"))


@cards.get("/card/taken-back")
@allow(ANYONE)
def taken_back() -> ResponseReturnValue:
    """It is done."""
    return private(render_template("witness/card_taken_back.html"))


@cards.get("/card/take-back")
@allow(ANYONE)
def take_back() -> ResponseReturnValue:
    """Ask for the code."""
    return private(render_template("witness/take_back.html", form=TakeBackForm(formdata=None)))


@cards.post("/card/take-back")
@allow(ANYONE)
def take_back_now() -> ResponseReturnValue:
    """Erase what the card held. A wrong code and one that was used look alike."""
    form = TakeBackForm()
    if form.validate():
        is_free = may_try(CODES)
        card = queries.by_code(db.session, form.code.data) if is_free else None
        if card is not None:
            actions.take_back(db.session, card)
            return private(redirect(url_for(".taken_back"), code=303))
        note_failure(CODES)
        form.code.errors = [NOT_FOUND if is_free else TOO_MANY]
    return private((render_template("witness/take_back.html", form=form), 422))


@cards.get("/card/<token>")
@allow(ANYONE)
def form(token: str) -> ResponseReturnValue:
    """The card. Looking at it uses nothing up."""
    card = by_link(db.session, FeedbackCard, token)
    if card is None:
        return link_is_over()
    return show_card(card, form_for(name_on(card), formdata=None))


@cards.post("/card/<token>")
@allow(ANYONE)
def give(token: str) -> ResponseReturnValue:
    """Keep the answers, once."""
    card = by_link(db.session, FeedbackCard, token, to_write=True) if may_try(LINKS) else None
    if card is None:
        note_failure(LINKS)
        return link_is_over()
    typed = form_for(name_on(card))
    if not typed.validate():
        return show_card(card, typed, status=422)
    may_be_used = typed.may_be_used.data == "yes"
    actions.give(db.session, card, typed.answers, may_be_used, person_of_device())
    return private(redirect(url_for(".given"), code=303))


def name_on(card: FeedbackCard) -> str:
    """The first name of the worker whose card it is."""
    return first_name(asker_of(db.session, card).name)


def show_card(card: FeedbackCard, typed: CardForm, status: int = 200) -> ResponseReturnValue:
    """The page on which somebody answers."""
    page = render_template("witness/card_form.html", form=typed, name=name_on(card))
    return private((page, status))
