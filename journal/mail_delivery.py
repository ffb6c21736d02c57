"""Taking letters from the outbox to the mail server: each at most once, none forgotten.

A letter is marked as sent before it is handed over, and unmarked when the server says no.
Between the two nobody else can take it, and if the line breaks at the one moment when the
server may already have said yes, it stays marked: a lost "something is waiting" does less
harm than one that comes again and again.
"""

import logging
import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal import email_addresses
from journal.database import begin_writing
from journal.models import LetterReason, OutgoingMail, Relationship
from journal.models.base import now

log = logging.getLogger(__name__)

AT_ONCE = 100
PATIENCE_SECONDS = 20
STALE_AFTER = timedelta(days=3)
WAITS = tuple(timedelta(minutes=each) for each in (0, 1, 5, 15, 60, 240, 720, 1440))
"""How long after it was written a letter is tried for the first, second ... and last time."""
SEND_THE_TEXT, ACCEPTED = 354, 250
BROKEN = (smtplib.SMTPException, OSError)


class ServerAway(Exception):
    """The mail server could not be reached or would not talk to us; nothing was counted."""


class MailSettingsError(Exception):
    """A setting for mail cannot be used; the message says how it should look."""


@dataclass(frozen=True)
class Server:
    """Where letters go, read from an address such as smtp://name:password@host:587?starttls."""

    host: str
    port: int
    name: str
    password: str
    over_tls: bool
    starttls: bool


@dataclass(frozen=True)
class Outcome:
    """What became of the letters whose time had come."""

    sent: int
    kept: int


def read_server(url: str) -> Server:
    """The server that the settings name."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise MailSettingsError(
            "JOURNAL_MAIL_URL should look like smtp://name:password@host:587?starttls "
            "or smtps://name:password@host:465"
        )
    starttls = "starttls" in dict(parse_qsl(parts.query, keep_blank_values=True))
    usual = 465 if parts.scheme == "smtps" else 587 if starttls else 25
    return Server(
        host=parts.hostname,
        port=port or usual,
        name=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        over_tls=parts.scheme == "smtps",
        starttls=starttls,
    )


def send_waiting(session: Session, mail_url: str, sender: str) -> Outcome:
    """Send every letter whose time has come. ServerAway when there is no way to the server."""
    server = read_server(mail_url)
    if "@" not in parseaddr(sender)[1]:
        raise MailSettingsError("JOURNAL_MAIL_FROM should be an e-mail address.")
    due = due_letters(session)
    if not due:
        return Outcome(0, 0)
    sent = 0
    with connected(server) as line:
        for letter_id in due:
            sent += deliver(session, line, letter_id, sender)
    return Outcome(sent, len(due) - sent)


def due_letters(session: Session) -> list[UUID]:
    """The letters to try now, the oldest first: later and later after each refusal."""
    time_has_come = sa.or_(
        *(
            (OutgoingMail.tries == tries) & (OutgoingMail.made_at <= now() - wait)
            for tries, wait in enumerate(WAITS)
        )
    )
    letters = (
        sa.select(OutgoingMail.id)
        .where(
            OutgoingMail.sent_at.is_(None),
            is_still_wanted(),
            OutgoingMail.made_at > now() - STALE_AFTER,
            time_has_come,
        )
        .order_by(OutgoingMail.made_at)
        .limit(AT_ONCE)
    )
    found = list(session.scalars(letters))
    session.commit()
    return found


def is_still_wanted() -> sa.ColumnElement[bool]:
    """Whether what a letter tells of still waits: not once its relationship has ended, or all of
    several."""
    current = sa.select(Relationship.id).where(Relationship.is_current())
    reasons = sa.select(LetterReason.letter_id)
    lasting = reasons.where(LetterReason.relationship_id.in_(current))
    about_none = OutgoingMail.relationship_id.is_(None) & OutgoingMail.id.not_in(reasons)
    return about_none | OutgoingMail.relationship_id.in_(current) | OutgoingMail.id.in_(lasting)


def deliver(session: Session, line: smtplib.SMTP, letter_id: UUID, sender: str) -> bool:
    """Hand one letter over, unless somebody else has taken it meanwhile."""
    letter = claim(session, letter_id)
    if letter is None:
        return False
    try:
        accepted = hand_over(line, message_of(letter, sender), sender)
    except (ValueError, MessageError):
        accepted = False
    except BROKEN as problem:
        settle(session, letter, sent_at=None, tries=letter.tries - 1)
        raise ServerAway(f"The mail server went away ({type(problem).__name__}).") from problem
    if not accepted:
        log.warning("A letter was refused, for the %s. time.", letter.tries)
    settle(session, letter, sent_at=letter.sent_at if accepted else None, tries=letter.tries)
    return accepted


def claim(session: Session, letter_id: UUID) -> OutgoingMail | None:
    """Mark a letter as sent before it is, so that of two who send only one does."""
    begin_writing(session)
    mine: Any = session.execute(
        sa.update(OutgoingMail)
        .where(OutgoingMail.id == letter_id, OutgoingMail.sent_at.is_(None), is_still_wanted())
        .values(sent_at=now(), tries=OutgoingMail.tries + 1)
    )
    session.commit()
    if mine.rowcount != 1:
        return None
    letter = session.get(OutgoingMail, letter_id, populate_existing=True)
    session.commit()
    return letter


def settle(session: Session, letter: OutgoingMail, *, sent_at: datetime | None, tries: int) -> None:
    """Write down what became of it. What will not be sent again keeps no text: it held a link."""
    begin_writing(session)
    letter.sent_at, letter.tries = sent_at, tries
    if sent_at is not None or tries >= len(WAITS):
        letter.body = ""
    session.commit()


def hand_over(line: smtplib.SMTP, message: EmailMessage, sender: str) -> bool:
    """Give one letter to the server; whether it was accepted.

    A line that breaks before the text was sent carries nothing, and the error says so. One
    that breaks afterwards may have carried a yes, and counts as one.
    """
    line.ehlo_or_helo_if_needed()
    address = message["To"].addresses[0].addr_spec
    line.rset()
    if line.mail(parseaddr(sender)[1])[0] >= 400 or line.rcpt(address)[0] >= 400:
        return False
    if line.docmd("DATA")[0] != SEND_THE_TEXT:
        return False
    text = re.sub(rb"(?m)^\.", b"..", message.as_bytes(policy=SMTP))
    try:
        line.send(text.removesuffix(b"\r\n") + b"\r\n.\r\n")
        return bool(line.getreply()[0] == ACCEPTED)
    except BROKEN:
        log.warning("The line broke while a letter was handed over; it is not sent again.")
        return True


def message_of(letter: OutgoingMail, sender: str) -> EmailMessage:
    """The letter as it travels. ValueError for an address or subject that would bend a header."""
    if not email_addresses.looks_right(letter.to_address):
        raise ValueError("No letter can go there.")
    name, address = parseaddr(sender)
    message = EmailMessage()
    message["From"] = Address(name, addr_spec=address)
    message["To"] = Address(addr_spec=letter.to_address)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(letter.made_at)
    message["Message-ID"] = f"<{letter.id}@{address.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.body, cte="quoted-printable")
    return message


@contextmanager
def connected(server: Server) -> Iterator[smtplib.SMTP]:
    """A line to the server, signed in."""
    try:
        line = call(server)
    except BROKEN as problem:
        raise ServerAway(
            f"The mail server {server.host}:{server.port} cannot be reached or refuses us "
            f"({type(problem).__name__}). The letters wait."
        ) from problem
    try:
        yield line
    finally:
        with suppress(*BROKEN):
            line.quit()
        line.close()


def call(server: Server) -> smtplib.SMTP:
    """Connect, make the line private if it is to be, and sign in if there is a name."""
    tls = ssl.create_default_context()
    line: smtplib.SMTP = (
        smtplib.SMTP_SSL(server.host, server.port, timeout=PATIENCE_SECONDS, context=tls)
        if server.over_tls
        else smtplib.SMTP(server.host, server.port, timeout=PATIENCE_SECONDS)
    )
    try:
        if server.starttls:
            line.starttls(context=tls)
        if server.name:
            line.login(server.name, server.password)
    except BaseException:
        line.close()
        raise
    return line
