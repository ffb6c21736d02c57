"""How letters reach a real mail server: each once, none forgotten, none poured out late."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from journal import Application, mail_delivery
from journal.extensions import db
from journal.mail_delivery import MailSettingsError, Outcome, ServerAway, read_server, send_waiting
from journal.models.base import as_if, now
from tests.postbox import SENDER, Postbox, kept, open_postbox, text_of, write


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    """A postbox of this test's own."""
    with open_postbox() as box:
        yield box


def test_a_letter_arrives_once_and_its_text_is_forgotten(
    session: Session, app: Application, postbox: Postbox
) -> None:
    write(session, subject="Grüße, Wren")
    assert send_waiting(session, postbox.url, SENDER) == Outcome(1, 0)
    assert send_waiting(session, postbox.url, SENDER) == Outcome(0, 0)
    [(recipients, letter)] = postbox.letters
    assert recipients == ["wren@test.example"]
    assert letter["From"] == "Alongside <journal@test.example>"
    assert letter["To"] == "wren@test.example"
    assert text_of(letter).endswith(
        "\nSomething waits:\n\nhttp://localhost/people\n\n.\n.dot\n\nAlongside\n"
    )
    [row] = kept(session)
    assert (row.sent_at is not None, row.tries, row.body) == (True, 1, "")
    assert str(row.id) in letter["Message-ID"]


def test_what_the_server_refuses_is_tried_later_and_not_for_ever(
    session: Session, app: Application, postbox: Postbox
) -> None:
    write(session)
    postbox.says = ["451 Later, please"] * 20
    assert send_waiting(session, postbox.url, SENDER) == Outcome(0, 1)
    [row] = kept(session)
    assert (row.sent_at, row.tries) == (None, 1)
    assert send_waiting(session, postbox.url, SENDER) == Outcome(0, 0), "not again at once"
    for wait in mail_delivery.WAITS[1:]:
        with as_if(row.made_at + wait):
            assert send_waiting(session, postbox.url, SENDER) == Outcome(0, 1)
    [row] = kept(session)
    assert (row.sent_at, row.tries, row.body) == (None, len(mail_delivery.WAITS), "")
    with as_if(row.made_at + timedelta(days=2)):
        assert send_waiting(session, postbox.url, SENDER) == Outcome(0, 0)
    assert postbox.letters == []


def test_after_a_refusal_it_does_arrive(
    session: Session, app: Application, postbox: Postbox
) -> None:
    """One refused letter does not hold up the next."""
    write(session, to="first@test.example")
    write(session, to="second@test.example")
    postbox.says = ["550 No"]
    assert send_waiting(session, postbox.url, SENDER) == Outcome(1, 1)
    with as_if(now() + timedelta(minutes=2)):
        assert send_waiting(session, postbox.url, SENDER) == Outcome(1, 0)
    assert [to for (to,), _ in postbox.letters] == ["second@test.example", "first@test.example"]


def test_a_server_that_hangs_up_after_accepting_gets_nothing_twice(
    session: Session, app: Application, postbox: Postbox
) -> None:
    write(session)
    postbox.hangs_up_after_accepting = True
    assert send_waiting(session, postbox.url, SENDER) == Outcome(1, 0)
    postbox.hangs_up_after_accepting = False
    with as_if(now() + timedelta(hours=2)):
        assert send_waiting(session, postbox.url, SENDER) == Outcome(0, 0)
    assert len(postbox.letters) == 1


def test_a_server_that_hangs_up_before_the_text_has_carried_nothing(
    session: Session, app: Application, postbox: Postbox
) -> None:
    """No try is counted, the letter waits, and it is sent when the server is back."""
    write(session)
    postbox.hangs_up_before_the_text = True
    with pytest.raises(ServerAway, match="went away"):
        send_waiting(session, postbox.url, SENDER)
    [row] = kept(session)
    assert (row.sent_at, row.tries) == (None, 0)
    postbox.hangs_up_before_the_text = False
    assert send_waiting(session, postbox.url, SENDER) == Outcome(1, 0)
    assert len(postbox.letters) == 1


def test_two_who_send_at_the_same_time_send_each_letter_once(
    session: Session, app: Application, postbox: Postbox
) -> None:
    for number in range(10):
        write(session, to=f"person{number}@test.example")
    problems: list[BaseException] = []

    def run() -> None:
        try:
            with app.app_context():
                send_waiting(db.session, postbox.url, SENDER)
        except BaseException as problem:
            problems.append(problem)

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert sorted(to for (to,), _ in postbox.letters) == [
        f"person{n}@test.example" for n in range(10)
    ]
    assert all(row.sent_at for row in kept(session))


def test_a_server_that_is_away_costs_no_try(session: Session, app: Application) -> None:
    write(session)
    for _ in range(3):
        with pytest.raises(ServerAway, match="The letters wait"):
            send_waiting(session, "smtp://127.0.0.1:9", SENDER)
    [row] = kept(session)
    assert (row.sent_at, row.tries) == (None, 0)


def test_what_is_old_is_not_poured_out(
    session: Session, app: Application, postbox: Postbox
) -> None:
    """Letters from before there was a mail server stay where they are."""
    with as_if(now() - timedelta(days=4)):
        write(session, to="old@test.example")
    with as_if(now() - timedelta(days=31)):
        write(session, to="older@test.example")
    write(session, to="new@test.example")
    assert send_waiting(session, postbox.url, SENDER) == Outcome(1, 0)
    assert [to for (to,), _ in postbox.letters] == ["new@test.example"]
    assert [row.to_address for row in kept(session)] == ["old@test.example", "new@test.example"]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example", ("mail.example", 25, "", "", False, False)),
        ("smtp://mail.example?starttls", ("mail.example", 587, "", "", False, True)),
        ("smtps://me%40x:p%3Aw@mail.example", ("mail.example", 465, "me@x", "p:w", True, False)),
        ("smtp://me:pw@mail.example:2525?starttls",
         ("mail.example", 2525, "me", "pw", False, True)),
    ],
)  # fmt: skip
def test_the_address_of_a_server_is_read(url: str, expected: tuple[Any, ...]) -> None:
    server = read_server(url)
    assert (
        server.host, server.port, server.name, server.password, server.over_tls, server.starttls
    ) == expected  # fmt: skip


@pytest.mark.parametrize("url", ["mail.example", "http://mail.example", "smtp://", "smtp://x:y:z"])
def test_an_address_that_is_none_says_how_it_should_look(url: str) -> None:
    with pytest.raises(MailSettingsError, match="should look like smtp://"):
        read_server(url)
