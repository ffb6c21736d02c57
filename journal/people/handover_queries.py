"""What a worker held or shared with somebody, and can hand on to whoever comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from journal.domain.actions import ActionState
from journal.domain.joint_records import RecordKind
from journal.domain.relationships import RelationshipKind
from journal.models import (
    Action,
    AgendaItem,
    Entry,
    HandedOn,
    Holder,
    JointRecord,
    Person,
    Relationship,
    Share,
)
from journal.models.confidential import visible
from journal.people.queries import with_both

MOST = 200
ONE_TO_ONE = (RecordKind.AGREEMENT, RecordKind.SESSION, RecordKind.OBSERVATION)
"""A record of a group is not one worker's to hand on."""


@dataclass(frozen=True)
class Offered:
    """What there is to hand on, the newest first."""

    records: Sequence[JointRecord]
    actions: Sequence[Action]
    entries: Sequence[Entry]

    def of_kind(self, kind: RecordKind) -> list[JointRecord]:
        """The records of one kind."""
        return [each for each in self.records if each.kind is kind]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing."""
        return not (self.records or self.actions or self.entries)

    def narrowed(self, ids: set[str]) -> "Offered":
        """Only what was ticked."""
        return Offered(
            [each for each in self.records if str(each.id) in ids],
            [each for each in self.actions if str(each.id) in ids],
            [each for each in self.entries if str(each.id) in ids],
        )


def get_own_bond(session: Session, me: Person, relationship_id: UUID) -> Relationship | None:
    """Somebody who supports or supported me; current or ended."""
    return session.scalar(
        with_both().where(Relationship.id == relationship_id, Relationship.worker_id == me.id)
    )


def next_ones(session: Session, me: Person, bond: Relationship) -> Sequence[Relationship]:
    """Who supports me now in a way in which they could go on from there."""
    return session.scalars(
        with_both()
        .where(
            Relationship.worker_id == me.id,
            Relationship.id != bond.id,
            Relationship.kind != RelationshipKind.READER,
            Relationship.is_current(),
        )
        .order_by(Relationship.began_at.desc(), Relationship.id)
    ).all()


def offered(session: Session, me: Person, bond: Relationship) -> Offered:
    """Everything of this relationship that the worker can hand on."""
    return Offered(records_of(session, me, bond), actions_of(session, me, bond), entries_of(
        session, me, bond
    ))  # fmt: skip


def records_of(session: Session, me: Person, bond: Relationship) -> Sequence[JointRecord]:
    """The records that the two held together."""
    through = sa.select(Holder.record_id).where(Holder.relationship_id == bond.id)
    return session.scalars(
        visible(JointRecord, to=me)
        .where(JointRecord.id.in_(through), JointRecord.kind.in_(ONE_TO_ONE))
        .options(selectinload(JointRecord.holders), selectinload(JointRecord.words))
        .order_by(JointRecord.starts_at.desc().nulls_last(), JointRecord.created_at.desc())
        .limit(MOST)
    ).all()


def actions_of(session: Session, me: Person, bond: Relationship) -> Sequence[Action]:
    """What the two had still to do."""
    return session.scalars(
        visible(Action, to=me)
        .where(
            Action.worker_id == me.id,
            Action.relationship_id == bond.id,
            Action.state == ActionState.OPEN,
        )
        .order_by(Action.due_on.asc().nulls_last(), Action.made_at, Action.id)
        .limit(MOST)
    ).all()


def entries_of(session: Session, me: Person, bond: Relationship) -> Sequence[Entry]:
    """The entries that the other could read until the end."""
    shared = sa.select(Share.entry_id).where(
        Share.relationship_id == bond.id, Share.withdrawn_at.is_(None)
    )
    return session.scalars(
        visible(Entry, to=me)
        .where(Entry.author_id == me.id, Entry.deleted_at.is_(None), Entry.id.in_(shared))
        .options(selectinload(Entry.statements))
        .order_by(Entry.dated.desc(), Entry.id)
        .limit(MOST)
    ).all()


def agenda_of(
    session: Session, me: Person, records: Sequence[JointRecord]
) -> dict[UUID, list[AgendaItem]]:
    """What stood on the agenda of each record: it goes along."""
    items = visible(AgendaItem, to=me).where(
        AgendaItem.record_id.in_([each.id for each in records])
    )
    return by_record(session.scalars(items.order_by(AgendaItem.brought_at, AgendaItem.id)).all())


def agreed_actions_of(
    session: Session, me: Person, records: Sequence[JointRecord]
) -> dict[UUID, list[Action]]:
    """The actions written down in each record: they go along."""
    found = visible(Action, to=me).where(Action.record_id.in_([each.id for each in records]))
    return by_record(session.scalars(found.order_by(Action.made_at, Action.id)).all())


def by_record(rows: Sequence[AgendaItem] | Sequence[Action]) -> dict[UUID, list]:  # type: ignore[type-arg]
    """The rows of each record."""
    found: dict[UUID, list] = {}  # type: ignore[type-arg]
    for row in rows:
        if row.record_id:
            found.setdefault(row.record_id, []).append(row)
    return found


def handed_to(session: Session, me: Person, worker_id: UUID) -> Sequence[HandedOn]:
    """The copies of records that a worker handed on to me, the newest first."""
    return session.scalars(
        visible(HandedOn, to=me)
        .where(HandedOn.author_id == worker_id, HandedOn.author_id != me.id)
        .order_by(HandedOn.handed_at.desc(), HandedOn.title, HandedOn.id)
        .limit(MOST)
    ).all()


def get_handed_on(session: Session, me: Person, handed_id: UUID) -> HandedOn | None:
    """One copy, to the worker who handed it on or to whoever it went to."""
    return session.scalar(visible(HandedOn, to=me).where(HandedOn.id == handed_id))


def handed_on(session: Session, me: Person, records: Sequence[JointRecord]) -> Sequence[HandedOn]:
    """What was handed on of these and not taken back."""
    return session.scalars(
        visible(HandedOn, to=me).where(
            HandedOn.record_id.in_([each.id for each in records]), HandedOn.taken_back_at.is_(None)
        )
    ).all()
