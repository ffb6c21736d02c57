"""Mail never carries content: it says that something is waiting, and where.

Letters wait in a table, written in the transaction that gave rise to them; `mail_delivery`
sends them. A letter that has waited too long is stale and is not sent any more, so that a
mail server set up later does not pour out the past.
"""

from collections.abc import Sequence
from datetime import timedelta
from urllib.parse import urlsplit
from uuid import uuid4

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import Session

from config import Settings
from journal.forms import trimmed
from journal.models import LetterReason, OutgoingMail, Person, Relationship
from journal.models.base import now

SIGNATURE = "\n\nAlongside\n"
KEPT_FOR = timedelta(days=30)


def is_set_up() -> bool:
    """Whether this installation has a mail server."""
    return bool(settings().mail_url)


def page(endpoint: str, **values: object) -> str:
    """The full address of a page, from the settings.

    Never from the request: whoever makes a request names its host, and could have somebody
    else's link lead to a machine of their own.
    """
    path = current_app.url_map.bind("localhost").build(endpoint, values)
    return settings().base_url + path


def something_waits(
    session: Session, to: Person, page: str, *because_of: Relationship | None
) -> None:
    """Tell somebody that something is waiting for them on a page of theirs.

    What waits because of a relationship waits no longer once that has ended, and neither does
    the letter; of several, once all have. A reason that is none of these, None, lasts.
    """
    here = settings().base_url + urlsplit(page).path
    queue(
        session,
        to.email,
        "Something is waiting for you in Alongside",
        f"Hello {to.name},\n\nsomething is waiting for you. Sign in to see it:\n\n{here}",
        because_of,
    )


def invitation(session: Session, to: Person, link: str) -> None:
    """Ask somebody to come in and choose a password."""
    queue(
        session,
        to.email,
        "You are invited to Alongside",
        f"Hello {to.name},\n\n{to.organisation.name} invites you to Alongside, a journal for "
        "reflection and supervision. What you write there is private until you share it.\n\n"
        f"To begin, choose a password here:\n\n{link}\n\n"
        "The link works once, for 14 days. After that, ask for a new one. If you did not "
        "expect this letter, you need not do anything.",
    )


def testimony_asked(session: Session, by: Person, name: str, address: str, link: str) -> None:
    """Ask somebody without an account for a few words; about what, only the page says."""
    queue(
        session,
        address,
        f"{by.name} asks you for a few words",
        f"Hello {name},\n\n{by.name} of {by.organisation.name} asks you for a few words. What it "
        f"is about, and what becomes of it, you read here:\n\n{link}\n\n"
        "The link works once, and you need no account. If you would rather not, or did not expect "
        "this letter, you need not do anything.",
    )


def assessor_invited(session: Session, by: Person, name: str, address: str, link: str) -> None:
    """Tell an assessor where a portfolio waits; the code that opens it never goes along."""
    queue(
        session,
        address,
        "A portfolio is waiting for you",
        f"Hello {name},\n\n{by.name} of {by.organisation.name} gives you a portfolio to read:"
        f"\n\n{link}\n\nThe link opens nothing by itself. The code for it reaches you in "
        "another way. If you did not expect this letter, you need not do anything.",
    )


def new_password(session: Session, to: Person, link: str) -> None:
    """Let somebody choose a new password."""
    queue(
        session,
        to.email,
        "A new password for Alongside",
        f"Hello {to.name},\n\nsomebody, probably you, asked for a new password. Choose one here:"
        f"\n\n{link}\n\nThe link works once, for an hour. If it was not you, you need not do "
        "anything: your password stays as it is.",
    )


def password_changed(session: Session, to: Person) -> None:
    """Tell somebody that their password is a new one, in case it was not their doing."""
    queue(
        session,
        to.email,
        "Your password for Alongside was changed",
        f"Hello {to.name},\n\nthe password of your account was changed just now, and every "
        "device was signed out. If that was you, all is well. If not, ask for a new password "
        f"at once:\n\n{page('accounts.forgotten')}",
    )


def queue(
    session: Session,
    address: str,
    subject: str,
    body: str,
    because_of: Sequence[Relationship | None] = (),
) -> None:
    """Put a letter in the outbox; it is sent once this transaction has become true."""
    session.execute(sa.delete(OutgoingMail).where(OutgoingMail.made_at < now() - KEPT_FOR))
    reasons = set() if None in because_of else {each.id for each in because_of if each}
    letter = OutgoingMail(
        id=uuid4(),
        to_address=trimmed(address),
        subject=trimmed(subject),
        body=body + SIGNATURE,
        relationship_id=next(iter(reasons)) if len(reasons) == 1 else None,
    )
    session.add(letter)
    if len(reasons) > 1:
        session.flush()
        session.add_all(LetterReason(letter_id=letter.id, relationship_id=each) for each in reasons)


def settings() -> Settings:
    """The settings of this installation."""
    found: Settings = current_app.extensions["settings"]
    return found
