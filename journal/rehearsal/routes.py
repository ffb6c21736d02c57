"""The cards: all of them, one to write on, and all to print."""

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from journal import keeping
from journal.access import SIGNED_IN, allow
from journal.content import Content
from journal.domain.rehearsal import Card, Felt, Order, Which, chosen, in_duties
from journal.extensions import db
from journal.models import Portfolio
from journal.programmes import content_of
from journal.rehearsal import actions, queries
from journal.rehearsal.deck import Deck, deck_for
from journal.rehearsal.forms import MINUTES, KeywordsForm, one_of, read_asked
from journal.signed_in import current_person
from journal.storage import storage
from journal.typed_values import as_number

rehearsal = Blueprint("rehearsal", __name__, url_prefix="/portfolio/<uuid:portfolio_id>/rehearsal")

THROUGH_ALL = "In everything you do"
SIZES = ("four", "one")
"""Four cards on a sheet of A4, or one on a sheet of A6."""


@rehearsal.get("")
@allow(SIGNED_IN)
def index(portfolio_id: UUID) -> str:
    """Every card of the discussion, the others on request, and the ways to practise."""
    found, texts, deck = load(portfolio_id)
    which = Which.ALL if request.args.get("which") == Which.ALL.value else Which.ASKED
    return render_template(
        "rehearsal/index.html",
        portfolio=found,
        deck=deck,
        groups=by_duty(chosen(deck.cards.values(), which), texts),
        which=which,
        choices=[each for each in Which if chosen(deck.cards.values(), each)],
        orders=tuple(Order),
        usual=texts.rehearsal.minutes_for_a_card,
        minutes=sorted({*MINUTES, texts.rehearsal.minutes_for_a_card}),
        seed=read_asked({}, 0).seed,
    )


@rehearsal.get("/cards/<code>")
@allow(SIGNED_IN)
def card(portfolio_id: UUID, code: str) -> str:
    """One card, with a place for keywords."""
    found, texts, deck = load(portfolio_id)
    one = card_of(deck, texts, code)
    note = deck.notes.get(one.code)
    saved = {"keywords": one.keywords, "number": str(note.version if note else 0)}
    form = KeywordsForm(keeping.going_on(current_person()), **saved)
    return show_card(found, texts, deck, one, form)


@rehearsal.post("/cards/<code>")
@allow(SIGNED_IN)
def write(portfolio_id: UUID, code: str) -> ResponseReturnValue:
    """Keep keywords; when they were saved elsewhere meanwhile, show both."""
    me = current_person()
    queries.wait_for(db.session, me, portfolio_id) or abort(404)
    found, texts, deck = load(portfolio_id)
    one, form = card_of(deck, texts, code), KeywordsForm()
    if not form.validate():
        return show_card(found, texts, deck, one, form), 422
    based_on = as_number(form.number.data, -1)
    try:
        actions.write_keywords(
            db.session, me, found.id, one.code, form.keywords.data or "", based_on
        )
    except actions.ChangedElsewhere:
        form.number.data = str(deck.notes[one.code].version if one.code in deck.notes else 0)
        return show_card(found, texts, deck, one, form, saved=one.keywords), 409
    keeping.finish(me)
    flash("Saved. Only you can see it.")
    return redirect(url_for(".card", portfolio_id=found.id, code=one.code), code=303)


@rehearsal.get("/print")
@allow(SIGNED_IN)
def to_print(portfolio_id: UUID) -> str:
    """The cards as they come out of a printer."""
    found, texts, deck = load(portfolio_id)
    which = one_of(Which, request.args.get("which"), Which.ASKED)
    size = request.args.get("size", "")
    cards = chosen(deck.cards.values(), which)
    codes = in_duties([each.code for each in cards], texts.standard)
    return render_template(
        "rehearsal/print.html",
        portfolio=found,
        deck=deck,
        cards=[deck.cards[each] for each in codes],
        which=which,
        size=size if size in SIZES else SIZES[0],
    )


def load(portfolio_id: UUID) -> tuple[Portfolio, Content, Deck]:
    """A portfolio of one's own with its cards, or nothing here."""
    me = current_person()
    found = queries.get_portfolio(db.session, me, portfolio_id) or abort(404)
    texts = content_of(db.session, me)
    return found, texts, deck_for(db.session, storage(), me, found, texts)


def card_of(deck: Deck, texts: Content, code: str) -> Card:
    """The card of a statement of the standard, spelt in any case."""
    statement = texts.standard.framework.spelt(code) or abort(404)
    return deck.cards[statement.code]


def show_card(
    found: Portfolio,
    texts: Content,
    deck: Deck,
    one: Card,
    form: KeywordsForm,
    *,
    saved: str | None = None,
) -> str:
    """The page of one card, with the ways to the next."""
    codes = in_duties([each.code for each in deck.asked], texts.standard)
    place = codes.index(one.code) if one.code in codes else None
    return render_template(
        "rehearsal/card.html",
        portfolio=found,
        deck=deck,
        card=one,
        form=form,
        saved=saved,
        felts=tuple(Felt),
        before=codes[place - 1] if place else None,
        after=codes[place + 1] if place is not None and place + 1 < len(codes) else None,
    )


def by_duty(cards: list[Card], texts: Content) -> list[tuple[str, list[Card]]]:
    """The cards under the titles of their duties; those of none run through all."""
    titles = [(f"Duty {duty.number}: {duty.title}", duty.codes) for duty in texts.standard.duties]
    groups = [(title, [card for card in cards if card.code in codes]) for title, codes in titles]
    rest = [card for card in cards if texts.duty_of(card.code) is None]
    return [group for group in (*groups, (THROUGH_ALL, rest)) if group[1]]
