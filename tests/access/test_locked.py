"""While a device is locked, no page tells anything: not what it holds, not that it is there."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from journal import Application, access
from journal.extensions import db
from journal.models.base import now
from journal.signed_in import LOCKS_AFTER, SEEN, minute
from tests.access.probes import UNSAFE, everything_written, one_of_each, probes, things_of
from tests.client import Client
from tests.world import World

ClientFor = Callable[..., Client]
JSON = {"Accept": "application/json"}


def away(client: Client, minutes: int) -> None:
    """Nobody was at this browser for so many minutes."""
    with client.browser.session_transaction() as cookie:
        cookie[SEEN] = minute(now() - timedelta(minutes=minutes))


@pytest.mark.parametrize("part", ["worker", "supervisor", "admin"])
def test_a_locked_device_is_told_nothing_and_changes_nothing(
    part: str, app: Application, session: Session, world: World, client_for: ClientFor
) -> None:
    """Every route and method: not even one's own words are shown."""
    client = client_for(world.people[part])
    token, things = client.token, one_of_each(things_of(session, world))
    away(client, LOCKS_AFTER + 2)
    before = {
        name: rows for name, rows in everything_written(db.engine).items() if name != "sign_ins"
    }
    for probe in probes(app, things):
        if not access.policy_of(app, probe.endpoint).even_locked:
            answer = client.open(probe.path, method=probe.method, data={"csrf_token": token})
            told = client.open(probe.path, method=probe.method, headers=JSON)
            assert (told.status_code, told.json) == (423, {"locked": True}), probe
            if probe.method in UNSAFE:
                assert answer.status_code == 423, probe
            else:
                assert answer.status_code == 303, probe
                assert answer.location.startswith("/unlock"), probe
            assert not world.canaries_in(answer.text), probe
            assert 'aria-label="Main"' not in answer.text, probe
    after = everything_written(db.engine)
    assert {name: after[name] for name in before} == before


def test_what_stays_open_shows_a_locked_person_what_a_stranger_sees(
    app: Application, session: Session, world: World, client_for: ClientFor
) -> None:
    client = client_for(world.worker)
    away(client, LOCKS_AFTER + 2)
    for probe in probes(app, things_of(session, world)):
        if probe.method == "GET" and access.policy_of(app, probe.endpoint).even_locked:
            shown = client.get(probe.path)
            assert shown.status_code < 500, probe
            assert not world.canaries_in(shown.text), probe
            assert 'aria-label="Main"' not in shown.text, probe


def test_locked_answers_for_what_is_there_and_what_never_was_are_the_same(
    world: World, client_for: ClientFor
) -> None:
    client = client_for(world.worker)
    token = client.token
    away(client, LOCKS_AFTER + 2)
    answers = []
    for entry_id in (world.entries["draft"].id, uuid4()):
        sent = client.post(f"/entries/{entry_id}/edit", {"csrf_token": token, "title": "Hello"})
        answers.append(without(sent.text, str(entry_id)))
    assert answers[0] == answers[1]


@pytest.mark.parametrize(("minutes", "status"), [(LOCKS_AFTER, 200), (LOCKS_AFTER + 2, 303)])
def test_half_an_hour_without_anybody_locks(
    minutes: int, status: int, world: World, client_for: ClientFor
) -> None:
    client = client_for(world.worker)
    away(client, minutes)
    assert client.get("/entries").status_code == status


@pytest.mark.parametrize(
    ("headers", "counts"),
    [
        ({}, True),
        ({"Sec-Fetch-Dest": "document", "Sec-Fetch-Mode": "navigate"}, True),
        ({"Sec-Fetch-Dest": "empty", "Sec-Fetch-Mode": "cors"}, True),
        ({"Sec-Fetch-Dest": "empty", "Sec-Fetch-Mode": "cors", "X-By-Itself": "1"}, False),
        ({"Sec-Fetch-Dest": "image", "Sec-Fetch-Mode": "no-cors"}, False),
        ({"Sec-Fetch-Dest": "serviceworker", "Sec-Fetch-Mode": "same-origin"}, False),
        ({"Sec-Purpose": "prefetch"}, False),
    ],
)
def test_only_somebody_there_keeps_a_device_open(
    headers: dict[str, str], counts: bool, world: World, client_for: ClientFor
) -> None:
    """Twenty minutes, a request, and twenty minutes more."""
    client = client_for(world.worker)
    away(client, 20)
    assert client.get("/entries", headers=headers).status_code == 200
    with client.browser.session_transaction() as cookie:
        assert (minute(now()) - cookie[SEEN] < 2) is counts


def test_static_files_keep_nothing_open_and_set_no_cookie(
    world: World, client_for: ClientFor
) -> None:
    client = client_for(world.worker)
    away(client, 20)
    with client.get("/static/alongside.css") as answer:
        assert "Set-Cookie" not in answer.headers


def without(html: str, path: str) -> str:
    """A page without its token and without the address it was asked at."""
    lines = [line for line in html.splitlines() if "csrf_token" not in line]
    return "\n".join(lines).replace(path, "")
