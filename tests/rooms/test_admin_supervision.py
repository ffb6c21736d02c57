"""What an organisation is told of its supervision: counts of dates, and never of so few."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal.domain.joint_records import SupervisionPurpose
from journal.domain.relationships import RelationshipKind
from journal.models import Person, Relationship, Rhythm, SupervisionCount
from journal.models.base import as_if, now
from journal.supervision_counts import count_anew
from tests.client import Client
from tests.queries import queries_counted, queries_of
from tests.rooms.handing_on import held
from tests.rooms.tagging import words_of
from tests.world import World

ClientFor = Callable[..., Client]
PAGE = "/admin/supervision"


@pytest.fixture(autouse=True)
def nothing_is_agreed_yet(session: Session, world: World) -> None:
    """What the cast agreed is not counted, so that each test counts only its own."""
    session.execute(sa.delete(Rhythm))
    session.commit()


def supervised(
    session: Session, world: World, count: int, home: str = "supervisor"
) -> list[Rhythm]:
    """So many more peer workers with a supervisor, each with a rhythm that holds nothing yet."""
    other = world.people[home]
    made = []
    for number in range(count):
        worker = Person(
            organisation_id=other.organisation_id,
            email=f"{home}{number}@count.example",
            name=f"Counted {number}",
        )
        session.add(worker)
        session.flush()
        bond = Relationship(
            organisation_id=other.organisation_id,
            worker_id=worker.id,
            other_id=other.id,
            kind=RelationshipKind.SUPERVISOR,
        )
        session.add(bond)
        session.flush()
        made.append(Rhythm(relationship_id=bond.id, purpose=SupervisionPurpose.PRACTICE))
    session.add_all(made)
    session.commit()
    return made


def counted_page(session: Session, client: Client) -> str:
    """Count anew, whatever was counted in this month before, and open the page."""
    session.execute(sa.delete(SupervisionCount))
    count_anew(session)
    session.commit()
    return client.get(PAGE).text


def numbers(page: str) -> list[str]:
    """What the table of supervision says, from top to bottom."""
    table = page.partition("<table")[2].partition("</table>")[0]
    return re.findall(r"<td[^>]*>([^<]+)</td>", table)


def test_a_large_organisation_is_told_its_numbers(
    session: Session, world: World, client_for: ClientFor
) -> None:
    """Two of the world's own people have a supervisor and nothing agreed; twenty more are made."""
    long_ago, soon = date.today() - timedelta(days=9), date.today() + timedelta(days=9)
    for place, rhythm in enumerate(supervised(session, world, 20)):
        if place < 16:
            rhythm.agreed_on, rhythm.every_weeks = long_ago, 4
            rhythm.review_on = long_ago if place < 6 else soon
            rhythm.last_held_at = now() - timedelta(weeks=2 if place < 9 else 5)
    session.commit()
    page = counted_page(session, client_for(world.admin))
    assert numbers(page) == ["22", "16", "9", "6"]
    assert "Fewer than 5 peer workers have a line manager" in words_of(page)


def test_small_groups_are_not_named(session: Session, world: World, client_for: ClientFor) -> None:
    for place, rhythm in enumerate(supervised(session, world, 20)):
        if place < 3:
            rhythm.agreed_on, rhythm.every_weeks = date.today(), 4
    session.commit()
    assert numbers(counted_page(session, client_for(world.admin))) == [
        "22",
        "fewer than 5",
        "not said",
        "not said",
    ]


def test_whoever_ends_relationships_cannot_count_before_and_after(
    session: Session, world: World, client_for: ClientFor
) -> None:
    """One person's agreement is not told by the difference of two counts."""
    rhythms = supervised(session, world, 20)
    for rhythm in rhythms[:12]:
        rhythm.agreed_on, rhythm.every_weeks = date.today(), 4
    session.commit()
    admin = client_for(world.admin)
    before = numbers(counted_page(session, admin))
    assert before[:2] == ["22", "12"]
    bond = session.get_one(Relationship, rhythms[0].relationship_id)
    people = f"/admin/people/{bond.worker_id}"
    assert admin.get(people).status_code == 200
    bond.ended_at = now()
    session.commit()
    for _ in range(2):
        assert count_anew(session) == 0, "no more than once a month"
        session.commit()
        assert numbers(admin.get(PAGE).text) == before
    next_month = (date.today().replace(day=1) + timedelta(days=40)).replace(day=2)
    with as_if(datetime.combine(next_month, datetime.min.time(), UTC)):
        assert count_anew(session) > 0
        session.commit()
    assert numbers(admin.get(PAGE).text)[:2] == ["21", "11"]


def test_before_the_first_count_the_page_says_so(
    session: Session, world: World, client_for: ClientFor
) -> None:
    page = client_for(world.admin).get(PAGE).text
    assert "Nothing is counted yet" in page
    assert numbers(page) == []


def test_nobody_else_is_counted(session: Session, world: World, client_for: ClientFor) -> None:
    """Not another organisation's people, nor a relationship that has ended."""
    for rhythm in supervised(session, world, 12, "stranger"):
        rhythm.agreed_on = date.today()
    gone = supervised(session, world, 12, "supervisor")
    for rhythm in gone:
        session.get_one(Relationship, rhythm.relationship_id).ended_at = now()
    session.commit()
    page = words_of(counted_page(session, client_for(world.admin)))
    assert "Fewer than 5 peer workers have a supervisor here" in page


def test_it_is_counted_without_reading_a_word(
    session: Session, world: World, client_for: ClientFor
) -> None:
    held(session, world, "wordsofasession")
    client = client_for(world.admin)
    few = queries_of(client, PAGE)
    assert "wordsofasession" not in counted_page(session, client)
    with queries_counted() as counting:
        session.execute(sa.delete(SupervisionCount))
        count_anew(session)
        session.commit()
    few = [*few, *counting]
    assert not [sql for sql in few if "joint_records" in sql or "record_" in sql]
    page = len(queries_of(client, PAGE))
    supervised(session, world, 12)
    counted_page(session, client)
    assert len(queries_of(client, PAGE)) == page


def test_a_manager_sees_that_sessions_took_place_and_a_coach_only_if_agreed(
    session: Session, world: World, client_for: ClientFor
) -> None:
    held(session, world, "wordsofasession")
    session.add(
        Rhythm(
            relationship_id=world.relationships["supervisor"].id,
            purpose=SupervisionPurpose.PEER,
            last_held_at=datetime(2026, 5, 4, 9, tzinfo=UTC),
        )
    )
    session.commit()
    path, told = f"/people/{world.worker.id}", "Last took place on 4 May 2026 · no next date yet"
    manager = client_for(world.manager).get(path).text
    assert told in words_of(manager)
    assert "wordsofasession" not in manager
    coach, worker = client_for(world.coach), client_for(world.worker)
    switch = f"/people/relationships/{world.relationships['coach'].id}/sessions"
    assert "Whether their supervision" not in coach.get(path).text
    assert coach.post(switch, {"known": "yes"}).status_code == 404, "not theirs to switch"
    assert worker.post(switch, {"known": "yes"}).status_code == 303
    assert told in words_of(coach.get(path).text)
    assert worker.post(switch, {"known": "no"}).status_code == 303
    assert "Whether their supervision" not in coach.get(path).text
    for other in ("supervisor", "reader"):
        assert "Whether their supervision" not in client_for(world.people[other]).get(path).text


def test_nobody_but_an_administrator_opens_it(world: World, client_for: ClientFor) -> None:
    for who in ("worker", "supervisor", "manager", "coach"):
        assert client_for(world.people[who]).get(PAGE).status_code in {403, 404}
