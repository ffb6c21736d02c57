"""What an administrator changes: each function one act, with its audit event."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal import relationships, throttle, ways_in
from journal.admin import invitations
from journal.audit import Event, record
from journal.models import OutgoingMail, Person
from journal.models.base import now

DOOR = "invite"
INVITATIONS_AT_ONCE = 100


class TooManyAtOnce(Exception):
    """More invitations than a whole new cohort needs: somebody tries address after address."""


class OwnAccount(Exception):
    """Nobody closes their own account: the last administrator would lock everybody out."""


def invite(
    session: Session, administrator: Person, email: str, name: str, is_administrator: bool
) -> invitations.Invitation | None:
    """Invite somebody to the administrator's own organisation."""
    who = str(administrator.id)
    if throttle.too_many(session, DOOR, who, INVITATIONS_AT_ONCE):
        raise TooManyAtOnce
    throttle.note(session, DOOR, who)
    return invitations.invite(
        session,
        administrator.organisation,
        email=email,
        name=name,
        is_administrator=is_administrator,
        by=administrator,
    )


def close_account(session: Session, administrator: Person, person: Person) -> None:
    """Somebody leaves: signed out at once, and nothing to anybody any more. Their journal stays.

    What still waits sealed on a device of theirs can never be opened again: the seed goes.
    """
    if person.id == administrator.id:
        raise OwnAccount
    if person.left_at is not None:
        return
    person.left_at, person.sealing_seed = now(), None
    ways_in.end_all(session, person.id)
    for bond in relationships.current_of(session, person.id):
        relationships.end(session, administrator, bond)
    session.execute(
        sa.delete(OutgoingMail).where(
            OutgoingMail.to_address == person.email, OutgoingMail.sent_at.is_(None)
        )
    )
    note(session, administrator, Event.PERSON_LEFT, person)


def open_again(session: Session, administrator: Person, person: Person) -> None:
    """Let somebody back in who left. Relationships stay ended: they are begun anew, or not."""
    if person.left_at is not None:
        person.left_at = None
        note(session, administrator, Event.PERSON_RETURNED, person)


def note(session: Session, administrator: Person, event: Event, person: Person) -> None:
    """Record the act in the account of the person whom it touches."""
    record(session, administrator, event, owner=person.id, subject=("person", person.id))
    session.flush()
