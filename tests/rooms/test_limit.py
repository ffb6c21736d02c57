"""I reached my limit: one press away from everywhere, and it keeps nothing."""

import logging
import re
from collections.abc import Callable
from html import unescape

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal import Application
from journal.extensions import db
from journal.library import content
from journal.models import Base
from tests.client import Client
from tests.queries import queries_counted
from tests.rooms.handing_in import STATEMENT, a_link, comes_in, handed_in, ready_desk
from tests.world import CAST, World

ClientFor = Callable[..., Client]
LINK = '<a class="limit-link" href="/limit">I reached my limit</a>'
MENU = '<div id="menu"'
NUMBERS = ("999", "111", "116 123", "85258", "0300 123 6600", "0808 8020 133", "0808 800 4444",
           "0808 2000 247", "0808 808 8000")  # fmt: skip
NATIONS = ("England", "Scotland", "Wales", "Northern Ireland")


def everything(engine: sa.Engine) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, without exception."""
    with engine.connect().execution_options(migrating=True) as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(table.select())), key=repr)
            for table in Base.metadata.sorted_tables
        }


@pytest.mark.parametrize("part", [*CAST, None])
def test_it_is_open_to_everybody_and_changes_not_one_row(
    part: str | None, app: Application, session: Session, world: World, client_for: ClientFor
) -> None:
    client = client_for(world.people[part] if part else None)
    before = everything(db.engine)
    page = client.get("/limit")
    assert page.status_code == 200
    assert everything(db.engine) == before
    for number in NUMBERS:
        assert number in page.text


def test_a_stranger_gets_no_cookie(world: World, client_for: ClientFor) -> None:
    answer = client_for().get("/limit")
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"


def test_somebody_signed_in_gets_no_cookie_but_the_one_of_the_session(
    world: World, client_for: ClientFor
) -> None:
    worker = client_for(world.worker)
    for _ in range(2):
        cookies = worker.get("/limit").headers.getlist("Set-Cookie")
        assert [each for each in cookies if not each.startswith("alongside=")] == []
    with worker.browser.session_transaction() as cookie:
        assert not [value for value in cookie.values() if "limit" in str(value)]


def test_nothing_is_logged(
    world: World, client_for: ClientFor, caplog: pytest.LogCaptureFixture
) -> None:
    worker = client_for(world.worker)
    with caplog.at_level(logging.DEBUG):
        worker.get("/limit")
    said = " ".join(record.getMessage() for record in caplog.records)
    assert "limit" not in said
    assert world.worker.name not in said


def test_every_line_of_the_file_is_there_with_its_nation_and_the_day_of_the_check(
    session: Session, client_for: ClientFor
) -> None:
    page = unescape(client_for().get("/limit").text)
    lines = content().crisis_lines
    for line in lines.lines:
        for words in (line.name, line.number, line.what_for, line.where, line.when):
            assert words in page
        assert f'href="{line.address}"' in page
        assert re.fullmatch(r"(tel|sms):\d+", line.address)
    for nation in NATIONS:
        assert any(nation in line.where or "UK" in line.where for line in lines.lines)
        assert nation in page
    day = lines.written_down
    assert f"written down on {day.day} {day:%B %Y}" in page


@pytest.mark.parametrize("path", ["/", "/sign-in", "/help", "/limit", "/no-such-page"])
@pytest.mark.parametrize("part", ["worker", "supervisor", "admin", None])
def test_the_link_stands_on_every_page_outside_the_menu(
    path: str, part: str | None, world: World, client_for: ClientFor
) -> None:
    page = client_for(world.people[part] if part else None).open(path, follow_redirects=True).text
    assert LINK in page
    assert page.index("<header") < page.index(LINK) < page.index("<main")
    assert MENU not in page or page.index(LINK) < page.index(MENU)


def test_who_comes_by_a_link_is_offered_help_and_nothing_that_needs_an_account(
    session: Session, world: World, client_for: ClientFor
) -> None:
    desk = ready_desk(session, world)
    _, path, code = a_link(desk, handed_in(desk))
    assessor = client_for()
    pages = [assessor.get(path).text, assessor.get("/testimony/nothing-here").text]
    comes_in(assessor, path, code)
    pages.append(assessor.get(path).text)
    assert STATEMENT in pages[-1]
    for page in pages:
        assert LINK not in page
        assert 'href="/sign-in"' not in page
        footer = page[page.index("<footer") :]
        assert 'href="tel:116123"' in footer
        assert 'href="/limit"' in footer
    assert LINK in client_for(desk.worker).get(path).text


def test_who_to_talk_to_first_is_named_supervisor_before_manager(
    world: World, client_for: ClientFor
) -> None:
    page = client_for(world.worker).get("/limit").text
    assert page.index(world.supervisor.name) < page.index(world.manager.name)
    for part in ("ex_supervisor", "coach", "reader", "other_supervisor"):
        assert world.people[part].name not in page
    assert "Your supervisor, your line manager" in client_for().get("/limit").text


def test_the_words_come_before_the_numbers(session: Session, client_for: ClientFor) -> None:
    page = client_for().get("/limit").text
    order = [
        "tel:999",
        "First, one breath",
        "Talk to a person",
        "I need ten minutes with you today",
    ]
    places = [page.index(each) for each in order]
    assert places == sorted(places)
    assert places[-1] < page.index("Samaritans")


def test_local_routes_are_for_ones_own_organisation(world: World, client_for: ClientFor) -> None:
    ours, theirs = world.local_routes["admin"], world.local_routes["stranger_admin"]
    page = client_for(world.worker).get("/limit").text
    for words in (ours.name, ours.how, ours.hours):
        assert words in page
    assert theirs.name not in page
    for client in (client_for(), client_for(world.stranger)):
        assert ours.name not in client.get("/limit").text


def test_it_costs_few_queries(session: Session, world: World, client_for: ClientFor) -> None:
    worker = client_for(world.worker)
    worker.get("/limit")
    with queries_counted() as asked:
        worker.get("/limit")
    assert len(asked) <= 6
