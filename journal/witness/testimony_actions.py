"""Asking for testimony, giving it, and taking the question back: each one act."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from journal import links, mail
from journal.audit import Event, record
from journal.free_id import one_at_a_time
from journal.links import Link
from journal.models import Entry, Person, Testimony
from journal.models.base import now
from journal.models.confidential import act_as
from journal.signed_in import hash_of
from journal.witness.link_queries import asker_of
from journal.witness.testimony_queries import get_own


@dataclass(frozen=True)
class Asked:
    """Whom a worker asks, what they will see, and for how long."""

    to_name: str
    to_address: str
    shown: str
    days: int
    entry: Entry | None = None


@dataclass(frozen=True)
class Given:
    """What a witness wrote."""

    name: str
    capacity: str
    words: str


def ask(session: Session, me: Person, testimony_id: UUID, asked: Asked) -> tuple[Testimony, str]:
    """A question with a link for its one answer, and the link if the worker is to pass it on.

    It goes by mail or it is shown to the worker once, never both: what was sent to somebody's own
    address is not something that the worker could have filled in. A form sent twice asks once.
    """
    one_at_a_time(session, me)
    again = get_own(session, me, testimony_id)
    if again is not None:
        return again, ""
    made, token = make(session, me, testimony_id, asked)
    note(session, me, Event.TESTIMONY_ASKED, made)
    link = mail.page("testimony.form", token=token)
    if made.to_address:
        mail.testimony_asked(session, me, made.to_name, made.to_address, link)
        session.flush()
    return made, "" if made.to_address else link


def make(session: Session, me: Person, testimony_id: UUID, asked: Asked) -> tuple[Testimony, str]:
    """The row and the secret that leads to it; an id that is taken gives way to a fresh one."""
    token = links.new_token(testimony_id)
    made = Testimony(
        id=testimony_id,
        organisation_id=me.organisation_id,
        author_id=me.id,
        entry_id=asked.entry.id if asked.entry else None,
        token_hash=hash_of(token),
        to_name=asked.to_name,
        to_address=asked.to_address if mail.is_set_up() else "",
        shown=asked.shown,
        expires_at=now() + timedelta(days=asked.days),
    )
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError:
        return make(session, me, uuid4(), asked)
    return made, token


def give(session: Session, testimony: Testimony, given: Given) -> None:
    """The words of the witness, once; the worker hears that something is there."""
    who = Link(testimony.id, testimony.organisation_id)
    act_as(session, who)
    testimony.name, testimony.capacity = given.name, given.capacity
    testimony.words, testimony.is_true = given.words, True
    testimony.given_at = now()
    note(session, who, Event.TESTIMONY_GIVEN, testimony)
    here = mail.page("testimony.show", testimony_id=testimony.id)
    mail.something_waits(session, asker_of(session, testimony), here)
    session.flush()


def withdraw(session: Session, me: Person, testimony: Testimony) -> bool:
    """From now on the link opens nothing. What was given stays given; whether it was not."""
    if testimony.given_at is None and testimony.withdrawn_at is None:
        testimony.withdrawn_at = now()
        note(session, me, Event.TESTIMONY_WITHDRAWN, testimony)
    return testimony.given_at is None


def note(session: Session, actor: Person | Link, event: Event, testimony: Testimony) -> None:
    """Record the act, and send it to the database together with what it did."""
    subject = ("testimony", testimony.id)
    record(session, actor, event, owner=testimony.author_id, subject=subject)
    session.flush()
