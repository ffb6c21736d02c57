"""Whose progress somebody may look at."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal.domain.relationships import RelationshipKind
from journal.models import Person, Relationship
from journal.models.programme import shows_supervisors

MOST_PEOPLE = 200
SEE_IT = (RelationshipKind.MANAGER, RelationshipKind.COACH)


def get_worker(session: Session, viewer: Person, person_id: UUID) -> Person | None:
    """Somebody whose progress this person may look at: their own, or of one whom they support."""
    if person_id == viewer.id:
        return viewer
    return session.scalar(people(viewer).where(Person.id == person_id))


def workers_of(session: Session, viewer: Person) -> Sequence[Person]:
    """Everybody whose progress somebody may look at, by name."""
    ordered = people(viewer).order_by(Person.name, Person.id).limit(MOST_PEOPLE)
    return session.scalars(ordered).all()


def people(viewer: Person) -> sa.Select[Person]:
    """Those whom they manage or coach, and those whom they supervise who let supervisors see it."""
    shown = sa.and_(
        Relationship.kind == RelationshipKind.SUPERVISOR,
        Relationship.worker_id.in_(shows_supervisors()),
    )
    supported = sa.select(Relationship.worker_id).where(
        Relationship.other_id == viewer.id,
        Relationship.kind.in_(SEE_IT) | shown,
        Relationship.is_current(),
    )
    return sa.select(Person).where(Person.id.in_(supported), Person.id != viewer.id)


def takes_part(session: Session, viewer: Person, worker: Person) -> bool:
    """Whether somebody has a part in the reviews and the gateway: as line manager or coach now."""
    asked = sa.select(Relationship.id).where(
        Relationship.worker_id == worker.id,
        Relationship.other_id == viewer.id,
        Relationship.kind.in_(SEE_IT),
        Relationship.is_current(),
    )
    return session.scalar(asked.limit(1)) is not None


def has_work(session: Session, viewer: Person) -> bool:
    """Whether somebody supports this person, so that they are a learner here."""
    asked = sa.select(Relationship.id).where(
        Relationship.worker_id == viewer.id, Relationship.is_current()
    )
    return session.scalar(asked.limit(1)) is not None
