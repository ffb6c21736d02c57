"""Beginning and ending a relationship, whoever does it: an administrator, or one of the two."""

from collections.abc import Iterable
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from journal import mail, search_index
from journal.audit import Event, record
from journal.domain.relationships import RelationshipKind
from journal.models import Person, Relationship
from journal.models.base import now


class AlreadyBegun(Exception):
    """The two already stand to each other in this way."""


def begin(
    session: Session, actor: Person, worker: Person, other: Person, kind: RelationshipKind
) -> Relationship:
    """From this moment on, `other` is this to `worker`. It shares nothing by itself."""
    session.execute(sa.select(Person.id).where(Person.id == worker.id).with_for_update())
    if session.scalar(
        sa.select(Relationship.id).where(
            Relationship.worker_id == worker.id,
            Relationship.other_id == other.id,
            Relationship.kind == kind,
            Relationship.is_current(),
        )
    ):
        raise AlreadyBegun
    begun = Relationship(
        organisation_id=worker.organisation_id, worker_id=worker.id, other_id=other.id, kind=kind
    )
    session.add(begun)
    session.flush()
    tell(session, actor, Event.RELATIONSHIP_BEGUN, begun, (worker, other))
    return begun


def lock(session: Session, bonds: Iterable[Relationship]) -> None:
    """One at a time of what these people begin together, on a database that lets several write at
    once; in one order, so that nobody waits for somebody who waits for them."""
    wanted = sorted(each.id for each in bonds)
    session.execute(
        sa.select(Relationship.id)
        .where(Relationship.id.in_(wanted))
        .order_by(Relationship.id)
        .with_for_update()
    )


def end(session: Session, actor: Person, relationship: Relationship) -> None:
    """From the next request on, nothing shared under this relationship can be read.

    Shares name the relationship they were given in, so a later one brings none of them back.
    """
    if relationship.ended_at is not None:
        return
    relationship.ended_at = now()
    search_index.let_go(session, relationship.worker_id, relationship.other_id)
    both = (relationship.worker, relationship.other)
    tell(session, actor, Event.RELATIONSHIP_ENDED, relationship, both)


def current_of(session: Session, person_id: UUID) -> list[Relationship]:
    """Every relationship that this person is in now, on either side."""
    return list(
        session.scalars(
            sa.select(Relationship)
            .where(
                (Relationship.worker_id == person_id) | (Relationship.other_id == person_id),
                Relationship.is_current(),
            )
            .options(joinedload(Relationship.worker), joinedload(Relationship.other))
        )
    )


def between(session: Session, worker_id: UUID, other_id: UUID) -> Relationship | None:
    """What somebody is to a worker at this moment; the eldest, where they are several things."""
    return session.scalars(
        sa.select(Relationship)
        .where(
            Relationship.worker_id == worker_id,
            Relationship.other_id == other_id,
            Relationship.is_current(),
        )
        .order_by(Relationship.began_at, Relationship.id)
    ).first()


def tell(
    session: Session,
    actor: Person,
    event: Event,
    relationship: Relationship,
    both: tuple[Person, Person],
) -> None:
    """Write it into the worker's account, and let the others know that something has changed."""
    subject = ("relationship", relationship.id)
    record(session, actor, event, owner=relationship.worker_id, subject=subject)
    for person in both:
        if person.id != actor.id and person.left_at is None:
            mail.something_waits(session, person, mail.page("people.index"))
    session.flush()
