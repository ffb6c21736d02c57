"""What the tests of handing on share: records that the worker held with somebody."""

from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal import joint_records
from journal.domain.actions import ActionKind
from journal.domain.joint_records import RecordKind, SupervisionPurpose
from journal.models import Action, AgendaItem, HandedOn, JointRecord, Person, Relationship
from journal.models.base import now
from journal.models.confidential import act_as, visible
from tests.world import World


def ended(session: Session, world: World, other: str) -> None:
    """The relationship is over, as its own page would end it."""
    bond = session.get_one(Relationship, world.relationships[other].id)
    bond.ended_at = now()
    session.commit()


def held(
    session: Session,
    world: World,
    words: str,
    kind: RecordKind = RecordKind.SESSION,
    others: tuple[str, ...] = ("supervisor",),
) -> UUID:
    """A record that the worker holds with others, with words of its own."""
    worker = world.worker
    act_as(session, worker)
    made = joint_records.begin(
        session,
        worker,
        uuid4(),
        kind,
        SupervisionPurpose.PRACTICE,
        [session.merge(world.relationships[other]) for other in others],
        joint_records.Written({"points": words}, starts_at=now()),
    )
    joint_records.say(session, worker, made, 1, False, f"{words} differently")
    session.add(AgendaItem(author_id=worker.id, record_id=made.id, text=f"{words} agenda"))
    session.commit()
    return made.id


def action(session: Session, world: World, text: str, owner: str = "worker") -> UUID:
    """Something still to do between the worker and the supervisor."""
    act_as(session, world.worker)
    made = Action(
        author_id=world.worker.id,
        worker_id=world.worker.id,
        owner_id=world.people[owner].id,
        relationship_id=world.relationships["supervisor"].id,
        kind=ActionKind.TASK,
        text=text,
    )
    session.add(made)
    session.commit()
    return made.id


def records_read_by(session: Session, person: Person) -> set[UUID]:
    """The records that somebody can read at this moment."""
    found = visible(JointRecord, to=person).with_only_columns(JointRecord.id)
    return ids(session, found)


def copies_read_by(session: Session, person: Person) -> set[UUID]:
    """The records of which somebody can read a copy that was handed on to them."""
    found = visible(HandedOn, to=person).where(HandedOn.author_id != person.id)
    return ids(session, found.with_only_columns(HandedOn.record_id))


def actions_read_by(session: Session, person: Person) -> dict[str, Action]:
    """The actions that somebody can read, by their text; the newest of each."""
    found = session.scalars(visible(Action, to=person).order_by(Action.made_at)).all()
    session.rollback()
    return {each.text: each for each in found}


def ids(session: Session, statement: sa.Select[UUID]) -> set[UUID]:
    """The ids that a query finds, with nothing left open."""
    found = set(session.scalars(statement))
    session.rollback()
    return found
