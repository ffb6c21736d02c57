"""Who is signed in on this device. Everything Flask-Login stays behind this module.

The cookie holds a random token; the row it leads to can be ended, so a copied cookie is dead
after sign-out. It also holds when somebody was last here, signed like the rest: a page that
is read writes nothing to the database, and yet half an hour of quiet locks. While a device is
locked, nobody is signed in as far as any page can tell.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from flask import current_app, g, request
from flask import session as cookie
from flask_login import UserMixin, current_user, login_user, logout_user
from flask_wtf.csrf import generate_csrf
from itsdangerous import BadSignature, URLSafeSerializer

from journal.extensions import db, login_manager
from journal.models.base import now, this_moment
from journal.models.person import Person
from journal.models.sign_in import SignIn

STAYS_SIGNED_IN = timedelta(hours=24)
"""After the last form or autosave. What was typed may wait for 20 hours; this is longer."""
RENEWED_AFTER = timedelta(minutes=10)
LOCKS_AFTER = 30  # minutes
SEEN = "seen"
PROVED = "proved"
PROOF_LASTS = 300
"""Seconds in which somebody who has just said again who they are may do one serious thing."""
BY_ITSELF = "X-By-Itself"
"""A script says with this header that nobody did anything: such a request keeps nothing open."""
STILL_SIGNED_IN = (
    sa.select(SignIn)
    .join(SignIn.person)
    .where(
        SignIn.token_hash == sa.bindparam("token_hash"),
        SignIn.ended_at.is_(None),
        SignIn.expires_at > this_moment(),
        Person.left_at.is_(None),
    )
)
"""Put together once: every request asks this."""


@dataclass(frozen=True)
class SignedIn(UserMixin):  # type: ignore[misc]
    """A person on a device, as Flask-Login wants to know them."""

    token: str
    row: SignIn

    def get_id(self) -> str:
        """What goes into the cookie."""
        return self.token

    @property
    def person(self) -> Person:
        """The person whose device it is."""
        return self.row.person


def hash_of(token: str) -> str:
    """What is kept of a secret that is already random: enough to know it again."""
    return hashlib.sha256(token.encode()).hexdigest()


def current_person() -> Person:
    """The person signed in; for views whose policy says that somebody is."""
    person = current_person_or_none()
    assert person is not None, "This view needs a policy that asks people to sign in."  # noqa: S101
    return person


def current_person_or_none() -> Person | None:
    """The person signed in, if anybody is and the device is not locked."""
    return None if is_locked() else person_of_device()


def person_of_device() -> Person | None:
    """Whose device this is, locked or not: for the pages that unlock it or sign it out."""
    return current_user.person if known() else None


def current_sign_in() -> SignIn:
    """The row of this device."""
    row: SignIn = current_user.row
    return row


def known() -> bool:
    """Whether this request comes from a device that is signed in."""
    return bool(current_user.is_authenticated)


def is_locked() -> bool:
    """Whether somebody locked this device, or nobody was here for half an hour."""
    if not known():
        return False
    row = current_sign_in()
    return row.locked_at is not None or minute(now()) - last_seen(row) > LOCKS_AFTER


def last_seen(row: SignIn) -> int:
    """The minute in which somebody last did something here; a cookie that says none is new."""
    seen: int = cookie.get(SEEN, minute(row.began_at))
    return seen


def note_activity() -> None:
    """Somebody is here. The cookie remembers it, and a form that is sent keeps the row alive."""
    this_minute = minute(now())
    if cookie.get(SEEN) != this_minute:
        cookie[SEEN] = this_minute
    if request.method not in {"GET", "HEAD", "OPTIONS"}:
        keep_alive(current_sign_in())


def keep_alive(row: SignIn) -> None:
    """Let the sign-in last another day from now; not written again for every autosave."""
    if row.expires_at - now() < STAYS_SIGNED_IN - RENEWED_AFTER:
        row.expires_at = now() + STAYS_SIGNED_IN


def unlock() -> None:
    """Open this device again: whoever calls has made sure of the person."""
    row = current_sign_in()
    row.locked_at = None
    cookie[SEEN] = minute(now())
    keep_alive(row)


def prove() -> None:
    """Somebody has just said again who they are: whoever calls has made sure of it."""
    cookie[PROVED] = int(now().timestamp())


def is_proved() -> bool:
    """Whether it is still they, as far as anybody can know: a phone left open proves nothing."""
    at = cookie.get(PROVED)
    return isinstance(at, int) and 0 <= now().timestamp() - at <= PROOF_LASTS


def use_proof() -> None:
    """It was good for one thing."""
    cookie.pop(PROVED, None)


def lock() -> None:
    """From now on this device opens nothing but the way to unlock it, copied cookies neither."""
    row = current_sign_in()
    row.locked_at = row.locked_at or now()


def minute(moment: datetime) -> int:
    """Whole minutes: a cookie need not change with every request."""
    return int(moment.timestamp() // 60)


def remember(row: SignIn, token: str) -> None:
    """Begin a fresh cookie for a device that has just signed in."""
    begin_afresh()
    login_user(SignedIn(token, row))
    cookie[SEEN] = minute(now())


def forget() -> None:
    """Empty this device's cookie."""
    logout_user()
    begin_afresh()


def begin_afresh() -> None:
    """An empty cookie; a form's token made from the old one would be refused."""
    cookie.clear()
    g.pop("csrf_token", None)


def fresh_token() -> str:
    """A token for the forms of this device."""
    token: str = generate_csrf()
    return token


def mark_of(person: Person) -> str:
    """Whose page this is, in a form that a page can hold and hand back, and nobody can make."""
    made: str = marker().dumps(str(person.id))
    return made


def is_page_of(person: Person, mark: str) -> bool:
    """Whether a page with this mark was made for this person."""
    return marked(mark) == person.id


def marked(mark: str) -> UUID | None:
    """For whom a page with this mark was made; None for one that we did not make."""
    try:
        return UUID(marker().loads(mark))
    except (BadSignature, ValueError, TypeError, AttributeError):
        return None


def marker() -> URLSafeSerializer:
    """Signs marks with the secret of the service."""
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="the page of a person")


def gone() -> Person | None:
    """Whose sign-in this device's cookie leads to although it is over, if anybody's."""
    token = cookie.get("_user_id")
    if not isinstance(token, str):
        return None
    row = db.session.scalar(sa.select(SignIn).where(SignIn.token_hash == hash_of(token)))
    return row.person if row else None


@login_manager.user_loader  # type: ignore[untyped-decorator]
def find(token: str) -> SignedIn | None:
    """The device that this token belongs to, unless it or its person has gone."""
    row = db.session.scalar(STILL_SIGNED_IN, {"token_hash": hash_of(token)})
    return SignedIn(token, row) if row else None
