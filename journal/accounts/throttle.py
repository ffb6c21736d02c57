"""Guessing is slow: so many tries at one door, then a wait."""

import hashlib
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal.models.attempt import Attempt
from journal.models.base import now

WINDOW = timedelta(minutes=15)
TRIES = 10


def too_many(session: Session, door: str, who: str) -> bool:
    """Whether this door has been tried too often in the last quarter of an hour."""
    tried = session.scalar(
        sa.select(sa.func.count())
        .select_from(Attempt)
        .where(Attempt.what == name(door, who), Attempt.at > now() - WINDOW)
    )
    return (tried or 0) >= TRIES


def note(session: Session, door: str, who: str) -> None:
    """Count one try, and forget those that no longer matter."""
    session.execute(sa.delete(Attempt).where(Attempt.at <= now() - WINDOW))
    session.add(Attempt(what=name(door, who)))
    session.flush()


def name(door: str, who: str) -> str:
    """The door and who knocks, hashed: this table is nobody's list of addresses."""
    return f"{door}:{hashlib.sha256(who.casefold().encode()).hexdigest()}"
