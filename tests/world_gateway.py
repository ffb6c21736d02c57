"""What the cast of the tests reviewed together, and what stands at the gateway."""

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from journal import following_up
from journal.domain.actions import ActionKind
from journal.domain.gateway import Subject, SubjectState
from journal.formatting import today
from journal.gateway import actions as gateway
from journal.models import JointRecord, Programme
from journal.models.base import now
from journal.models.confidential import act_as
from journal.progress_reviews import actions as reviews

if TYPE_CHECKING:
    from tests.world import World

THREE = ("worker", "manager", "coach")
TWO = ("worker", "coach")
MET_AGO = timedelta(days=20)


def add_to(session: Session, world: "World") -> None:
    """A signed review with what belongs to it, and what is written down for the gateway."""
    signed = add_review(session, world, "signed")
    sign(session, world, signed, THREE, "signedword")
    add_support(session, world, signed)
    add_gateway(session, world)
    others = session.get_one(Programme, world.other_worker.id)
    others.reviewed_on = today() - MET_AGO
    session.flush()


def add_review(session: Session, world: "World", name: str) -> JointRecord:
    """A review with a word of each of the three, and something agreed and let go again."""
    made = None
    for part, key in (("coach", "provider_view"), ("worker", "hard"), ("manager", "employer_view")):
        person = world.people[part]
        act_as(session, person)
        if made is None:
            starts_at = now() - MET_AGO
            made = reviews.begin(session, person, uuid4(), world.worker, starts_at, 60)
        word = world.canary(f"{name}{part}view", *THREE)
        reviews.write(session, person, made, {key: word}, made.revision)
    assert made is not None
    text = world.canary(f"{name}target", *THREE)
    target = reviews.Target(text, world.manager.id, None, ActionKind.OPPORTUNITY, ("K27",))
    action = reviews.add_target(session, world.manager, made, uuid4(), target)
    following_up.let_go(session, world.manager, action, world.canary(f"{name}why", *THREE))
    world.ids.setdefault("action_id", []).append(action.id)
    note_record(world, made.id)
    return made


def sign(
    session: Session, world: "World", of: JointRecord, parts: tuple[str, ...], name: str
) -> None:
    """It is ready, and each of these signs, the last of them with a view beside an earlier one."""
    act_as(session, world.worker)
    if of.follows_id is None:
        reviews.get_ready(session, world.worker, of)
    act_as(session, world.coach)
    differently = world.canary(name, *parts)
    reviews.sign(session, world.coach, of, of.revision, False, differently)
    for part in parts:
        act_as(session, world.people[part])
        reviews.sign(session, world.people[part], of, of.revision, True, "")


def add_support(session: Session, world: "World", review: JointRecord) -> None:
    """Learning support: for the worker and their coach, and nobody else."""
    act_as(session, world.worker)
    fields = {"helps": world.canary("supporthelps", *TWO)}
    made = reviews.begin_support(session, world.worker, uuid4(), review, fields)
    act_as(session, world.coach)
    change = {"adjust": world.canary("supportadjust", *TWO)}
    reviews.write(session, world.coach, made, change, made.revision)
    sign(session, world, made, TWO, "supportword")
    note_record(world, made.id)


def add_gateway(session: Session, world: "World") -> None:
    """English for a reason, and behaviours that the line manager saw."""
    act_as(session, world.coach)
    reason = world.canary("subjectreason", *TWO)
    coach, worker, manager = world.coach, world.worker, world.manager
    gateway.note_subject(session, coach, worker, Subject.MATHS, SubjectState.OUTSTANDING, reason)
    act_as(session, manager)
    seen = {"B1": (False, world.canary("behaviourseen", *THREE))}
    gateway.see_behaviours(session, manager, worker, seen)
    gateway.declare(session, manager, worker, False, world.canary("declaration", *THREE))


def note_record(world: "World", record_id: UUID) -> None:
    """A record that an address can hold."""
    world.ids.setdefault("record_id", []).append(record_id)
