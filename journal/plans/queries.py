"""Whose programme somebody may read, and which versions an organisation has."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal.domain.relationships import RelationshipKind
from journal.models import OwnPlan, OwnStandard, Person, Programme, Relationship

MOST_VERSIONS = 100


class Reads(StrEnum):
    """As what somebody reads a programme."""

    WORKER = "worker"
    COACH = "coach"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"

    @property
    def may_write(self) -> bool:
        """Whether they set its dates."""
        return self in (Reads.COACH, Reads.ADMINISTRATOR)


@dataclass(frozen=True)
class Learner:
    """A worker, and as what somebody comes to their programme."""

    person: Person
    reads: Reads
    relationship: Relationship | None = None


BY_KIND = {RelationshipKind.COACH: Reads.COACH, RelationshipKind.MANAGER: Reads.MANAGER}


def get_learner(session: Session, me: Person, person_id: UUID) -> Learner | None:
    """Somebody whose programme I may read: my own, as their coach or line manager, or as
    administrator of the same organisation, who sees dates and versions and nothing else."""
    if person_id == me.id:
        return Learner(me, Reads.WORKER)
    bonds = session.scalars(
        sa.select(Relationship).where(
            Relationship.worker_id == person_id,
            Relationship.other_id == me.id,
            Relationship.kind.in_(BY_KIND),
            Relationship.is_current(),
        )
    ).all()
    found = {BY_KIND[bond.kind]: bond for bond in bonds}
    for reads in (Reads.COACH, Reads.MANAGER):
        if reads in found and not (reads is Reads.MANAGER and me.is_administrator):
            return Learner(session.get_one(Person, person_id), reads, found[reads])
    if not me.is_administrator:
        return None
    person = session.get(Person, person_id)
    ours = person is not None and person.organisation_id == me.organisation_id
    return Learner(person, Reads.ADMINISTRATOR) if person is not None and ours else None


def programme_to_write(session: Session, worker: Person) -> Programme | None:
    """The programme, held until this transaction ends, also where there is none yet."""
    session.execute(sa.select(Person.id).where(Person.id == worker.id).with_for_update())
    wanted = sa.select(Programme).where(Programme.person_id == worker.id)
    return session.scalar(wanted.with_for_update().execution_options(populate_existing=True))


def own_plans(session: Session, organisation_id: UUID) -> Sequence[OwnPlan]:
    """Every version of every plan that an organisation made, the newest first."""
    ours = sa.select(OwnPlan).where(OwnPlan.organisation_id == organisation_id)
    return session.scalars(
        ours.order_by(OwnPlan.made_at.desc(), OwnPlan.id).limit(MOST_VERSIONS)
    ).all()


def own_standards(session: Session, organisation_id: UUID) -> Sequence[OwnStandard]:
    """Every version of every standard that an organisation brought in, the newest first."""
    ours = sa.select(OwnStandard).where(OwnStandard.organisation_id == organisation_id)
    return session.scalars(
        ours.order_by(OwnStandard.made_at.desc(), OwnStandard.id).limit(MOST_VERSIONS)
    ).all()


def learners_on(session: Session, organisation_id: UUID) -> dict[tuple[str, str, str], int]:
    """How many learn under each version: (standard or plan, key, version) and a number."""
    rows = session.execute(
        sa.select(
            Programme.standard,
            Programme.standard_version,
            Programme.plan,
            Programme.plan_version,
            sa.func.count(),
        )
        .join(Person, Person.id == Programme.person_id)
        .where(Person.organisation_id == organisation_id)
        .group_by(
            Programme.standard,
            Programme.standard_version,
            Programme.plan,
            Programme.plan_version,
        )
    )
    found: dict[tuple[str, str, str], int] = {}
    for standard, standard_version, plan, plan_version, count in rows:
        for key in (("standard", standard, standard_version), ("plan", plan, plan_version)):
            found[key] = found.get(key, 0) + count
    return found
