"""What the cast of the tests logged of their training, and what was said of it."""

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from journal.domain.hours import TrainingMethod
from journal.formatting import today
from journal.hours import actions
from journal.hours.actions import Written
from journal.models import HoursLine
from journal.models.confidential import act_as

if TYPE_CHECKING:
    from tests.world import World

READERS = ("worker", "manager", "coach")


def add_to(session: Session, world: "World") -> None:
    """One line in each state: waiting, verified, asked about, changed, taken off, another's."""
    lines = {name: add_line(session, world, "worker", name) for name in ("waiting", "verified")}
    lines |= {name: add_line(session, world, "worker", name) for name in ("asked", "old", "off")}
    lines["theirs"] = add_line(session, world, "other_worker", "theirs")
    act_as(session, world.coach)
    actions.verify(session, world.coach, [lines["verified"]])
    question = world.canary("hoursquestion", *READERS)
    actions.ask(session, world.coach, lines["asked"], question, "http://localhost/")
    act_as(session, world.worker)
    newer = line_saying(world, "worker", "newer", "shared")
    lines["newer"] = actions.change(session, world.worker, lines["old"], newer)
    actions.take_off(session, world.worker, lines["off"])
    world.ids["line_id"] = [line.id for line in lines.values()]


def add_line(session: Session, world: "World", author: str, name: str) -> HoursLine:
    """A line with a canary in its description."""
    act_as(session, world.people[author])
    return actions.add(session, world.people[author], line_saying(world, author, name), uuid4())


def line_saying(world: "World", author: str, name: str, entry: str = "") -> Written:
    """What a line says; the canary is seen by whoever may verify it, and by nobody else."""
    readers = READERS if author == "worker" else (author,)
    entry_id: UUID | None = world.entries[entry].id if entry else None
    return Written(
        dated=today() - timedelta(days=5),
        method=TrainingMethod.SHADOWING,
        description=world.canary(f"hours{name}", *readers),
        codes=("K4", "S2"),
        minutes=50,
        in_paid_hours=True,
        entry_id=entry_id,
    )
