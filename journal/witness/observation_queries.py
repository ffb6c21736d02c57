"""The observations that somebody holds, and with whom they can plan one."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from journal.domain.joint_records import RecordKind
from journal.domain.relationships import RelationshipKind
from journal.models import JointRecord, Person, Relationship
from journal.models.confidential import visible
from journal.moments import read_moment
from journal.paging import Page, key_text, page_of, read_key

OBSERVERS = (RelationshipKind.SUPERVISOR, RelationshipKind.MANAGER)
PARTS = (JointRecord.holders, JointRecord.words)


def observations_of(session: Session, me: Person, after: str) -> Page[JointRecord]:
    """A page of the observations this person holds, newest first."""
    mine = visible(JointRecord, to=me).where(JointRecord.kind == RecordKind.OBSERVATION)
    return page_of(
        session,
        mine.options(selectinload(JointRecord.holders), selectinload(JointRecord.words)),
        key=(JointRecord.created_at, JointRecord.id),
        after=read_key(after, read_moment),
        key_of=lambda row: key_text(row.created_at, row.id),
    )


def get_observation(
    session: Session, me: Person, record_id: UUID, *, to_write: bool = False
) -> JointRecord | None:
    """One observation with its holders and their words, if this person holds it.

    To write, one request waits here for another, and then reads what that has left.
    """
    wanted = (
        visible(JointRecord, to=me)
        .where(JointRecord.id == record_id, JointRecord.kind == RecordKind.OBSERVATION)
        .options(*(selectinload(part) for part in PARTS))
    )
    return session.scalar(wanted.with_for_update() if to_write else wanted)


def bonds_of(session: Session, me: Person) -> Sequence[Relationship]:
    """The relationships in which one may observe the other.

    The supervisor and the line manager see somebody at work: direct observation is part of
    supervision, and what an employer gives is best seen rather than thought. A coach of the
    training provider stands outside the work; one who is the supervisor as well observes as that.
    """
    return session.scalars(
        sa.select(Relationship)
        .where(
            (Relationship.worker_id == me.id) | (Relationship.other_id == me.id),
            Relationship.kind.in_(OBSERVERS),
            Relationship.is_current(),
        )
        .options(joinedload(Relationship.worker), joinedload(Relationship.other))
        .order_by(Relationship.began_at, Relationship.id)
    ).all()
