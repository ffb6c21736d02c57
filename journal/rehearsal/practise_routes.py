"""Practising: one card at a time, at one's own pace. Nothing is counted and nothing is scored."""

from typing import Any
from uuid import UUID

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from journal.access import SIGNED_IN, allow
from journal.content import Content
from journal.domain.rehearsal import Felt, arranged, chosen
from journal.extensions import db
from journal.models.base import now
from journal.rehearsal import actions, queries
from journal.rehearsal.deck import Deck
from journal.rehearsal.forms import Asked, one_of, read_asked
from journal.rehearsal.routes import card_of, load, rehearsal
from journal.signed_in import current_person

__all__ = ["rehearsal"]

THE_END = "end"


@rehearsal.get("/practise")
@allow(SIGNED_IN)
def practise(portfolio_id: UUID) -> ResponseReturnValue:
    """The card that the address names, the first if it names none; after the last, the end."""
    found, texts, deck = load(portfolio_id)
    asked = read_asked(request.args, texts.rehearsal.minutes_for_a_card)
    codes = codes_for(deck, texts, asked)
    if asked.at == THE_END or not codes:
        return render_template("rehearsal/end.html", portfolio=found, deck=deck, asked=asked)
    if asked.at not in codes:
        return redirect(address_of(found.id, asked, codes[0]))
    place = codes.index(asked.at)
    return render_template(
        "rehearsal/practise.html",
        portfolio=found,
        deck=deck,
        card=deck.cards[asked.at],
        asked=asked,
        onward=address_of(found.id, asked, code_after(codes, asked.at)),
        left=len(codes) - place - 1,
        began_at=now(),
        felts=tuple(Felt),
    )


@rehearsal.post("/cards/<code>/felt")
@allow(SIGNED_IN)
def felt(portfolio_id: UUID, code: str) -> ResponseReturnValue:
    """Keep how a card felt, and go on: to the next card, or back to this one."""
    me = current_person()
    queries.wait_for(db.session, me, portfolio_id) or abort(404)
    found, texts, deck = load(portfolio_id)
    one = card_of(deck, texts, code)
    asked = read_asked(request.form, texts.rehearsal.minutes_for_a_card)
    codes = codes_for(deck, texts, asked, one.code)
    given = one_of(Felt, request.form.get("felt"), None)
    actions.note_felt(db.session, me, found.id, one.code, given)
    if request.form.get("then") != "next":
        return redirect(url_for(".card", portfolio_id=found.id, code=one.code), code=303)
    return redirect(address_of(found.id, asked, code_after(codes, one.code)), code=303)


def address_of(portfolio_id: UUID, asked: Asked, at: str) -> str:
    """Another card of the same practice."""
    values: dict[str, Any] = {**asked.fields, "at": at}
    return url_for(".practise", portfolio_id=portfolio_id, **values)


def codes_for(deck: Deck, texts: Content, asked: Asked, at: str = "") -> list[str]:
    """The cards in their order. The one at hand stays in, whatever was just said of it."""
    wanted = {card.code for card in chosen(deck.cards.values(), asked.which)}
    wanted |= {at or asked.at} & deck.cards.keys()
    every = arranged(list(deck.cards), asked.order, asked.seed, texts.standard)
    return [code for code in every if code in wanted]


def code_after(codes: list[str], code: str) -> str:
    """The code that comes next, or the word for the end."""
    place = codes.index(code) + 1
    return codes[place] if place < len(codes) else THE_END
