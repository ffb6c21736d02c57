"""What changes who supports whom: each function one act."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal import email_addresses, relationships, throttle
from journal.audit import Event, record
from journal.domain.relationships import RelationshipKind
from journal.models import Person, Relationship

DOOR = "name-a-reader"


class NobodyThere(Exception):
    """No colleague of this person has this address."""


class TooManyTries(Exception):
    """Somebody tries address after address."""


def name_reader(session: Session, worker: Person, email: str) -> Relationship:
    """Let a colleague be somebody with whom the worker can share. It shares nothing by itself.

    The answer says plainly when a colleague has no account. It could not be hidden: a reader's
    name must stand on the page at once, so that nobody shares with the wrong person after a
    slip of the finger. What is outside the organisation looks like what does not exist, and
    addresses cannot be tried one after the other.
    """
    if throttle.too_many(session, DOOR, str(worker.id)):
        raise TooManyTries
    reader = colleague_at(session, worker, email)
    if reader is None:
        throttle.note(session, DOOR, str(worker.id))
        raise NobodyThere
    return relationships.begin(session, worker, worker, reader, RelationshipKind.READER)


def let_know_of_sessions(
    session: Session, worker: Person, bond: Relationship, is_known: bool
) -> None:
    """The worker lets a coach see that supervision took place, or no longer."""
    if bond.knows_of_sessions == is_known:
        return
    bond.knows_of_sessions = is_known
    event = Event.SESSIONS_MADE_KNOWN if is_known else Event.SESSIONS_KEPT_PRIVATE
    record(session, worker, event, owner=worker.id, subject=("person", bond.other_id))
    session.flush()


def colleague_at(session: Session, worker: Person, email: str) -> Person | None:
    """Somebody else in the same organisation who has come in and has not left."""
    return session.scalar(
        sa.select(Person).where(
            Person.organisation_id == worker.organisation_id,
            Person.email == email_addresses.kept(email),
            Person.id != worker.id,
            Person.password_hash.is_not(None),
            Person.left_at.is_(None),
        )
    )
