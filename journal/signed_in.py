"""Who is signed in on this device. Everything Flask-Login stays behind this module.

The cookie holds a random token and nothing else; the row it leads to can be ended, so a
copied cookie is dead after sign-out.
"""

import hashlib
from dataclasses import dataclass

import sqlalchemy as sa
from flask import session as cookie
from flask_login import UserMixin, current_user, login_user, logout_user

from journal.extensions import db, login_manager
from journal.models.base import now
from journal.models.person import Person
from journal.models.sign_in import SignIn


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
    """The person signed in, if anybody is."""
    return current_user.person if known() else None


def current_sign_in() -> SignIn:
    """The row of this device."""
    row: SignIn = current_user.row
    return row


def known() -> bool:
    """Whether this request comes from a device that is signed in."""
    return bool(current_user.is_authenticated)


def remember(row: SignIn, token: str) -> None:
    """Begin a fresh cookie for a device that has just signed in."""
    cookie.clear()
    login_user(SignedIn(token, row))


def forget() -> None:
    """Empty this device's cookie."""
    logout_user()
    cookie.clear()


@login_manager.user_loader  # type: ignore[untyped-decorator]
def find(token: str) -> SignedIn | None:
    """The device that this token belongs to, unless it or its person has gone."""
    row = db.session.scalar(
        sa.select(SignIn)
        .join(SignIn.person)
        .where(
            SignIn.token_hash == hash_of(token),
            SignIn.ended_at.is_(None),
            SignIn.expires_at > now(),
            Person.left_at.is_(None),
        )
    )
    return SignedIn(token, row) if row else None
