"""Links in letters: the first coming in, and a new password."""

import logging
import re
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from config import Settings
from journal import Application, create_app, ways_in
from journal.accounts import passwords
from journal.accounts.link_routes import NO_MAIL, SENT
from journal.audit import Event
from journal.models import AuditEvent, Person, Purpose, SingleUseLink
from journal.models.base import now
from journal.models.confidential import visible
from tests.client import Client
from tests.letters import set_mail_server, throw_away, waiting
from tests.tidy import closing_connections
from tests.world import CAST, PASSWORD, World

ClientFor = Callable[..., Client]
NEW = "seven green ladders"
KINDS = [(Purpose.INVITATION, "/welcome/"), (Purpose.NEW_PASSWORD, "/new-password/")]


def invited(session: Session, world: World) -> Person:
    """Somebody who has been invited and has not come yet."""
    person = Person(
        organisation_id=world.worker.organisation_id, email="wren@test.example", name="Wren Hale"
    )
    session.add(person)
    session.commit()
    return person


def link_for(session: Session, person: Person, purpose: Purpose) -> str:
    """A fresh secret, as the letter holds it."""
    secret = ways_in.make_link(session, person, purpose)
    session.commit()
    return secret


def test_an_invitation_opens_once_and_signs_in(
    world: World, client_for: ClientFor, session: Session
) -> None:
    wren = invited(session, world)
    path = "/welcome/" + link_for(session, wren, Purpose.INVITATION)
    client = client_for(None)
    for _ in range(3):
        page = client.get(path)
        assert page.status_code == 200
        assert 'autocomplete="new-password"' in page.text
        assert page.headers["Referrer-Policy"] == "no-referrer"
        assert "Wren" not in re.findall("<title>(.*)</title>", page.text)[0]
    weak = client.post(path, {"new_password": "password1234"})
    assert weak.status_code == 422
    assert "password1234" not in weak.text
    assert client.post(path, {"new_password": NEW}).status_code == 303
    assert "wren@test.example" in client.get("/account").text
    assert client_for(None).get(path).status_code == 404
    assert client_for(None).post(path, {"new_password": "nine red kettles"}).status_code == 404
    said = session.scalars(visible(AuditEvent, to=wren)).all()
    assert [each.event for each in said] == [Event.PASSWORD_SET]
    session.rollback()


def test_of_two_who_use_a_link_at_once_one_is_told_no(world: World, session: Session) -> None:
    secret = link_for(session, world.worker, Purpose.NEW_PASSWORD)
    link = ways_in.find_link(session, Purpose.NEW_PASSWORD, secret)
    assert link is not None
    assert [ways_in.use_link(session, link) for _ in range(2)] == [True, False]
    session.commit()


@pytest.mark.parametrize(("purpose", "path"), KINDS)
@pytest.mark.parametrize("why", ["wrong", "used", "too old", "of another kind", "replaced", "left"])
def test_every_link_that_is_over_gets_the_same_answer(
    why: str, purpose: Purpose, path: str, world: World, client_for: ClientFor, session: Session
) -> None:
    person = invited(session, world)
    secret = link_for(session, person, purpose)
    other = next(each for each, _ in KINDS if each is not purpose)
    change = {
        "wrong": lambda: None,
        "used": lambda: session.execute(sa.update(SingleUseLink).values(used_at=now())),
        "too old": lambda: session.execute(
            sa.update(SingleUseLink).values(expires_at=now() - timedelta(seconds=1))
        ),
        "of another kind": lambda: session.execute(sa.update(SingleUseLink).values(purpose=other)),
        "replaced": lambda: ways_in.make_link(session, person, purpose),
        "left": lambda: session.execute(
            sa.update(Person).where(Person.id == person.id).values(left_at=now())
        ),
    }
    client = client_for(None)
    if why != "wrong":
        assert client.get(path + secret).status_code == 200
    change[why]()
    session.commit()
    tried = path + ("a" * 43 if why == "wrong" else secret)
    never = client.get(path + "never-made")
    for answer in (client.get(tried), client.post(tried, {"new_password": NEW})):
        assert answer.status_code == 404
        assert answer.text == never.text
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "ask the person who looks after Alongside" in answer.text


@pytest.mark.parametrize(
    ("purpose", "lasts"), [(Purpose.INVITATION, 14 * 24), (Purpose.NEW_PASSWORD, 1)]
)
def test_links_last_as_long_as_the_letter_says(
    purpose: Purpose, lasts: int, world: World, session: Session
) -> None:
    link_for(session, world.worker, purpose)
    kept = session.scalars(sa.select(SingleUseLink)).one()
    assert abs(kept.expires_at - kept.made_at - timedelta(hours=lasts)) < timedelta(seconds=1)
    session.rollback()


def test_the_database_holds_no_secret(world: World, session: Session) -> None:
    secret = link_for(session, world.worker, Purpose.NEW_PASSWORD)
    rows = session.execute(sa.select(SingleUseLink.__table__)).all()
    assert secret not in repr(rows)
    session.rollback()


def test_a_link_works_under_tls_though_its_page_sends_no_referrer(
    app: Application, settings: Settings, world: World, session: Session
) -> None:
    path = "/welcome/" + link_for(session, invited(session, world), Purpose.INVITATION)
    base = "https://journal.example"
    with closing_connections():
        browser = create_app(replace(settings, base_url=base)).test_client()
        page = browser.get(path, base_url=base).text
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
        assert found
        typed = {"csrf_token": found.group(1), "new_password": NEW}
        assert browser.post(path, base_url=base, data={"new_password": NEW}).status_code == 400
        assert browser.post(path, base_url=base, data=typed).status_code == 303


def test_logs_do_not_hold_the_secret(app: Application, caplog: pytest.LogCaptureFixture) -> None:
    line = "Exception on %s [%s]"
    app.logger.error(line, "/welcome/abc-DEF_123?x=1", "GET")
    logging.getLogger("werkzeug").error('"GET /new-password/abc-DEF_123 HTTP/1.1" 200')
    app.logger.error(line, "/entries", "GET")
    assert [record.getMessage() for record in caplog.records] == [
        "Exception on /welcome/…?x=1 [GET]",
        '"GET /new-password/… HTTP/1.1" 200',
        "Exception on /entries [GET]",
    ]


def test_a_forgotten_password_gets_a_letter_and_a_new_one(
    app: Application, world: World, client_for: ClientFor, session: Session,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    set_mail_server(app, monkeypatch)
    throw_away(session)
    signed_in, client = client_for(world.worker), client_for(None)
    asked = client.post("/forgotten-password", {"email": "Worker@test.example"})
    assert (asked.status_code, asked.location) == (303, "/sign-in")
    [letter] = waiting(session)
    [path] = re.findall(r"http://localhost(/new-password/\S+)", letter.body)
    assert client.get(path).status_code == 200
    done = client.post(path, {"new_password": NEW})
    assert (done.status_code, done.location) == (303, "/sign-in")
    assert signed_in.get("/account").status_code == 303
    assert client_for(None).get(path).status_code == 404
    old, new = ({"email": world.worker.email, "password": each} for each in (PASSWORD, NEW))
    assert client_for(None).post("/sign-in", old).status_code == 422
    assert client_for(None).post("/sign-in", new).status_code == 303
    subjects = [each.subject for each in waiting(session, world.worker.email)]
    assert subjects[1:] == ["Your password for Alongside was changed"]


def test_nobody_can_have_a_link_lead_to_a_machine_of_theirs(
    app: Application, world: World, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The host of a request is whatever its sender says; a letter names ours."""
    set_mail_server(app, monkeypatch)
    throw_away(session)
    browser, evil = app.test_client(), "http://evil.example"
    page = browser.get("/forgotten-password", base_url=evil).text
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert found
    typed = {"csrf_token": found.group(1), "email": world.worker.email}
    assert browser.post("/forgotten-password", base_url=evil, data=typed).status_code == 303
    [letter] = waiting(session)
    assert "evil" not in letter.body
    assert "http://localhost/new-password/" in letter.body


@pytest.mark.parametrize("who", ["worker", "nobody", "invited", "left", "stranger"])
@pytest.mark.parametrize("has_mail", [True, False])
def test_the_answer_never_tells_whether_there_is_an_account(
    who: str, has_mail: bool, app: Application, world: World, client_for: ClientFor,
    session: Session, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    if has_mail:
        set_mail_server(app, monkeypatch)
    throw_away(session)
    invited(session, world)
    session.execute(sa.update(Person).where(Person.id == world.manager.id).values(left_at=now()))
    session.commit()
    address = {
        "worker": world.worker.email, "nobody": "nobody@test.example",
        "invited": "wren@test.example", "left": world.manager.email,
        "stranger": world.stranger.email,
    }[who]  # fmt: skip
    client = client_for(None)
    answer = client.post("/forgotten-password", {"email": address})
    assert (answer.status_code, answer.location) == (303, "/sign-in")
    page = client.get("/sign-in").text
    assert (SENT if has_mail else NO_MAIL) in page
    assert address not in page
    letters = [letter.to_address for letter in waiting(session)]
    assert letters == ([address] if has_mail and who in {"worker", "stranger"} else [])


def test_only_so_many_letters_go_to_one_address(
    app: Application, world: World, client_for: ClientFor, session: Session,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    set_mail_server(app, monkeypatch)
    throw_away(session)
    client = client_for(None)
    for _ in range(5):
        answer = client.post("/forgotten-password", {"email": world.worker.email})
        assert answer.status_code == 303
    letters = waiting(session, world.worker.email)
    assert len(letters) == 3
    paths = [re.findall(r"http://localhost(/\S+)", letter.body)[0] for letter in letters]
    assert [client.get(path).status_code for path in paths] == [404, 404, 200]


def test_the_clock_does_not_tell_whether_there_is_an_account(
    app: Application, world: World, client_for: ClientFor, session: Session,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """The slow step is taken for everybody, and hides the few writes that only accounts need."""
    set_mail_server(app, monkeypatch)
    client = client_for(None)
    client.get("/forgotten-password")

    def quickest(do: Callable[[str], object], *addresses: str) -> float:
        took = []
        for address in addresses:
            began = time.perf_counter()
            do(address)
            took.append(time.perf_counter() - began)
        return min(took)

    def ask(address: str) -> None:
        assert client.post("/forgotten-password", {"email": address}).status_code == 303

    slow = quickest(lambda _: passwords.matches(None, "x"), "a", "b", "c")
    people = [world.people[part].email for part in CAST if world.people[part].email]
    nobody = quickest(ask, *(f"nobody@{number}.example" for number in range(len(people))))
    somebody = quickest(ask, *people)
    assert nobody > slow / 2
    assert somebody > slow / 2
    assert somebody - nobody < slow / 2


@pytest.mark.parametrize(
    "typed", ["", "no address", "a@b", "a b@c.example", "a@b.example\nBcc: x@y.z"]
)
def test_what_is_no_address_is_said_so(typed: str, world: World, client_for: ClientFor) -> None:
    answer = client_for(None).post("/forgotten-password", {"email": typed})
    assert answer.status_code == 422
    assert 'href="#email"' in answer.text
