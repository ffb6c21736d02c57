"""Guessing is slow: so many tries at one door, then a wait."""

import hashlib
from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network

import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal.models.attempt import Attempt
from journal.models.base import now

WINDOW = timedelta(minutes=15)
TRIES = 10
TRIES_FROM_ONE_PLACE = 60
"""A whole office may stand behind one address, and somebody there always mistypes."""


def too_many(session: Session, door: str, who: str, most: int = TRIES) -> bool:
    """Whether this door has been tried too often in the last quarter of an hour."""
    tried = session.scalar(
        sa.select(sa.func.count())
        .select_from(Attempt)
        .where(Attempt.what == name(door, who), Attempt.at > now() - WINDOW)
    )
    return (tried or 0) >= most


def note(session: Session, door: str, who: str) -> None:
    """Count one try, and forget those that no longer matter."""
    session.execute(sa.delete(Attempt).where(Attempt.at <= now() - WINDOW))
    session.add(Attempt(what=name(door, who)))
    session.flush()


def place(remote: str | None) -> str:
    """Where a request comes from; an IPv6 network is one place, since it holds no end of addresses.

    Behind a proxy the service must be told to trust it, or everybody comes from one place.
    """
    try:
        address = ip_address(remote or "")
    except ValueError:
        return "nowhere"
    if isinstance(address, IPv6Address):
        return str(ip_network((address, 64), strict=False))
    return str(address)


def name(door: str, who: str) -> str:
    """The door and who knocks, hashed: this table is nobody's list of addresses."""
    return f"{door}:{hashlib.sha256(who.casefold().encode()).hexdigest()}"
