"""What the cast of the tests hold together: agreements, sessions, what waits for one."""

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from sqlalchemy.orm import Session

from journal.domain.joint_records import RecordKind, SupervisionPurpose
from journal.joint_records import Written
from journal.models import AgendaItem, CalendarFeed, JointRecord
from journal.models.base import now
from journal.models.confidential import act_as
from journal.supervision import actions, agenda, agenda_queries
from journal.supervision.calendars import hash_of

if TYPE_CHECKING:
    from tests.world import World

PEER, PRACTICE, LINE = (
    SupervisionPurpose.PEER,
    SupervisionPurpose.PRACTICE,
    SupervisionPurpose.LINE,
)


def add_to(session: Session, world: "World") -> None:
    """One of each in every state that makes a difference to who may read it."""
    world.ids["record_id"], world.ids["item_id"] = [], []
    add_agreement(session, world, "supervisor", PRACTICE, agreed=True)
    add_agreement(session, world, "manager", LINE, agreed=False)
    add_agreement(session, world, "ex_supervisor", PRACTICE, agreed=True)
    planned = add_session(session, world, "supervisor", "planned", days=7)
    add_session(session, world, "ex_supervisor", "leftover", days=7)
    held = add_session(session, world, "supervisor", "held", days=-20)
    hold(session, world, "supervisor", held)
    gone = add_session(session, world, "ex_supervisor", "gone", days=-200)
    hold(session, world, "ex_supervisor", gone)
    cancelled = add_session(session, world, "manager", "cancelled", days=-3)
    act_as(session, world.manager)
    why = world.canary("cancelledwhy", "worker", "manager")
    actions.cancel(session, world.manager, cancelled, why)
    add_points(session, world, planned)
    session.add(CalendarFeed(person_id=world.worker.id, token_hash=hash_of("a secret")))
    session.flush()


def add_agreement(
    session: Session, world: "World", other: str, purpose: SupervisionPurpose, *, agreed: bool
) -> JointRecord:
    """An agreement drawn up by the supporter, with a later draft over what was agreed."""
    person, name = world.people[other], f"agreement{other}"
    seen_by = {"worker", other} - {"ex_supervisor"}
    act_as(session, person)
    made = actions.draw_up(
        session,
        person,
        uuid4(),
        world.relationships[other],
        purpose,
        agreement_of(world.canary(f"{name}aim", *seen_by)),
    )
    if agreed:
        for part in (other, "worker"):
            act_as(session, world.people[part])
            word = world.canary(f"{name}{part}word", *seen_by)
            actions.say(session, world.people[part], made, 1, True, word)
        later = agreement_of(world.canary(f"{name}later", *seen_by))
        act_as(session, world.worker)
        actions.change(session, world.worker, made, later, 1)
    world.ids["record_id"].append(made.id)
    return made


def agreement_of(words: str) -> Written:
    """What an agreement says."""
    begins = now() - timedelta(days=250)
    review = (begins + timedelta(days=180)).date()
    return Written({"aim": words, "format": "1-to-1"}, begins, 60, review, 4)


def add_session(
    session: Session, world: "World", other: str, name: str, *, days: int
) -> JointRecord:
    """A session planned by the worker, with a point on its agenda and words in its record."""
    seen_by = {"worker", other} - {"ex_supervisor"}
    bond = world.relationships[other]
    purpose = LINE if other == "manager" else PRACTICE
    starts_at = now() + timedelta(days=days)
    texts = {key: world.canary(f"{name}{key}", *seen_by) for key in ("points", "wellbeing")}
    act_as(session, world.worker)
    made = actions.plan(
        session,
        world.worker,
        uuid4(),
        RecordKind.SESSION,
        purpose,
        [bond],
        Written({"place": world.canary(f"{name}place", *seen_by), **texts}, starts_at, 60),
    )
    point = AgendaItem(
        id=uuid4(), author_id=world.worker.id, text=world.canary(f"{name}point", *seen_by)
    )
    agenda.put_on(session, world.worker, point, made, bond.id)
    world.ids["record_id"].append(made.id)
    world.ids["item_id"].append(point.id)
    return made


def hold(session: Session, world: "World", other: str, of: JointRecord) -> None:
    """It took place; the supporter sees it differently."""
    person = world.people[other]
    seen_by = {"worker", other} - {"ex_supervisor"}
    act_as(session, person)
    for item in agenda_queries.agenda_of(session, person, of.id).page.rows:
        agenda.talked_about(session, person, item, of, True)
    actions.hold(session, person, of)
    word = world.canary(f"held{other}word", *seen_by)
    actions.say(session, person, of, 1, False, word)


def add_points(session: Session, world: "World", planned: JointRecord) -> None:
    """Something for the next session with the manager, where none is planned."""
    act_as(session, world.worker)
    waiting = AgendaItem(
        id=uuid4(),
        author_id=world.worker.id,
        text=world.canary("waitingpoint", "worker", "manager"),
        about_kind="entry",
        about_key=str(world.entries["draft"].id),
    )
    agenda.bring(session, world.worker, waiting, world.relationships["manager"])
    world.ids["item_id"].append(waiting.id)
    act_as(session, world.supervisor)
    theirs = AgendaItem(
        id=uuid4(),
        author_id=world.supervisor.id,
        text=world.canary("theirpoint", "worker", "supervisor"),
    )
    bond = world.relationships["supervisor"].id
    agenda.put_on(session, world.supervisor, theirs, planned, bond)
    world.ids["item_id"].append(theirs.id)
