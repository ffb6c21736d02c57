"""Signing in and out, devices, and the password of one's own account."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from config import Settings
from journal import Application, create_app, throttle, ways_in
from journal.accounts.devices import friendly
from journal.accounts.routes import DOES_NOT_FIT, WAIT
from journal.models import Attempt, Person, Purpose, SignIn
from journal.models.base import now
from tests.client import Client
from tests.tidy import closing_connections
from tests.world import PASSWORD, World

ClientFor = Callable[..., Client]
NEW = "seven green ladders"


def sign_in(client: Client, email: str, password: str, place: str = "192.0.2.1") -> int:
    """Try to sign in from a place; the status of the answer."""
    typed = {"email": email, "password": password}
    return client.post("/sign-in", typed, environ_base={"REMOTE_ADDR": place}).status_code


def test_the_right_password_opens_and_leads_on(world: World, client_for: ClientFor) -> None:
    client = client_for(None)
    answer = client.post(
        "/sign-in?next=/people", {"email": "Worker@Test.example ", "password": PASSWORD}
    )
    assert (answer.status_code, answer.location) == (303, "/people")
    assert "Worker Person" in client.get("/account").text


@pytest.mark.parametrize(
    "wanted",
    ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:x", "x", "//["],
)
def test_signing_in_never_leads_to_another_place(
    wanted: str, world: World, client_for: ClientFor
) -> None:
    client = client_for(None)
    typed = {"email": world.worker.email, "password": PASSWORD}
    answer = client.post("/sign-in", typed, query_string={"next": wanted})
    assert (answer.status_code, answer.location) == (303, "/")


@pytest.mark.parametrize("part", ["worker", "nobody"])
def test_ten_wrong_tries_shut_the_door_whether_or_not_somebody_lives_there(
    part: str, world: World, client_for: ClientFor, session: Session
) -> None:
    """The tries are kept although each answer is a refusal, and a shut door tells nothing."""
    client, email = client_for(None), f"{part}@test.example"
    for number in range(throttle.TRIES):
        answer = client.post("/sign-in", {"email": email, "password": f"wrong {number}"})
        assert answer.status_code == 422
        assert DOES_NOT_FIT in answer.text
    assert session.scalar(sa.select(sa.func.count()).select_from(Attempt)) == 2 * throttle.TRIES
    shut = client.post("/sign-in", {"email": email.upper(), "password": PASSWORD})
    assert shut.status_code == 422
    assert WAIT in shut.text
    assert sign_in(client, world.supervisor.email, PASSWORD) == 303


def test_the_door_opens_again_after_a_quarter_of_an_hour(
    world: World, client_for: ClientFor, session: Session
) -> None:
    client = client_for(None)
    for _ in range(throttle.TRIES):
        sign_in(client, world.worker.email, "wrong")
    assert sign_in(client, world.worker.email, PASSWORD) == 422
    session.execute(sa.update(Attempt).values(at=now() - throttle.WINDOW - timedelta(seconds=1)))
    session.commit()
    assert sign_in(client, world.worker.email, PASSWORD) == 303


def test_a_guesser_with_many_addresses_is_stopped_where_they_are(
    world: World, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttle, "TRIES_FROM_ONE_PLACE", 4)
    client = client_for(None)
    for number in range(4):
        assert sign_in(client, f"somebody{number}@test.example", "wrong") == 422
    assert sign_in(client, world.worker.email, PASSWORD) == 422
    assert sign_in(client, world.worker.email, PASSWORD, place="198.51.100.7") == 303


def test_an_ipv6_network_is_one_place() -> None:
    assert throttle.place("2001:db8::1") == throttle.place("2001:db8::ffff:2")
    assert throttle.place("2001:db8::1") != throttle.place("2001:db8:0:1::1")
    assert throttle.place("192.0.2.1") != throttle.place("192.0.2.2")
    assert throttle.place(None) == throttle.place("a socket")


def test_a_captured_cookie_is_dead_after_sign_out(world: World, client_for: ClientFor) -> None:
    client, thief = client_for(world.worker), client_for(None)
    captured = client.browser.get_cookie("alongside")
    assert captured is not None
    thief.browser.set_cookie("alongside", captured.value)
    assert thief.get("/entries").status_code == 200
    answer = client.post("/sign-out")
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert thief.get("/entries").status_code == 303
    client.browser.set_cookie("alongside", captured.value)
    assert client.get("/entries").status_code == 303


def test_one_device_can_be_ended_and_only_ones_own(
    world: World, client_for: ClientFor, session: Session
) -> None:
    phone, laptop, other = (
        client_for(world.worker), client_for(world.worker), client_for(world.other_worker)
    )  # fmt: skip
    ends = re.findall(r'action="(/account/devices/[^"]+)"', laptop.get("/account").text)
    assert len(ends) == 2
    rows = session.scalars(sa.select(SignIn).where(SignIn.person_id == world.worker.id)).all()
    on_phone = min(rows, key=lambda row: row.began_at)
    end = f"/account/devices/{on_phone.id}/end"
    session.rollback()
    assert other.post(end).status_code == 404
    assert phone.get("/account").status_code == 200
    assert laptop.post(end).status_code == 303
    assert phone.get("/account").status_code == 303
    assert laptop.get("/account").status_code == 200
    assert laptop.post(end).status_code == 404


def test_signing_out_everywhere_ends_every_device(world: World, client_for: ClientFor) -> None:
    phone, laptop = client_for(world.worker), client_for(world.worker)
    assert laptop.post("/account/sign-out-everywhere").status_code == 303
    assert phone.get("/account").status_code == laptop.get("/account").status_code == 303


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0",
         "Firefox on a Windows computer"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Mobile Safari/604.1",
         "Safari on an iPhone"),
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36",
         "Chrome on an Android device"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/126.0 Safari/537.36 Edg/126.0",
         "Edge on a Windows computer"),
        ("curl/8.5", "A device"),
        ("", "A device"),
    ],
)  # fmt: skip
def test_devices_have_names_that_people_know(user_agent: str, name: str) -> None:
    assert friendly(user_agent) == name


def test_a_new_password_asks_for_the_present_one(world: World, client_for: ClientFor) -> None:
    client, visitor = client_for(world.worker), client_for(None)
    wrong = client.post("/account/password", {"password": "not it", "new_password": NEW})
    assert wrong.status_code == 422
    assert 'href="#password"' in wrong.text
    assert NEW not in wrong.text
    assert sign_in(visitor, world.worker.email, NEW) == 422
    weak = client.post("/account/password", {"password": PASSWORD, "new_password": "worker1234567"})
    assert weak.status_code == 422
    assert 'href="#new_password"' in weak.text


def test_a_new_password_ends_every_other_way_in(
    world: World, client_for: ClientFor, session: Session
) -> None:
    here, phone, visitor = client_for(world.worker), client_for(world.worker), client_for(None)
    link = ways_in.make_link(session, world.worker, Purpose.NEW_PASSWORD)
    code = ways_in.make_link(session, world.worker, Purpose.RECORD_CODE)
    session.commit()
    before = here.browser.get_cookie("alongside")
    assert before is not None
    answer = here.post("/account/password", {"password": PASSWORD, "new_password": NEW})
    assert answer.status_code == 303
    assert here.get("/account").status_code == 200
    assert phone.get("/account").status_code == 303
    phone.browser.set_cookie("alongside", before.value)
    assert phone.get("/account").status_code == 303
    assert ways_in.find_link(session, Purpose.NEW_PASSWORD, link) is None
    assert ways_in.find_link(session, Purpose.RECORD_CODE, code) is None
    assert sign_in(visitor, world.worker.email, PASSWORD) == 422
    assert sign_in(visitor, world.worker.email, NEW) == 303


def test_the_present_password_cannot_be_guessed_on_and_on(
    world: World, client_for: ClientFor
) -> None:
    client = client_for(world.worker)
    for number in range(throttle.TRIES):
        client.post("/account/password", {"password": f"wrong {number}", "new_password": NEW})
    answer = client.post("/account/password", {"password": PASSWORD, "new_password": NEW})
    assert answer.status_code == 422
    assert WAIT in answer.text


def test_cookies_are_closed_to_scripts_and_to_other_sites(
    app: Application, settings: Settings, world: World
) -> None:
    """Under TLS the name binds the cookie to this host and the whole of it."""
    assert cookie_parts(app.test_client(), "http://localhost", world.worker) == {
        "HttpOnly", "Path=/", "SameSite=Lax", "alongside"
    }  # fmt: skip
    base = "https://journal.example"
    with closing_connections():
        browser = create_app(replace(settings, base_url=base)).test_client()
        parts = cookie_parts(browser, base, world.worker)
    assert parts == {"HttpOnly", "Path=/", "SameSite=Lax", "Secure", "__Host-alongside"}


def cookie_parts(browser: FlaskClient, base_url: str, person: Person) -> set[str]:
    """Sign in over the given address; the name and every attribute of the cookie."""
    page = browser.get("/sign-in", base_url=base_url)
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)
    assert found
    answer = browser.post(
        "/sign-in",
        base_url=base_url,
        headers={"Referer": f"{base_url}/sign-in"},
        data={"csrf_token": found.group(1), "email": person.email, "password": PASSWORD},
    )
    assert answer.status_code == 303, answer.text
    name, *rest = answer.headers["Set-Cookie"].split("; ")
    assert browser.get("/account", base_url=base_url).status_code == 200
    return {name.partition("=")[0], *rest}
