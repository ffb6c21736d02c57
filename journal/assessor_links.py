"""Links for assessors: made, given a new code, and ended by the worker or an administrator."""

import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from flask import current_app
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from journal import links, mail
from journal.audit import Event, record
from journal.free_id import one_at_a_time
from journal.links import Link
from journal.models import AssessorLink, Person, Submission
from journal.models.base import now
from journal.record_codes import ALPHABET, as_kept
from journal.signed_in import hash_of

GROUP, GROUPS = 4, 2


@dataclass(frozen=True)
class Assessor:
    """For whom a link is, and for how many days."""

    name: str
    email: str
    organisation: str
    days: int


@dataclass(frozen=True)
class NewLink:
    """A link with its code, which is shown once; `address` is empty when the link went by mail."""

    link: AssessorLink
    code: str
    address: str


class Ended(Exception):
    """The submission was withdrawn, or another took its place: nobody new reads it."""


def make(
    session: Session, me: Person, submission: Submission, link_id: UUID, assessor: Assessor
) -> NewLink:
    """A link for one assessor. The code never goes the way of the link.

    An id that is taken gives way to a fresh one. Raises Ended; who ends it at the same moment
    waits, so that no link is left open behind them.
    """
    one_at_a_time(session, me)
    session.refresh(submission, ["end"])
    if submission.end is not None:
        raise Ended
    code = new_code()
    made = AssessorLink(
        id=link_id,
        organisation_id=me.organisation_id,
        author_id=me.id,
        submission_id=submission.id,
        token_hash=secrets.token_hex(),
        code_hash="",
        name=assessor.name,
        email=assessor.email,
        from_organisation=assessor.organisation,
        expires_at=now() + timedelta(days=assessor.days),
    )
    token = links.new_token(made.id)
    made.token_hash, made.code_hash = hash_of(token), hash_of_code(made.id, code)
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError:
        return make(session, me, submission, uuid4(), assessor)
    note(session, me, Event.ASSESSOR_LINK_MADE, made)
    address = mail.page("assess.come_in", token=token)
    if mail.is_set_up():
        mail.assessor_invited(session, me, made.name, made.email, address)
        session.flush()
        address = ""
    return NewLink(made, code, address)


def renew_code(session: Session, me: Person, link: AssessorLink) -> str:
    """A new code for the same link: for a code that was lost, or for a second device."""
    code = new_code()
    link.code_hash, link.code_used_at = hash_of_code(link.id, code), None
    note(session, me, Event.ASSESSOR_CODE_MADE, link)
    return code


def revoke(session: Session, actor: Person, link: AssessorLink) -> None:
    """From the next request on, the link opens nothing, and whoever is in is out."""
    if link.revoked_at is None:
        link.revoked_at = now()
        note(session, actor, Event.ASSESSOR_LINK_REVOKED, link)


def is_code(link: AssessorLink, typed: str) -> bool:
    """Whether this is the code of the link, not used yet."""
    given = hash_of_code(link.id, typed)
    return link.code_used_at is None and hmac.compare_digest(link.code_hash, given)


def hash_of_code(link_id: UUID, code: str) -> str:
    """What is kept of a code: short as it is, nobody tries them out on a copy of the database
    without the secret of the service."""
    key = str(current_app.config["SECRET_KEY"]).encode()
    text = f"assessor's code {link_id} {as_kept(code)}".encode()
    return hmac.digest(key, text, "sha256").hex()


def new_code() -> str:
    """Letters and digits in two groups, to be read out on the telephone."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(GROUP * GROUPS))
    return "-".join(letters[start : start + GROUP] for start in range(0, len(letters), GROUP))


def note(session: Session, actor: Person | Link, event: Event, link: AssessorLink) -> None:
    """Record the act, and send it to the database together with what it did."""
    record(session, actor, event, owner=link.author_id, subject=("assessor_link", link.id))
    session.flush()
