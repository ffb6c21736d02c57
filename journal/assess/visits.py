"""Who is inside: a link, and a browser that was let in with its code.

The cookie is signed, for this link alone, and no sign-in of a person's. Of the secret in it only a
hash is kept; it is dead as soon as the link is over or the assessor has left.
"""

import secrets
from dataclasses import dataclass
from uuid import UUID

from flask import Response, current_app, request
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy.orm import Session, selectinload

from journal import assessor_links, links
from journal.audit import Event, record
from journal.links import Link
from journal.models import AssessorLink, AssessorVisit, Submission
from journal.models.base import now
from journal.models.confidential import act_as, visible
from journal.signed_in import hash_of

PATH = "/assess"


@dataclass(frozen=True)
class Inside:
    """An assessor who is in: as whom they read, by which link, and what."""

    holder: Link
    link: AssessorLink
    visit: AssessorVisit
    submission: Submission


def link_of(session: Session, token: str, *, to_write: bool = False) -> AssessorLink | None:
    """The link that a token leads to, while it is open."""
    holder = links.holder_of(token)
    if holder is None:
        return None
    wanted = visible(AssessorLink, to=holder).where(
        AssessorLink.id == holder.id,
        AssessorLink.token_hash == hash_of(token),
        AssessorLink.is_open(),
    )
    return session.scalar(wanted.with_for_update() if to_write else wanted)


def inside(session: Session, token: str) -> Inside | None:
    """Who is in with this link, in this browser; asked again for every request."""
    link = link_of(session, token)
    secret = secret_in_cookie(token)
    if link is None or secret is None:
        return None
    holder = Link(link.id, link.organisation_id)
    visit = session.scalar(
        visible(AssessorVisit, to=holder).where(
            AssessorVisit.link_id == link.id,
            AssessorVisit.cookie_hash == hash_of(secret),
            AssessorVisit.left_at.is_(None),
        )
    )
    submission = session.scalar(
        visible(Submission, to=holder)
        .where(Submission.id == link.submission_id)
        .options(
            selectinload(Submission.files),
            selectinload(Submission.enclosures),
            selectinload(Submission.end),
        )
    )
    if visit is None or submission is None:
        return None
    return Inside(holder, link, visit, submission)


def is_in(session: Session, holder: Link, visit_id: UUID) -> bool:
    """Whether a browser that was let in still is: it has not left, and the link is open."""
    wanted = visible(AssessorVisit, to=holder).where(
        AssessorVisit.id == visit_id, AssessorVisit.left_at.is_(None)
    )
    return session.scalar(wanted) is not None


def let_in(
    session: Session, link: AssessorLink | None, code: str
) -> tuple[AssessorLink, str] | None:
    """The link, and the secret for this browser's cookie, if the code is the right one: once.
    Whoever looked the link up did so to write."""
    if link is None or not assessor_links.is_code(link, code):
        return None
    holder = Link(link.id, link.organisation_id)
    act_as(session, holder)
    secret = secrets.token_urlsafe(32)
    link.code_used_at = now()
    session.add(
        AssessorVisit(link_id=link.id, author_id=link.author_id, cookie_hash=hash_of(secret))
    )
    subject = ("assessor_link", link.id)
    record(session, holder, Event.ASSESSOR_LET_IN, owner=link.author_id, subject=subject)
    session.flush()
    return link, secret


def turn_away(session: Session, link: AssessorLink) -> None:
    """Tell whose portfolio it is that somebody has the link and not the code."""
    holder = Link(link.id, link.organisation_id)
    act_as(session, holder)
    subject = ("assessor_link", link.id)
    record(session, holder, Event.ASSESSOR_TURNED_AWAY, owner=link.author_id, subject=subject)
    session.flush()


def leave(session: Session, found: Inside) -> None:
    """This browser is no longer in."""
    act_as(session, found.holder)
    found.visit.left_at = now()
    session.flush()


def remember(response: Response, token: str, link: AssessorLink, secret: str) -> None:
    """Let this browser in until the link ends: a cookie of its own for each link."""
    response.set_cookie(
        cookie_name(token),
        str(signer().dumps(secret)),
        expires=link.expires_at,
        path=PATH,
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
        httponly=True,
        samesite="Lax",
    )


def forget(response: Response, token: str) -> None:
    """Take the cookie away."""
    response.delete_cookie(cookie_name(token), path=PATH)


def secret_in_cookie(token: str) -> str | None:
    """The secret that this browser was given for this link, if we gave it one."""
    try:
        secret = signer().loads(request.cookies.get(cookie_name(token), ""))
    except BadSignature:
        return None
    return secret if isinstance(secret, str) else None


def cookie_name(token: str) -> str:
    """A name that differs from link to link and tells nothing of it."""
    return f"assess-{hash_of(token)[:16]}"


def signer() -> URLSafeSerializer:
    """Signs the cookies of assessors, and nothing else."""
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="the visit of an assessor")
