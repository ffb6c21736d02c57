"""The skills scans, ratings and learning plans of the cast, in every state that matters."""

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from journal import following_up, ratings
from journal.domain.actions import ActionKind
from journal.domain.framework import PEER_WORKER
from journal.domain.ratings import Rating
from journal.domain.scan_answers import Given, mark_of
from journal.domain.skills_scan import ScanAnswer, ScanPart, ScanWordKind
from journal.following_up import Agreed
from journal.formatting import today
from journal.library import content
from journal.models import SkillsScan
from journal.models.confidential import act_as
from journal.skills_scan import actions

if TYPE_CHECKING:
    from tests.world import World

THREE = ("worker", "manager", "coach")
RATED = "S2"


def add_to(session: Session, world: "World") -> None:
    """A scan that was sent and answered, one begun after it, and one that was never sent."""
    sent = add_scan(session, world, "worker", "sent", THREE)
    actions.send(session, world.worker, sent)
    add_words(session, world, sent)
    add_scan(session, world, "worker", "again", ("worker",))
    add_scan(session, world, "other_worker", "theirs", ("other_worker",))
    add_ratings(session, world)
    add_chance(session, world)


def add_scan(
    session: Session, world: "World", author: str, name: str, seen_by: tuple[str, ...]
) -> SkillsScan:
    """A scan with an answer to everything, and a canary in every text of its first duty."""
    person = world.people[author]
    act_as(session, person)
    scan = actions.begin(session, person)
    for duty in content().skills_scan.duties:
        given = {
            part: Given(
                ScanAnswer.SOME if part is ScanPart.SKILLS else ScanAnswer.NO,
                word(world, duty.number, f"scan{name}{part}already", seen_by),
                word(world, duty.number, f"scan{name}{part}gained", seen_by),
            )
            for part in ScanPart
        }
        saved = mark_of(actions.given_to(scan, duty.number))
        actions.save_duty(session, person, scan, duty.number, given, saved)
    note_id(world, "scan_id", scan.id)
    return scan


def word(world: "World", duty: int, name: str, seen_by: tuple[str, ...]) -> str:
    """A canary in the first duty, and plain words in the others."""
    return world.canary(name, *seen_by) if duty == 1 else "I help with this in the drop-in."


def add_words(session: Session, world: "World", scan: SkillsScan) -> None:
    """What the manager and the coach said to the scan that was sent."""
    act_as(session, world.manager)
    further = actions.Word(ScanWordKind.FURTHER, world.canary("scanfurther", *THREE))
    confirmed = actions.Word(ScanWordKind.CONFIRMED, world.canary("scanconfirmed", *THREE))
    actions.say(session, world.manager, scan, {1: further, 2: confirmed})
    act_as(session, world.coach)
    agreed = world.canary("scanmeeting", *THREE)
    actions.note_meeting(session, world.coach, scan, today(), agreed)


def add_ratings(session: Session, world: "World") -> None:
    """The worker's own, shown and not; and what two supporters say, one of them of the past."""
    statement = content().frameworks[PEER_WORKER][RATED]
    all_beside = ("worker", "supervisor", "manager", "coach")
    for name, shown, seen_by in (("shown", True, all_beside), ("hidden", False, ("worker",))):
        act_as(session, world.worker)
        words = world.canary(f"rating{name}", *seen_by)
        said = ratings.Said(Rating.LEARNING, words, shown)
        made = ratings.rate(session, world.worker, world.worker, statement, said, uuid4())
        note_id(world, "rating_id", made.id)
    for supporter, readers in (
        ("supervisor", ("worker", "supervisor")),
        ("ex_supervisor", ("worker",)),
    ):
        person, bond = world.people[supporter], world.relationships[supporter]
        act_as(session, person)
        said = ratings.Said(Rating.SURE, world.canary(f"rating{supporter}", *readers))
        made = ratings.rate(session, person, world.worker, statement, said, uuid4(), bond)
        note_id(world, "rating_id", made.id)


def add_chance(session: Session, world: "World") -> None:
    """A chance to learn that the worker agreed with their supervisor, for one KSB."""
    act_as(session, world.worker)
    made = following_up.agree(
        session,
        world.worker,
        uuid4(),
        Agreed(
            text=world.canary("chance", "worker", "supervisor"),
            due_on=today() + timedelta(days=9),
            kind=ActionKind.OPPORTUNITY,
            owner_id=world.worker.id,
            worker_id=world.worker.id,
            relationship=world.relationships["supervisor"],
            codes=("K27", "S20"),
        ),
    )
    note_id(world, "action_id", made.id)


def note_id(world: "World", name: str, thing: UUID) -> None:
    """Something that an address can hold."""
    world.ids.setdefault(name, []).append(thing)
