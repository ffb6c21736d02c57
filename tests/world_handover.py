"""What the worker of the tests handed on: a copy for the line manager, and one taken back."""

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from sqlalchemy.orm import Session

from journal import joint_records
from journal.domain.joint_records import RecordKind, SupervisionPurpose
from journal.models import HandedOn
from journal.models.base import now
from journal.models.confidential import act_as

if TYPE_CHECKING:
    from tests.world import World

LONG_AGO = timedelta(days=200)


def add_to(session: Session, world: "World") -> None:
    """One record made with somebody who supervised, handed on to one and back from another."""
    worker = world.worker
    act_as(session, worker)
    record = joint_records.begin(
        session,
        worker,
        uuid4(),
        RecordKind.SESSION,
        SupervisionPurpose.PRACTICE,
        [world.relationships["ex_supervisor"]],
        joint_records.Written(
            {"points": world.canary("handedrecord", "worker")}, starts_at=now() - LONG_AGO
        ),
    )
    manager = HandedOn(
        author_id=worker.id,
        record_id=record.id,
        relationship_id=world.relationships["manager"].id,
        title=world.canary("handedtitle", "worker", "manager"),
        text=world.canary("handedtext", "worker", "manager"),
    )
    coach = HandedOn(
        author_id=worker.id,
        record_id=record.id,
        relationship_id=world.relationships["coach"].id,
        title=world.canary("handedbacktitle", "worker"),
        text=world.canary("handedbacktext", "worker"),
        taken_back_at=now(),
    )
    session.add_all([manager, coach])
    session.flush()
    world.ids["handed_id"] = [manager.id, coach.id]
    world.ids.setdefault("record_id", []).append(record.id)
