"""A mail server on this machine for tests, and the letters given to it."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from typing import Any

import sqlalchemy as sa
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope
from sqlalchemy.orm import Session

from journal import mail
from journal.models import OutgoingMail

SENDER = "Alongside <journal@test.example>"


class Postbox:
    """Keeps what it accepts, and refuses what it is told to."""

    def __init__(self, port: int) -> None:
        """Accept everything, at first."""
        self.url = f"smtp://127.0.0.1:{port}"
        self.letters: list[tuple[list[str], Message]] = []
        self.says: list[str] = []
        self.hangs_up_after_accepting = False
        self.hangs_up_before_the_text = False

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Any, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take the sender's address, unless told to hang up."""
        if self.hangs_up_before_the_text:
            server.transport.close()
        envelope.mail_from = address
        return "250 Go on"

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Envelope) -> str:  # noqa: N802
        """Answer as told, then accept; the name is the one that aiosmtpd calls."""
        if self.says:
            return self.says.pop(0)
        assert isinstance(envelope.content, bytes)
        self.letters.append((list(envelope.rcpt_tos), message_from_bytes(envelope.content)))
        if self.hangs_up_after_accepting:
            server.transport.close()
        return "250 Accepted"


@contextmanager
def open_postbox(**options: Any) -> Iterator[Postbox]:
    """A postbox that listens for as long as the test needs it."""
    port = free_port()
    box = Postbox(port)
    controller = Controller(box, hostname="127.0.0.1", port=port, **options)
    controller.start()
    yield box
    controller.stop()


def text_of(letter: Message) -> str:
    """What a person reads, subject and all."""
    payload = letter.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return f"{letter['Subject']}\n{payload.decode()}".replace("\r\n", "\n")


def write(session: Session, to: str = "wren@test.example", subject: str = "Hello") -> None:
    """Put one letter in the outbox."""
    mail.queue(session, to, subject, "Something waits:\n\nhttp://localhost/people\n\n.\n.dot")
    session.commit()


def kept(session: Session) -> list[OutgoingMail]:
    """Every letter, as it is in the database now."""
    session.rollback()
    letters = sa.select(OutgoingMail).order_by(OutgoingMail.made_at)
    found = session.scalars(letters.execution_options(populate_existing=True)).all()
    session.rollback()
    return list(found)


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
