"""A co-reflection of four people: each says their word, and each takes away their own."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from journal import Application
from journal.domain.relationships import RelationshipKind
from journal.extensions import db
from journal.models import Relationship
from journal.models.base import now
from tests.browser.conftest import Visitor
from tests.browser.supervising import (
    agrees,
    closes,
    here,
    plans,
    puts_on_the_agenda,
    writes_the_record,
)
from tests.conftest import apart, inside
from tests.world import World

pytestmark = pytest.mark.browser

Visitors = Callable[[], Visitor]

GROUP = {
    "worker": "Worker Person",
    "other_worker": "Other Worker Person",
    "reader": "Reader Person",
}
QUESTIONS = {part: f"What the {part.replace('_', ' ')} wonders about." for part in GROUP}
TOGETHER = "When do we say no together, and when does one of us say it alone?"
DIFFERENT = "For me it was less about saying no than about being heard."


@pytest.fixture
def group(app: Application, world: World) -> World:
    """The supervisor supervises two more."""

    def bind() -> None:
        for part in ("other_worker", "reader"):
            bond = Relationship(
                organisation_id=world.supervisor.organisation_id,
                worker_id=world.people[part].id,
                other_id=world.supervisor.id,
                kind=RelationshipKind.SUPERVISOR,
                began_at=now() - timedelta(days=20),
            )
            db.session.add(bond)
        db.session.commit()

    apart(lambda: inside(app, bind))
    return world


def test_four_people_think_together_and_each_takes_away_their_own(
    group: World, visitor: Visitors
) -> None:
    facilitator, workers = visitor(), {part: visitor() for part in GROUP}
    facilitator.signs_in("supervisor@test.example")
    session = gathers(facilitator)
    for part, worker in workers.items():
        worker.signs_in(f"{part}@test.example")
        puts_on_the_agenda(worker, session, QUESTIONS[part])
    goes_through_all(facilitator, session)
    writes_the_record(facilitator, TOGETHER, "What you thought about together")
    closes(facilitator)
    agrees(facilitator)
    *others, last = workers.values()
    for worker in others:
        worker.goes_to(session)
        assert worker.sees(TOGETHER)
        agrees(worker)
    sees_it_differently(last, session)
    the_word_stands_beside(others[0], session)

    kept = [takes_away(each, session) for each in (facilitator, *workers.values())]
    for address in kept[1:]:
        facilitator.goes_to(address)
        assert not facilitator.sees("What I take away")
    last.goes_to(kept[0])
    assert not last.sees("What I take away")


def gathers(facilitator: Visitor) -> str:
    """Everybody is ticked already; one alone is not a group."""
    facilitator.goes_to("/supervision")
    facilitator.presses("Plan a co-reflection", role="link")
    for name in GROUP.values():
        facilitator.page.get_by_label(name, exact=True).uncheck()
    facilitator.presses("Plan it")
    assert facilitator.sees("Please tick two people or more.")
    for name in GROUP.values():
        facilitator.page.get_by_label(name, exact=True).check()
    return plans(facilitator)


def goes_through_all(facilitator: Visitor, session: str) -> None:
    """One question at a time, whoever brought it."""
    facilitator.goes_to(session)
    facilitator.presses("Go through the agenda, one thing at a time", role="link")
    for question in QUESTIONS.values():
        assert facilitator.sees(question)
        facilitator.presses("Talked about")
    assert here(facilitator) == session


def sees_it_differently(worker: Visitor, session: str) -> None:
    """Beside the record, not instead of it."""
    worker.goes_to(session)
    worker.presses("Read and say your word", role="link")
    worker.presses("I see it differently")
    assert worker.sees("Please write in a few words how you see it differently.")
    worker.types("How you see it", DIFFERENT)
    worker.presses("I see it differently")


def the_word_stands_beside(worker: Visitor, session: str) -> None:
    """Both can be read by everybody who was there."""
    worker.goes_to(session)
    assert worker.sees(TOGETHER)
    assert worker.sees(DIFFERENT)


def takes_away(visitor: Visitor, session: str) -> str:
    """A reflection that nobody else reads; the answer is its address."""
    visitor.goes_to(session)
    visitor.presses("Write my own reflection", role="link")
    visitor.types("Title", "What I take away")
    visitor.page.locator("#answer_what").fill("Somebody said what I had not dared to say.")
    visitor.presses("Save")
    assert visitor.sees("Only you can read this.")
    return here(visitor)
