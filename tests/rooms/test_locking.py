"""Locking and unlocking, and forms that came to a shut door."""

import html
import io
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal import Application, signed_in, throttle
from journal.accounts.routes import WAIT
from journal.accounts.unlock_routes import NOT_YOURS
from journal.models import Entry, SignIn
from journal.models.base import now
from journal.models.confidential import visible
from journal.signed_in import LOCKS_AFTER
from tests.access.test_locked import JSON, away
from tests.client import Client
from tests.world import PASSWORD, World

ClientFor = Callable[..., Client]
TWO_LINES = '\n  First line, "quoted" & <b>bold</b>\n\nsecond line '


def lock(client: Client) -> None:
    """Press Lock now."""
    assert client.post("/lock").status_code == 303
    assert client.get("/entries").location == "/unlock?next=/entries"


def carried(page: str) -> list[tuple[str, str]]:
    """What a page keeps in hidden fields, as a browser would send it."""
    areas = re.findall(r'<textarea name="([^"]+)" hidden>\n(.*?)</textarea>', page, re.DOTALL)
    inputs = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    kept = [(name, html.unescape(text)) for name, text in areas]
    return kept + [(name, html.unescape(text)) for name, text in inputs if name != "csrf_token"]


def token_in(page: str) -> str:
    """The token of the forms of a page."""
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert found
    return found.group(1)


def fill_in(client: Client, page: str, **typed: str) -> Any:
    """Send the form that keeps what was typed, with what it asks for."""
    data: dict[str, Any] = {"csrf_token": token_in(page), **typed}
    for name, text in carried(page):
        data.setdefault(name, []).append(text)
    return client.open("/go-on", method="POST", data=data)


@pytest.fixture
def draft(world: World) -> dict[str, Any]:
    """A new entry as its form sends it."""
    return {
        "title": "A walk",
        "text": TWO_LINES,
        "dated": now().date().isoformat(),
        "tag": ["peer-worker:S1", "principles:mutual"],
        "do": "save",
    }


def test_only_the_password_of_the_same_person_unlocks(world: World, client_for: ClientFor) -> None:
    client = client_for(world.worker)
    lock(client)
    page = client.get("/unlock?next=/people")
    assert "Worker Person" in page.text
    assert "Sign out" in page.text
    client.token = token_in(page.text)
    refused = client.post("/unlock", {"password": "not it"})
    assert refused.status_code == 422
    assert NOT_YOURS in html.unescape(refused.text)
    assert client.get("/people").status_code == 303
    opened = client.post("/unlock?next=/people", {"password": PASSWORD})
    assert (opened.status_code, opened.location) == (303, "/people")
    assert client.get("/people").status_code == 200


def test_the_password_of_somebody_else_unlocks_nothing(
    world: World, client_for: ClientFor, session: Session
) -> None:
    person = session.merge(world.supervisor)
    person.password_hash = signed_in.hash_of("x")
    session.commit()
    client = client_for(person)
    token = client.token
    lock(client)
    typed = {"password": PASSWORD, "email": world.worker.email, "csrf_token": token}
    assert client.post("/unlock", typed).status_code == 422
    assert client.get("/entries").status_code == 303


def test_a_copied_cookie_is_locked_too(world: World, client_for: ClientFor) -> None:
    client, thief = client_for(world.worker), client_for(None)
    client.get("/entries")
    captured = client.browser.get_cookie("alongside")
    assert captured is not None
    thief.browser.set_cookie("alongside", captured.value)
    assert thief.get("/entries").status_code == 200
    lock(client)
    assert thief.get("/entries").status_code == 303


def test_guessing_at_the_lock_is_as_slow_as_at_the_door(
    world: World, client_for: ClientFor
) -> None:
    client, visitor = client_for(world.worker), client_for(None)
    token = client.token
    lock(client)
    for number in range(throttle.TRIES):
        wrong = {"password": f"wrong {number}", "csrf_token": token}
        assert client.post("/unlock", wrong).status_code == 422
    shut = client.post("/unlock", {"password": PASSWORD, "csrf_token": token})
    assert (shut.status_code, WAIT in shut.text) == (422, True)
    again = {"email": world.worker.email, "password": PASSWORD}
    assert visitor.post("/sign-in", again).status_code == 422


def test_somebody_who_is_locked_out_can_sign_out(world: World, client_for: ClientFor) -> None:
    client = client_for(world.worker)
    token = client.token
    lock(client)
    assert client.post("/sign-out", {"csrf_token": token}).location == "/sign-in"
    assert client.get("/entries").location.startswith("/sign-in")


def test_a_script_is_told_how_things_stand(world: World, client_for: ClientFor) -> None:
    client = client_for(world.worker)
    assert client.token
    state = client.get("/unlock", headers=JSON).json
    assert (state["state"], state["passkey"]) == ("open", False)
    away(client, LOCKS_AFTER + 2)
    state = client.get("/unlock", headers=JSON).json
    assert state["state"] == "locked"
    token = {"csrf_token": state["csrf"]}
    wrong = client.post("/unlock", {"password": "no", **token}, headers=JSON)
    assert (wrong.status_code, wrong.json) == (422, {"problem": NOT_YOURS})
    right = client.post("/unlock", {"password": PASSWORD, **token}, headers=JSON)
    assert right.json["mark"] == state["mark"]
    assert client.get("/entries").status_code == 200
    assert client_for(None).get("/unlock", headers=JSON).json["state"] == "signed-out"


def test_asking_how_things_stand_keeps_nothing_open(world: World, client_for: ClientFor) -> None:
    client = client_for(world.worker)
    away(client, LOCKS_AFTER - 1)
    client.get("/unlock", headers={**JSON, signed_in.BY_ITSELF: "1"})
    with client.browser.session_transaction() as cookie:
        assert cookie[signed_in.SEEN] < signed_in.minute(now()) - LOCKS_AFTER + 2


def test_a_page_that_is_still_open_takes_only_its_own_person(
    world: World, client_for: ClientFor
) -> None:
    worker, visitor = client_for(world.worker), client_for(None)
    mark = worker.get("/unlock", headers=JSON).json["mark"]
    typed = {"email": world.supervisor.email, "password": PASSWORD, "page-of": mark}
    other = visitor.post("/sign-in", typed, headers=JSON)
    assert other.status_code == 422
    assert "another account" in other.json["problem"]
    assert visitor.get("/entries").status_code == 303
    own = visitor.post("/sign-in", {**typed, "email": world.worker.email}, headers=JSON)
    assert own.json["mark"] == mark
    kept = visitor.post("/sign-out", {"csrf_token": own.json["csrf"]})
    assert kept.location == "/sign-in", "The fresh token fits the fresh cookie."


def test_a_sign_in_lasts_a_day_after_it_was_last_used(
    world: World, client_for: ClientFor, session: Session
) -> None:
    client = client_for(world.worker)
    client.post("/lock")
    client.post("/unlock", {"password": PASSWORD})
    row = session.scalars(sa.select(SignIn)).one()
    assert row.expires_at - now() > timedelta(hours=20)
    row.expires_at = now() + timedelta(hours=1)
    session.commit()
    client.get("/entries")
    session.rollback()
    session.refresh(row)
    assert row.expires_at - now() < timedelta(hours=2), "A page that is read writes nothing."
    session.rollback()
    client.post("/go-on", {"go-on-to": "/entries"})
    session.refresh(row)
    assert row.expires_at - now() > timedelta(hours=20)
    session.rollback()


@pytest.mark.parametrize("shut", ["locked", "signed out", "stale", "gone"])
def test_everything_typed_comes_through_a_shut_door(
    shut: str,
    draft: dict[str, Any],
    world: World,
    client_for: ClientFor,
    session: Session,
) -> None:
    client = client_for(world.coach)
    person = client.person
    assert person is not None
    token = client.token
    if shut == "locked":
        away(client, LOCKS_AFTER + 2)
    elif shut == "signed out":
        client.browser.delete_cookie("alongside")
    elif shut == "gone":
        session.execute(sa.update(SignIn).values(ended_at=now()))
        session.commit()
    else:
        token = "an old one"
    sent = client.open("/entries/new", method="POST", data={**draft, "csrf_token": token})
    status = {"locked": 423, "stale": 400}.get(shut, 401)
    assert sent.status_code == status
    page = sent.text
    if shut != "stale":
        assert "new entry" in page
        wrong = fill_in(client, page, email=person.email, password="wrong")
        assert wrong.status_code == 422
        right = fill_in(client, wrong.text, email=person.email, password=PASSWORD)
        assert right.status_code == 200
        page = right.text
    assert own_entries(session, person) == []
    assert "saving a new entry. Go on?" in page
    assert html.escape("First line,", quote=False) in page
    again: dict[str, Any] = {"csrf_token": token_in(page)}
    for name, text in carried(page):
        again.setdefault(name, []).append(text)
    assert again["tag"] == draft["tag"]
    assert again["text"] == [TWO_LINES]
    assert client.open("/entries/new", method="POST", data=again).status_code == 303
    (entry,) = own_entries(session, person)
    assert entry.text.strip() == TWO_LINES.strip()


@pytest.mark.parametrize("page", ["/entries/{}/statement", "/entries/{}/tags", "/review/{}/answer"])
def test_what_travels_with_the_words_is_not_shown_as_if_it_were_some(
    page: str, world: World, client_for: ClientFor
) -> None:
    worker, path = client_for(world.worker), page.format(world.entries["shared"].id)
    hidden = re.findall(
        r'type="hidden" name="([^"]+)"|name="([^"]+)" type="hidden"', worker.get(path).text
    )
    names = [first or second for first, second in hidden]
    beside = {name: str(uuid4()) if name.endswith("_id") else "1" for name in names}
    assert len(beside) > 3
    stale = {**beside, "text": TWO_LINES, "csrf_token": "from another day"}
    answer = worker.post(path, stale)
    assert carried(answer.text), "it all goes along"
    shown = re.findall(r"<dt>([^<]*)</dt>", answer.text)
    assert shown == ["Text"]


def own_entries(session: Session, person: Any) -> list[Entry]:
    """What this person wrote."""
    session.rollback()
    return list(session.scalars(visible(Entry, to=person).where(Entry.author_id == person.id)))


def test_somebody_else_is_told_that_the_words_may_not_be_theirs(
    draft: dict[str, Any], world: World, client_for: ClientFor, session: Session
) -> None:
    client = client_for(world.worker)
    draft["csrf_token"] = client.token
    session.execute(sa.update(SignIn).values(ended_at=now()))
    session.commit()
    page = client.post("/entries/new", draft).text
    other = fill_in(client, page, email=world.supervisor.email, password=PASSWORD)
    assert "was opened in another account" in other.text
    assert own_entries(session, world.supervisor) == []


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"},
     {"Sec-Fetch-Site": "same-site"}],
)  # fmt: skip
@pytest.mark.parametrize("shut", ["locked", "signed out", "stale"])
def test_what_another_site_sends_is_never_carried(
    shut: str, headers: dict[str, str], world: World, client_for: ClientFor
) -> None:
    client = client_for(None if shut == "signed out" else world.worker)
    if shut == "locked":
        away(client, LOCKS_AFTER + 2)
    answer = client.open("/entries/new", method="POST", data={"text": "planted"}, headers=headers)
    assert "planted" not in answer.text
    assert answer.status_code == (400 if shut == "stale" else 303)


def test_our_own_pages_are_known_by_their_origin(world: World, client_for: ClientFor) -> None:
    client = client_for(None)
    for headers in ({"Origin": "http://localhost"}, {"Sec-Fetch-Site": "same-origin"}):
        answer = client.open("/entries/new", method="POST", data={"text": "ours"}, headers=headers)
        assert (answer.status_code, "ours" in answer.text) == (401, True)


def test_passwords_and_tokens_are_not_carried_and_files_are_named(
    world: World, client_for: ClientFor
) -> None:
    client = client_for(world.worker)
    away(client, LOCKS_AFTER + 2)
    typed = {
        "csrf_token": "secret token",
        "password": "secret words",
        "new_password": "new secret words",
        "text": "plain words",
        "file": (io.BytesIO(b"x"), "flipchart.jpg"),
    }
    answer = client.open("/account/password", method="POST", data=typed)
    assert answer.status_code == 423
    assert "secret" not in answer.text
    assert "plain words" in answer.text
    assert "choose it again afterwards: flipchart.jpg" in answer.text


@pytest.mark.parametrize("path", ["//evil.example/", "https://evil.example/", "/\\evil", "", "x"])
def test_going_on_never_leads_elsewhere(path: str, world: World, client_for: ClientFor) -> None:
    answer = client_for(world.worker).post("/go-on", {"go-on-to": path, "kept-text": "x"})
    assert (answer.status_code, answer.location) == (303, "/")


def test_a_made_up_mark_is_nobodys(app: Application, world: World) -> None:
    with app.test_request_context():
        assert signed_in.marked(signed_in.mark_of(world.worker)) == world.worker.id
        assert signed_in.marked(f'"{world.worker.id}".forged') is None
        assert signed_in.marked("") is None
