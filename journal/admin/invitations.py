"""Inviting somebody, from the page of an administrator or from the command line."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from journal import email_addresses, mail, ways_in
from journal.audit import Event, record
from journal.models import Organisation, Person, Purpose
from journal.models.confidential import act_as


@dataclass(frozen=True)
class Invitation:
    """Somebody who may come in now, and the link that lets them, once."""

    person: Person
    link: str


def invite(
    session: Session,
    organisation: Organisation,
    *,
    email: str,
    name: str,
    is_administrator: bool,
    by: Person | None,
) -> Invitation | None:
    """Let somebody choose a password. None when the address belongs to any account that has one.

    Also None for an address that another organisation has invited, and for somebody who has
    left: the answer is the same for all of these, and no link to an account that exists is
    ever made here. Whoever was invited before and has not come gets a fresh link; the earlier
    one is dead. `by` is the administrator; nobody, when it is done on the command line.
    """
    person = waiting_person(session, organisation, email_addresses.kept(email))
    if person is None:
        return None
    person.name, person.is_administrator = name, is_administrator
    session.flush()
    link = mail.page(
        "accounts.welcome", token=ways_in.make_link(session, person, Purpose.INVITATION)
    )
    if mail.is_set_up():
        mail.invitation(session, person, link)
    if by is None:
        act_as(session, person)
    event = Event.INVITED if by else Event.INVITED_BY_COMMAND
    record(session, by or person, event, owner=person.id, subject=("person", person.id))
    session.flush()
    return Invitation(person, link)


def waiting_person(session: Session, organisation: Organisation, email: str) -> Person | None:
    """Somebody of this organisation who has not come in yet: found, or new; None when taken."""
    known = session.scalar(sa.select(Person).where(Person.email == email))
    if known is None:
        return new_person(session, organisation, email)
    ours = known.organisation_id == organisation.id
    return known if ours and known.password_hash is None and known.left_at is None else None


def new_person(session: Session, organisation: Organisation, email: str) -> Person | None:
    """Somebody new; None when somebody else took the address at this very moment."""
    person = Person(organisation_id=organisation.id, email=email, name=email)
    try:
        with session.begin_nested():
            session.add(person)
    except IntegrityError:
        return None
    return person
