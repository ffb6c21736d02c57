"""What the workers of the tests had looked through and brought in from elsewhere."""

from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from journal.database import begin_writing
from journal.domain.framework import PRINCIPLES
from journal.elsewhere import actions
from journal.elsewhere.planning import How, plan_of
from journal.elsewhere.reading.reading import read
from journal.elsewhere.tagging import Frameworks
from journal.formatting import today
from journal.library import content
from journal.models import Person
from journal.models.confidential import act_as

if TYPE_CHECKING:
    from tests.world import World

PLACES = ("arrivedtitle", "arrivedtext", "arrivedtag")


def add_to(session: Session, world: "World") -> None:
    """For each worker a file that came in, and one that waits.

    In a session of its own: what the cast keeps of its objects is to know nothing of it.
    """
    session.commit()
    with Session(session.get_bind(), expire_on_commit=False) as own:
        begin_writing(own)
        for worker in ("worker", "other_worker"):
            for state in ("done", "waiting"):
                add_arrival(own, world, worker, state)
        own.commit()


def add_arrival(session: Session, world: "World", worker: str, state: str) -> None:
    """A table of one line, looked through; the first of a worker's is brought in as well."""
    texts = content()
    known = Frameworks(texts.standard.framework, texts.frameworks[PRINCIPLES])
    me = session.get_one(Person, world.people[worker].id)
    act_as(session, me)
    title, words, tag = (world.canary(f"{worker}{state}{each}", worker) for each in PLACES)
    table = f"Title,Date,What happened,KSBs,Tags\n{title},03/02/2026,{words},K4,{tag}\n"
    plan = plan_of(read(table.encode()), How(known, today(), ()))
    arrival = actions.keep(session, me, plan, world.canary(f"{worker}{state}file", worker))
    world.ids.setdefault("arrival_id", []).append(arrival.id)
    if state == "done":
        actions.bring_in(session, me, arrival)
