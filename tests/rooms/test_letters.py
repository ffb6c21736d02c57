"""What letters say and what they never say, and to whom they may be handed over."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from aiosmtpd.smtp import AuthResult
from sqlalchemy.orm import Session

from journal import Application, mail
from journal.commands.mail import keep_sending
from journal.mail_delivery import Outcome, ServerAway, send_waiting
from journal.models import OutgoingMail, Relationship
from tests.client import Client
from tests.letters import set_mail_server, throw_away, waiting
from tests.postbox import SENDER, Postbox, kept, open_postbox, text_of, write
from tests.rooms.reviewing import filled, review
from tests.world import World

ClientFor = Callable[..., Client]


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    """A postbox of this test's own."""
    with open_postbox() as box:
        yield box


@pytest.mark.parametrize(
    ("to", "subject"),
    [
        ("wren@test.example\r\nBcc: rowan@test.example", "Hello"),
        ("wren@test.example, rowan@test.example", "Hello"),
        ("wren@test.example", "Hello\r\nBcc: rowan@test.example"),
        ("wren@test.example", "Hello\nX-Spam: no\n\nanother body"),
        ("", "Hello"),
    ],
)
def test_no_word_bends_a_header(
    to: str, subject: str, session: Session, app: Application, postbox: Postbox
) -> None:
    """Neither by the way in, nor written into the table past it."""
    write(session, to, subject)
    session.add(OutgoingMail(to_address=to, subject=subject, body="x"))
    session.commit()
    send_waiting(session, postbox.url, SENDER)
    for recipients, letter in postbox.letters:
        assert recipients == ["wren@test.example"]
        assert letter["Bcc"] is None
        assert letter["X-Spam"] is None
    assert all(row.tries == 1 for row in kept(session))


def test_letters_hold_a_link_and_not_a_word_of_what_was_written(
    app: Application, world: World, client_for: ClientFor, session: Session,
    monkeypatch: pytest.MonkeyPatch, postbox: Postbox,
) -> None:  # fmt: skip
    """Sharing, feedback, an answer, an ending: what really arrives at the server."""
    set_mail_server(app, monkeypatch, postbox.url)
    worker = client_for(world.worker)
    offered = worker.get(f"/entries/{world.entries['draft'].id}/share").text
    bond = str(world.relationships["coach"].id)
    assert bond in offered
    answer = worker.post(f"/entries/{world.entries['draft'].id}/share", {"readers": bond})
    assert answer.status_code == 303
    supervisor, entry = client_for(world.supervisor), world.entries["shared"]
    said = {"text": world.canary("said", "worker", "supervisor")}
    assert review(supervisor, entry, said).status_code == 303
    page = worker.get(f"/review/{entry.id}/answer")
    answered = {"text": world.canary("answered", "worker", "supervisor")}
    back = worker.post(f"/review/{entry.id}/answer", filled(page, **answered))
    assert back.status_code == 303
    worker.post(f"/people/relationships/{bond}/end")
    over = {each.id for each in session.scalars(sa.select(Relationship)) if each.ended_at}
    still = [each for each in waiting(session) if each.relationship_id not in over]
    assert len(still) < len(waiting(session)), "what was shared with the coach waits no more"
    assert {letter.to_address for letter in waiting(session)} >= {
        world.worker.email, world.supervisor.email, world.coach.email
    }  # fmt: skip
    assert send_waiting(session, postbox.url, SENDER).sent == len(still)
    assert len(postbox.letters) == len(still)
    for _, letter in postbox.letters:
        text = text_of(letter)
        assert "waiting for you" in text
        assert "http://localhost/" in text
        assert [word for word in world.canaries if word in text] == []


def test_a_link_given_with_a_foreign_host_leads_home(
    app: Application, world: World, session: Session
) -> None:
    throw_away(session)
    mail.something_waits(session, world.worker, "https://evil.example/entries/1?x=1")
    session.commit()
    [letter] = waiting(session)
    assert "evil" not in letter.body
    assert "http://localhost/entries/1" in letter.body


def test_the_service_sends_while_it_runs(
    session: Session, app: Application, postbox: Postbox,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    set_mail_server(app, monkeypatch, postbox.url)
    write(session)
    arrived, stop = threading.Event(), threading.Event()

    async def tell(server: Any, session: Any, envelope: Any) -> str:
        arrived.set()
        return "250 Accepted"

    monkeypatch.setattr(postbox, "handle_DATA", tell)
    thread = threading.Thread(target=keep_sending, args=(app, stop, 0.01))
    thread.start()
    came = arrived.wait(timeout=30)
    stop.set()
    thread.join()
    assert came
    assert [row.sent_at is not None for row in kept(session)] == [True]


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
def test_a_name_and_password_are_given_where_the_server_asks(
    session: Session, app: Application
) -> None:
    seen = []

    def check(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        seen.append((data.login, data.password))
        return AuthResult(success=data.password == b"p:w", handled=False)

    write(session)
    options = {"authenticator": check, "auth_required": True, "auth_require_tls": False}
    with open_postbox(**options) as box:
        where = box.url.removeprefix("smtp://")
        with pytest.raises(ServerAway):
            send_waiting(session, f"smtp://me:wrong@{where}", SENDER)
        assert send_waiting(session, f"smtp://me:p%3Aw@{where}", SENDER) == Outcome(1, 0)
    assert seen[-1] == (b"me", b"p:w")
    assert len(box.letters) == 1


def test_where_a_private_line_was_asked_for_nothing_goes_over_an_open_one(
    session: Session, app: Application, postbox: Postbox
) -> None:
    write(session)
    with pytest.raises(ServerAway):
        send_waiting(session, f"{postbox.url}?starttls", SENDER)
    assert postbox.letters == []
    assert kept(session)[0].sent_at is None
