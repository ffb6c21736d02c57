"""What somebody may read of supervision: every query begins at `visible()`."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from journal.domain.joint_records import RecordKind, RecordState, SupervisionPurpose
from journal.domain.supervision import PURPOSES_OF
from journal.models import (
    AgendaItem,
    Holder,
    JointRecord,
    Person,
    RecordVersion,
    Relationship,
    Rhythm,
)
from journal.models.base import now
from journal.models.confidential import for_viewer, visible
from journal.moments import read_moment
from journal.paging import Page, key_text, page_of, read_key

KINDS = (RecordKind.AGREEMENT, RecordKind.SESSION, RecordKind.CO_REFLECTION)
MEETINGS = (RecordKind.SESSION, RecordKind.CO_REFLECTION)
MOST_PEOPLE = 50
MOST_PLANNED = 100
STILL_NEXT = timedelta(days=1)
"""How long a session that nobody has closed still takes what is brought."""


def get_record(
    session: Session, me: Person, record_id: UUID, *, to_write: bool = False
) -> JointRecord | None:
    """An agreement, a session or a co-reflection that this person holds now, whole.

    To write, one request waits here for another, and then reads what that has left.
    """
    wanted = whole(visible(JointRecord, to=me)).where(
        JointRecord.id == record_id, JointRecord.kind.in_(KINDS)
    )
    return session.scalar(wanted.with_for_update() if to_write else wanted)


def one_before(session: Session, me: Person, of: JointRecord) -> UUID | None:
    """The record that this one follows, where this person may read it: not all of a group were
    there last time."""
    return session.scalar(
        visible(RecordVersion, to=me)
        .where(RecordVersion.record_id == of.follows_id)
        .with_only_columns(RecordVersion.record_id)
        .limit(1)
    )


def my_relationships(session: Session, me: Person) -> Sequence[Relationship]:
    """Those whom this person meets for supervision now, on either side; who supports me first."""
    is_one = (Relationship.worker_id == me.id) | (Relationship.other_id == me.id)
    return session.scalars(
        with_both()
        .where(is_one, Relationship.kind.in_(PURPOSES_OF), Relationship.is_current())
        .order_by(Relationship.other_id == me.id, Relationship.began_at, Relationship.id)
        .limit(MOST_PEOPLE)
    ).all()


def get_relationship(session: Session, me: Person, relationship_id: UUID) -> Relationship | None:
    """One of those."""
    is_one = (Relationship.worker_id == me.id) | (Relationship.other_id == me.id)
    return session.scalar(
        with_both().where(
            Relationship.id == relationship_id,
            is_one,
            Relationship.kind.in_(PURPOSES_OF),
            Relationship.is_current(),
        )
    )


def agreements_of(
    session: Session, me: Person, relationships: Sequence[UUID]
) -> dict[tuple[UUID, SupervisionPurpose], JointRecord]:
    """The agreement of each relationship for each purpose."""
    found = session.scalars(
        whole(held_under(me, relationships)).where(
            JointRecord.kind == RecordKind.AGREEMENT, JointRecord.state == RecordState.OPEN
        )
    ).all()
    return {
        (holder.relationship_id, record.purpose): record
        for record in found
        for holder in record.holders
        if holder.relationship_id is not None and record.purpose is not None
    }


def planned(
    session: Session, me: Person, relationships: Sequence[UUID] | None = None
) -> Sequence[JointRecord]:
    """Sessions that are planned and not yet closed, the next one first."""
    wanted = visible(JointRecord, to=me) if relationships is None else held_under(me, relationships)
    return session.scalars(
        wanted.where(
            JointRecord.kind.in_(MEETINGS),
            JointRecord.state == RecordState.OPEN,
            JointRecord.lasts(me),
        )
        .options(selectinload(JointRecord.holders))
        .order_by(JointRecord.starts_at, JointRecord.id)
        .limit(MOST_PLANNED)
    ).all()


def last_held(
    session: Session, me: Person, relationship: UUID, purpose: SupervisionPurpose
) -> datetime | None:
    """When two people last met for a purpose, of what this person sees."""
    held = held_under(me, [relationship]).where(
        JointRecord.kind.in_(MEETINGS),
        JointRecord.state == RecordState.HELD,
        JointRecord.purpose == purpose,
    )
    return session.scalar(held.with_only_columns(sa.func.max(JointRecord.starts_at)))


def next_session(session: Session, me: Person, relationship: UUID) -> JointRecord | None:
    """The next planned session of two people. A group's is not: others read its agenda."""
    since = now() - STILL_NEXT
    found = planned(session, me, [relationship])
    return next((each for each in found if is_for_two(each) and since < when(each)), None)


def past(
    session: Session, me: Person, *, after: str, relationships: Sequence[UUID] | None = None
) -> Page[JointRecord]:
    """A page of what is over, the newest first: sessions that took place or were cancelled, and
    whatever a worker keeps of those whom they no longer meet."""
    wanted = visible(JointRecord, to=me) if relationships is None else held_under(me, relationships)
    was = JointRecord.kind.in_(MEETINGS) & (JointRecord.state != RecordState.OPEN)
    return page_of(
        session,
        wanted.where(JointRecord.kind.in_(KINDS), was | ~JointRecord.lasts(me)).options(
            selectinload(JointRecord.holders), selectinload(JointRecord.words)
        ),
        key=(JointRecord.took_place_at, JointRecord.id),
        after=read_key(after, read_moment),
        key_of=lambda each: key_text(each.took_place_at, each.id),
    )


def is_for_two(of: JointRecord) -> bool:
    """Whether it is a session of two people, not of a group."""
    return of.kind is RecordKind.SESSION


def when(of: JointRecord) -> datetime:
    """When a session is; every one has its time."""
    assert of.starts_at is not None, "A session is planned with its time."  # noqa: S101
    return of.starts_at


def rhythms_of(
    session: Session, relationships: Sequence[UUID]
) -> dict[tuple[UUID, SupervisionPurpose], Rhythm]:
    """When each pair agreed and met: dates alone."""
    rows = session.scalars(sa.select(Rhythm).where(Rhythm.relationship_id.in_(relationships)))
    return {(each.relationship_id, each.purpose): each for each in rows}


def count_waiting(session: Session, me: Person, relationships: Sequence[UUID]) -> dict[UUID, int]:
    """How much waits for the next session of each pair."""
    rows = session.execute(
        for_viewer(
            sa.select(AgendaItem.relationship_id, sa.func.count())
            .where(AgendaItem.record_id.is_(None), AgendaItem.relationship_id.in_(relationships))
            .group_by(AgendaItem.relationship_id),
            me,
        )
    )
    return {row[0]: row[1] for row in rows if row[0] is not None}


def get_item(session: Session, me: Person, item_id: UUID) -> AgendaItem | None:
    """One point that this person may read."""
    return session.scalar(visible(AgendaItem, to=me).where(AgendaItem.id == item_id))


def held_under(me: Person, relationships: Sequence[UUID]) -> sa.Select[JointRecord]:
    """The records that somebody holds by one of these relationships."""
    under = sa.select(Holder.record_id).where(Holder.relationship_id.in_(relationships))
    return visible(JointRecord, to=me).where(JointRecord.id.in_(under))


def whole(statement: sa.Select[JointRecord]) -> sa.Select[JointRecord]:
    """With everybody who holds it and what they said; its versions are read one by one."""
    parts = (JointRecord.holders, JointRecord.words)
    return statement.options(*(selectinload(part) for part in parts))


def with_both() -> sa.Select[Relationship]:
    """Relationships with both people, in one query."""
    return sa.select(Relationship).options(
        joinedload(Relationship.worker), joinedload(Relationship.other)
    )
