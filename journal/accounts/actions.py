"""What changes an account: each function one act, with its audit event."""

import secrets
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal.accounts import passwords, throttle
from journal.audit import Event, record
from journal.models import Person, SignIn
from journal.models.base import now
from journal.models.confidential import act_as
from journal.signed_in import hash_of

STAYS_SIGNED_IN = timedelta(hours=20)
DOOR = "sign-in"


class TooManyTries(Exception):
    """The door is shut for a while."""


def sign_in(
    session: Session, email: str, password: str, device: str
) -> tuple[SignIn, str] | None:
    """The new row and token of this device, or None when e-mail and password do not fit."""
    if throttle.too_many(session, DOOR, email):
        raise TooManyTries
    person = session.scalar(
        sa.select(Person).where(Person.email == email.lower(), Person.left_at.is_(None))
    )
    if not passwords.matches(person.password_hash if person else None, password) or not person:
        throttle.note(session, DOOR, email)
        return None
    token = secrets.token_urlsafe(32)
    row = SignIn(
        person_id=person.id,
        token_hash=hash_of(token),
        device=device,
        expires_at=now() + STAYS_SIGNED_IN,
    )
    row.person = person
    session.add(row)
    act_as(session, person)
    record(session, person, Event.SIGNED_IN, owner=person.id, subject=("person", person.id))
    session.flush()
    return row, token


def sign_out(session: Session, row: SignIn) -> None:
    """End this device's sign-in."""
    row.ended_at = now()
    person = row.person
    record(session, person, Event.SIGNED_OUT, owner=person.id, subject=("person", person.id))
    session.flush()


def sign_out_everywhere(session: Session, person: Person) -> None:
    """End every device's sign-in."""
    session.execute(
        sa.update(SignIn)
        .where(SignIn.person_id == person.id, SignIn.ended_at.is_(None))
        .values(ended_at=now())
    )
    subject = ("person", person.id)
    record(session, person, Event.SIGNED_OUT_EVERYWHERE, owner=person.id, subject=subject)
    session.flush()
