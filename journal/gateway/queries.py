"""What somebody may read of a gateway beside the checklist: viewer first."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from journal import three_way
from journal.domain.gateway import Subject
from journal.domain.joint_records import RecordKind, RecordState
from journal.domain.relationships import RelationshipKind
from journal.models import JointRecord, Person, SubjectCheck
from journal.models.confidential import visible

MOST_CHECKS = 40


def get_learner(session: Session, me: Person, person_id: UUID) -> Person | None:
    """Oneself, or somebody whom one manages or coaches at this moment."""
    if person_id == me.id:
        return me
    bonds = three_way.my_bonds(session, me, person_id)
    return bonds[0].worker if bonds else None


def kinds_of(session: Session, me: Person, worker: Person) -> frozenset[RelationshipKind]:
    """What somebody is to a worker at this moment; nothing to themselves."""
    return frozenset(each.kind for each in three_way.my_bonds(session, me, worker.id))


def subject_checks(session: Session, me: Person, worker_id: UUID) -> Sequence[SubjectCheck]:
    """What was written down of English and maths, the newest first: for the worker and a coach."""
    return session.scalars(
        visible(SubjectCheck, to=me)
        .where(SubjectCheck.worker_id == worker_id)
        .order_by(SubjectCheck.given_at.desc(), SubjectCheck.id)
        .limit(MOST_CHECKS)
    ).all()


def last_checks(checks: Sequence[SubjectCheck]) -> dict[Subject, SubjectCheck]:
    """The newest of each subject."""
    found: dict[Subject, SubjectCheck] = {}
    for each in checks:
        found.setdefault(each.subject, each)
    return found


def record_of(
    session: Session, me: Person, worker_id: UUID, *, to_write: bool = False
) -> JointRecord | None:
    """The gateway record of a worker, if it was begun and this person holds it."""
    wanted = (
        visible(JointRecord, to=me)
        .where(
            JointRecord.kind == RecordKind.GATEWAY,
            JointRecord.state == RecordState.HELD,
            JointRecord.id.in_(three_way.held_by_worker(worker_id)),
        )
        .order_by(JointRecord.created_at.desc(), JointRecord.id)
        .limit(1)
        .options(selectinload(JointRecord.holders), selectinload(JointRecord.words))
    )
    return session.scalar(wanted.with_for_update() if to_write else wanted)


def lock_programme(session: Session, worker_id: UUID) -> None:
    """One write at a time to what an apprenticeship says of itself."""
    session.execute(sa.select(Person.id).where(Person.id == worker_id).with_for_update())
