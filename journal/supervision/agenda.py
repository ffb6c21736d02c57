"""The agenda: what people bring, what was talked about, and what comes back next time."""

from collections.abc import Iterable, Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal import joint_records
from journal.audit import Event, record
from journal.domain.joint_records import RecordKind, RecordState
from journal.free_id import add_with_free_id, id_for_words, one_at_a_time
from journal.joint_records import Closed
from journal.models import AgendaItem, JointRecord, Person, Relationship
from journal.models.base import now
from journal.models.confidential import visible
from journal.supervision import queries


def put_on(
    session: Session, me: Person, item: AgendaItem, of: JointRecord, bond: UUID | None
) -> AgendaItem:
    """Put a point on the agenda of a planned session; a form sent twice makes one point."""
    if of.state is not RecordState.OPEN or joint_records.is_over_for(session, of, me):
        raise Closed
    item.record_id, item.relationship_id = of.id, bond
    return keep(session, me, item, joint_records.workers_of(of))


def bring(session: Session, me: Person, item: AgendaItem, bond: Relationship) -> AgendaItem:
    """For the next session with somebody: on its agenda when there is one, else it waits."""
    item.relationship_id = bond.id
    coming = queries.next_session(session, me, bond.id)
    item.record_id = coming.id if coming else None
    return keep(session, me, item, {bond.worker_id})


def keep(session: Session, me: Person, item: AgendaItem, workers: Iterable[UUID]) -> AgendaItem:
    """Write the point down, once; with other words, it is another."""
    one_at_a_time(session, me)
    ids = (item.id, id_for_words(item.id, item.text))
    there = session.scalars(visible(AgendaItem, to=me).where(AgendaItem.id.in_(ids))).all()
    for again in there:
        if (again.author_id, again.text) == (me.id, item.text):
            return again
    item.id = ids[bool(there)]
    add_with_free_id(session, item)
    note(session, me, Event.BROUGHT_TO_SUPERVISION, item, workers)
    return item


def take_off(session: Session, me: Person, item: AgendaItem, workers: Iterable[UUID]) -> None:
    """Its writer takes it back."""
    note(session, me, Event.TAKEN_OFF_AGENDA, item, workers)
    session.delete(item)
    session.flush()


def talked_about(
    session: Session, me: Person, item: AgendaItem, of: JointRecord, is_done: bool
) -> None:
    """Tick it, or take the tick away."""
    if bool(item.talked_about_at) != is_done:
        item.talked_about_at = now() if is_done else None
        note(session, me, Event.TALKED_ABOUT, item, joint_records.workers_of(of))


def gather(session: Session, me: Person, into: JointRecord, bonds: Sequence[Relationship]) -> None:
    """What waits comes onto the agenda. A group takes only what its own last meeting left over:
    what was brought to one person is not for the others to read."""
    if into.kind is RecordKind.SESSION:
        waits = AgendaItem.record_id.is_(None) & AgendaItem.relationship_id.in_(
            [each.id for each in bonds]
        )
    elif into.follows_id is None:
        return
    else:
        left = (AgendaItem.record_id == into.follows_id) & AgendaItem.talked_about_at.is_(None)
        waits = left & AgendaItem.author_id.in_(joint_records.people_of(into))
    move(session, me, waits, into.id)


def carry_over(session: Session, me: Person, of: JointRecord) -> None:
    """What was not talked about goes to the next session, or waits for it."""
    left = (AgendaItem.record_id == of.id) & AgendaItem.talked_about_at.is_(None)
    bonds = [each.relationship_id for each in of.holders if each.relationship_id]
    if of.kind is RecordKind.SESSION and bonds:
        coming = queries.next_session(session, me, bonds[0])
        move(session, me, left, coming.id if coming else None)


def bring_back(session: Session, me: Person, to: JointRecord) -> None:
    """What went on from there comes back, unless it was talked about meanwhile."""
    went_on = (AgendaItem.moved_from_id == to.id) & AgendaItem.talked_about_at.is_(None)
    for item in session.scalars(visible(AgendaItem, to=me).where(went_on)):
        item.record_id, item.moved_from_id = to.id, None
    session.flush()


def move(session: Session, me: Person, which: sa.ColumnElement[bool], to: UUID | None) -> None:
    """Move points that the acting person can read; each remembers where it stood last."""
    for item in session.scalars(visible(AgendaItem, to=me).where(which)):
        item.moved_from_id = item.record_id or item.moved_from_id
        item.record_id = to
    session.flush()


def note(
    session: Session, me: Person, event: Event, item: AgendaItem, workers: Iterable[UUID]
) -> None:
    """Record the act for every worker whose supervision it is."""
    for worker in sorted(workers):
        record(session, me, event, owner=worker, subject=("agenda_item", item.id))
    session.flush()
