"""No page asks the database more often because somebody wrote more."""

from collections.abc import Callable, Iterable

import pytest
from sqlalchemy.orm import Session

from journal import Application
from journal.database import begin_writing
from tests.access.probes import a_few, probes, things_of
from tests.client import Client
from tests.queries import queries_counted
from tests.world import World, add_entry

ClientFor = Callable[..., Client]
MORE = 25
MOST_QUERIES = 30


@pytest.mark.parametrize("part", ["worker", "supervisor", "admin"])
def test_the_number_of_queries_does_not_grow_with_the_journal(
    part: str, app: Application, session: Session, world: World, client_for: ClientFor
) -> None:
    things = a_few(things_of(session, world))
    client = client_for(world.people[part])
    pages = [probe.path for probe in probes(app, things) if probe.method == "GET"]
    few = queries_of_pages(client, pages)
    session.rollback()
    begin_writing(session)
    for number in range(MORE):
        add_entry(session, world, "worker", f"more{number}", shared_with=("supervisor",))
    session.commit()
    many = queries_of_pages(client, few)
    grown = {path: (few[path], many[path]) for path in few if many[path] > few[path]}
    assert grown == {}
    assert max(many.values()) <= MOST_QUERIES, many


def queries_of_pages(client: Client, pages: Iterable[str]) -> dict[str, int]:
    """How many statements each page that this person can open asks."""
    asked = {}
    for path in pages:
        with queries_counted() as statements:
            if client.open(path).status_code == 200:
                asked[path] = len([sql for sql in statements if is_of_the_page(sql)])
    return asked


def is_of_the_page(sql: str) -> bool:
    """The note of what was read is not part of making the page."""
    return not sql.startswith(("BEGIN", "INSERT INTO audit_events"))
