"""An agenda that has grown long: every point is shown, page by page."""

import re
from uuid import UUID

from sqlalchemy.orm import Session

from journal.models import AgendaItem
from journal.models.confidential import act_as
from tests.queries import queries_of
from tests.rooms.supervising import ClientFor, pair, planned, points_of, two
from tests.world import World

MANY = 103


def add_points(session: Session, world: World, record_id: UUID | None, begin: int = 0) -> None:
    """The worker brings a great deal."""
    act_as(session, world.other_worker)
    for number in range(begin, MANY):
        session.add(
            AgendaItem(
                author_id=world.other_worker.id,
                relationship_id=pair(world),
                record_id=record_id,
                text=f"Point {number:03}",
            )
        )
        session.flush()
    session.commit()


def test_a_long_agenda_says_how_many_more_there_are_and_shows_them(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker, supervisor = two(world, client_for)
    page = planned(worker, world)
    add_points(session, world, UUID(page.split("/")[-1]), begin=MANY - 2)
    few = len(queries_of(supervisor, page))
    add_points(session, world, UUID(page.split("/")[-1]), begin=2)
    assert len(queries_of(supervisor, page)) <= few + 1, "one count of the rest"
    shown = supervisor.get(page).text
    assert len(points_of(shown)) == 100
    assert "3 further points stand on it" in shown
    found = re.search(r'href="([^"]*points=[^"]*)"', shown)
    assert found
    rest = supervisor.get(found.group(1).replace("&amp;", "&")).text
    assert points_of(rest) == ["Point 100", "Point 101", "Point 102"]
    assert "further point" not in rest


def test_one_thing_at_a_time_goes_on_past_the_first_page(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker, supervisor = two(world, client_for)
    page = planned(worker, world)
    add_points(session, world, UUID(page.split("/")[-1]))
    shown = supervisor.get(page).text
    ids = re.findall(rf"{page}/agenda/([0-9a-f-]+)", shown)
    first = ids[0]
    one = supervisor.get(f"{page}/agenda/{first}").text
    assert "1 of 103" in one
    assert 'rel="prev"' not in one
    here = f"{page}/agenda/{first}"
    seen = []
    for _ in range(MANY):
        seen.append(here)
        here = str(supervisor.post(here, {"do": "done"}).location)
    assert len(set(seen)) == MANY
    assert here == f"{page}#agenda", "everything was talked about"
    assert "103 of 103" in supervisor.get(seen[-1]).text
    assert 'rel="next"' not in supervisor.get(seen[-1]).text


def test_what_waits_for_a_session_is_shown_page_by_page_too(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker, _ = two(world, client_for)
    add_points(session, world, None)
    shown = worker.get(f"/supervision/with/{pair(world)}").text
    assert len(points_of(shown)) == 100
    assert "3 further points wait" in shown
    found = re.search(r'href="([^"]*points=[^"]*)"', shown)
    assert found
    rest = worker.get(found.group(1).replace("&amp;", "&")).text
    assert points_of(rest) == ["Point 100", "Point 101", "Point 102"]
