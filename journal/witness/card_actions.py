"""Making a feedback card, filling it in, and taking it back: each one act."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal import links, mail, sources
from journal.audit import Event, record
from journal.domain.feedback_card import id_of, new_code
from journal.links import Link
from journal.models import FeedbackCard, Person
from journal.models.base import now
from journal.models.confidential import act_as
from journal.signed_in import hash_of
from journal.witness.link_queries import asker_of

LASTS = timedelta(days=90)


@dataclass(frozen=True)
class NewCard:
    """A card and its two secrets, which are kept nowhere."""

    card: FeedbackCard
    link: str
    code: str


def make(session: Session, me: Person) -> NewCard:
    """A card to hand out: a link, and the code that takes it back."""
    code = new_code()
    token = links.new_token(id_of(code))
    card = FeedbackCard(
        id=id_of(code),
        organisation_id=me.organisation_id,
        author_id=me.id,
        token_hash=hash_of(token),
        code_hash=hash_of(code),
        answers={},
        expires_at=now() + LASTS,
    )
    session.add(card)
    note(session, me, Event.CARD_MADE, card)
    return NewCard(card, mail.page("cards.form", token=token), code)


def give(
    session: Session,
    card: FeedbackCard,
    answers: Mapping[str, str],
    may_be_used: bool,
    device_of: Person | None = None,
) -> None:
    """What somebody who was supported wrote, on a screen; the worker hears of it.

    On the worker's own device they were hardly alone with it, and whoever reads it learns that.
    """
    who = Link(card.id, card.organisation_id)
    act_as(session, who)
    fill(card, answers, may_be_used)
    card.with_worker = device_of is not None and device_of.id == card.author_id
    note(session, who, Event.CARD_GIVEN, card)
    here = mail.page("cards.show", card_id=card.id)
    mail.something_waits(session, asker_of(session, card), here)
    session.flush()


def type_in(
    session: Session, me: Person, card: FeedbackCard, answers: Mapping[str, str], may_be_used: bool
) -> None:
    """What stands on a paper card, typed in by the worker who was given it back."""
    fill(card, answers, may_be_used)
    card.on_paper = True
    note(session, me, Event.CARD_GIVEN, card)


def take_back(session: Session, card: FeedbackCard) -> None:
    """The words go for good at this moment, and with them whatever was copied from them.

    The copies stand in the worker's journal, so they are erased as the worker, who was told so.
    """
    worker = asker_of(session, card)
    session.execute(sa.select(Person.id).where(Person.id == worker.id).with_for_update())
    act_as(session, worker)
    sources.forget_copies(session, worker, card.id)
    who = Link(card.id, card.organisation_id)
    act_as(session, who)
    card.answers, card.may_be_used, card.taken_back_at = {}, False, now()
    note(session, who, Event.CARD_TAKEN_BACK, card)
    mail.something_waits(session, worker, mail.page("cards.index"))
    session.flush()


def fill(card: FeedbackCard, answers: Mapping[str, str], may_be_used: bool) -> None:
    """Write the answers onto the card."""
    card.answers, card.may_be_used, card.given_at = dict(answers), may_be_used, now()


def note(session: Session, actor: Person | Link, event: Event, card: FeedbackCard) -> None:
    """Record the act, and send it to the database together with what it did."""
    record(session, actor, event, owner=card.author_id, subject=("feedback_card", card.id))
    session.flush()
