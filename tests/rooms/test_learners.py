"""The coach's day: their learners and what waits, from what each shares, and nothing else."""

import re
from datetime import date, timedelta

from sqlalchemy.orm import Session

from journal.domain.hours import TrainingMethod
from journal.domain.relationships import RelationshipKind
from journal.models import HoursLine, Person, Programme, Relationship
from journal.models.confidential import act_as
from tests.queries import queries_of
from tests.rooms.reviewing_together import ClientFor, end, prepare, ready, write
from tests.world import World

LINK = 'href="/learners"'


def add_learners(session: Session, world: World, first: int, number: int) -> None:
    """So many more people whom the coach coaches, each with a log."""
    for place in range(first, first + number):
        person = Person(
            organisation_id=world.coach.organisation_id,
            email=f"learner{place}@test.example",
            name=f"Learner {place:03}",
            password_hash=None,
        )
        session.add(person)
        session.flush()
        session.add_all([programme_of(person), bond_of(world, person)])
        session.flush()
        act_as(session, person)
        session.add(line_of(person))
        session.flush()
    session.commit()


def programme_of(person: Person) -> Programme:
    """Ten months in, and near the end."""
    began = date.today() - timedelta(days=300)
    return Programme(person_id=person.id, began_on=began, ends_on=date.today() + timedelta(days=30))


def bond_of(world: World, person: Person) -> Relationship:
    """The coach is their coach."""
    return Relationship(
        organisation_id=person.organisation_id,
        worker_id=person.id,
        other_id=world.coach.id,
        kind=RelationshipKind.COACH,
    )


def line_of(person: Person) -> HoursLine:
    """An hour of training that nobody has verified."""
    return HoursLine(
        organisation_id=person.organisation_id,
        author_id=person.id,
        dated=date.today(),
        method=TrainingMethod.TEACHING,
        description="What only this line says.",
        codes=[],
        minutes=60,
        in_paid_hours=True,
    )


def test_the_link_is_there_for_those_who_coach_or_manage_and_nobody_else(
    world: World, client_for: ClientFor, session: Session
) -> None:
    for part in ("coach", "manager"):
        assert LINK in client_for(world.people[part]).get("/").text
    for part in ("worker", "supervisor", "reader", "admin", "stranger"):
        client = client_for(world.people[part])
        assert LINK not in client.get("/").text
        assert "You coach or manage nobody" in client.get("/learners").text
    end(session, world, "coach")
    coach = client_for(world.coach)
    assert LINK not in coach.get("/").text
    assert world.worker.name not in coach.get("/learners").text


def test_a_line_says_who_is_behind_on_what_and_what_waits(
    world: World, client_for: ClientFor, session: Session
) -> None:
    page = client_for(world.coach).get("/learners").text
    assert world.worker.name in page
    assert "behind the plan" in page
    assert f'href="/people/{world.worker.id}/entries"' in page
    assert "1 entry" in page
    programme = session.get_one(Programme, world.worker.id)
    programme.reviewed_on = date.today() - timedelta(days=120)
    programme.ends_on = date.today() + timedelta(days=30)
    session.commit()
    for part in ("coach", "manager"):
        shown = client_for(world.people[part]).get("/learners").text
        assert "Review was due by" in shown
        assert ("Behaviours to verify: B1, B2, B3, B4, B5" in shown) is (part == "manager")
        assert ("Your declaration for the gateway" in shown) is (part == "manager")
        assert ("Still to settle: Maths." in shown) is (part == "coach")
        assert ("Nobody has said yet how it stands: English" in shown) is (part == "coach")


def test_nothing_that_anybody_wrote_stands_there(world: World, client_for: ClientFor) -> None:
    for part in ("coach", "manager"):
        page = client_for(world.people[part]).get("/learners").text
        assert [word for word in world.canaries if word in page] == []


def test_a_review_that_waits_leads_to_it(world: World, client_for: ClientFor) -> None:
    worker, coach, manager = (client_for(world.people[x]) for x in ("worker", "coach", "manager"))
    page = prepare(coach, world.worker)
    assert "being written" in coach.get("/learners").text
    write(worker, page, 1, well="A good start.")
    ready(worker, page)
    for client in (coach, manager):
        assert f'<a href="{page}">Progress review for you to read and sign</a>' in client.get(
            "/learners"
        ).text.replace("\n", "")
    coach.post(f"{page}/sign", {"number": "2", "do": "sign"})
    assert "waits for others" in coach.get("/learners").text
    assert "A good start." not in coach.get("/learners").text


def test_the_number_of_queries_does_not_grow_with_the_learners(
    world: World, client_for: ClientFor, session: Session
) -> None:
    coach = client_for(world.coach)
    add_learners(session, world, 0, 2)
    coach.get("/learners")
    three = len(queries_of(coach, "/learners"))
    add_learners(session, world, 2, 9)
    coach.get("/learners")
    twelve = len(queries_of(coach, "/learners"))
    assert twelve == three


def test_forty_learners_come_in_pages_and_nobody_is_missed_or_shown_twice(
    world: World, client_for: ClientFor, session: Session
) -> None:
    add_learners(session, world, 0, 40)
    coach, path, seen = client_for(world.coach), "/learners", list[str]()
    while path:
        page = coach.get(path).text
        seen += re.findall(r'<h2 class="worker-name"><a [^>]*>([^<]*)<', page)
        assert page.count('id="learner-') <= 20
        following = re.search(r'href="(/learners\?after=[^"]+)"', page)
        path = following.group(1) if following else ""
    expected = sorted([world.worker.name, *(f"Learner {place:03}" for place in range(40))])
    assert seen == expected
    assert coach.get("/learners?after=nonsense").text.count('id="learner-') == 20
