"""Calendars without content: when a session is, and that it is one. No names, no place, no words.

Times are given in UTC, so that every calendar shows them right whatever the clocks do.
"""

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from datetime import UTC, timedelta

import sqlalchemy as sa
from icalendar import Calendar, Event
from sqlalchemy.orm import Session

from journal.audit import Event as Act
from journal.audit import record
from journal.domain.joint_records import RecordState
from journal.domain.supervision import USUAL_MINUTES
from journal.models import CalendarFeed, JointRecord, Person
from journal.models.base import now
from journal.models.confidential import visible
from journal.supervision.queries import MEETINGS, when

PRODUCT = "-//Alongside//Supervision//EN"
TITLE = "Supervision"
BACK = timedelta(days=90)
MOST = 500
CONTENT_TYPE = "text/calendar; charset=utf-8"


def calendar_of(sessions: Iterable[JointRecord]) -> bytes:
    """An iCalendar file of these sessions."""
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", TITLE)
    for each in sessions:
        made.add_component(event_of(each))
    written: bytes = made.to_ical()
    return written


def event_of(of: JointRecord) -> Event:
    """One session. Its name stays the same, so that a calendar moves it rather than doubles it."""
    begins = when(of).astimezone(UTC)
    made = Event()
    made.add("uid", f"{uid_of(of)}@alongside")
    made.add("dtstamp", of.saved_at.astimezone(UTC))
    made.add("last-modified", of.saved_at.astimezone(UTC))
    made.add("sequence", of.revision + (of.state is RecordState.CANCELLED))
    made.add("dtstart", begins)
    made.add("dtend", begins + timedelta(minutes=of.minutes or USUAL_MINUTES))
    made.add("summary", TITLE)
    made.add("class", "PRIVATE")
    made.add("status", "CANCELLED" if of.state is RecordState.CANCELLED else "CONFIRMED")
    return made


def uid_of(of: JointRecord) -> str:
    """A name that leads nowhere: whoever keeps a calendar learns no address of ours."""
    return hashlib.sha256(f"session {of.id}".encode()).hexdigest()[:32]


def sessions_of(session: Session, me: Person) -> Sequence[JointRecord]:
    """What belongs on somebody's calendar: from a season ago onwards. What two planned who have
    parted since will not take place."""
    takes_place = (JointRecord.state != RecordState.OPEN) | JointRecord.lasts(me)
    return session.scalars(
        visible(JointRecord, to=me)
        .where(JointRecord.kind.in_(MEETINGS), JointRecord.starts_at >= now() - BACK, takes_place)
        .order_by(JointRecord.starts_at, JointRecord.id)
        .limit(MOST)
    ).all()


def make_address(session: Session, me: Person) -> str:
    """A fresh secret for the address of somebody's calendar; the one before is dead."""
    secret = secrets.token_urlsafe(32)
    feed = session.get(CalendarFeed, me.id)
    if feed is None:
        feed = CalendarFeed(person_id=me.id)
        session.add(feed)
    feed.token_hash, feed.made_at = hash_of(secret), now()
    record(session, me, Act.CALENDAR_ADDRESS_MADE, owner=me.id, subject=("person", me.id))
    session.flush()
    return secret


def take_away(session: Session, me: Person) -> None:
    """Nobody reads this calendar from now on."""
    feed = session.get(CalendarFeed, me.id)
    if feed is not None:
        session.delete(feed)
        stopped = Act.CALENDAR_ADDRESS_STOPPED
        record(session, me, stopped, owner=me.id, subject=("person", me.id))
        session.flush()


def has_address(session: Session, me: Person) -> bool:
    """Whether there is an address that works."""
    return session.get(CalendarFeed, me.id) is not None


def whose(session: Session, secret: str) -> Person | None:
    """Whose calendar a secret opens; nobody's once they have left."""
    return session.scalar(
        sa.select(Person)
        .join(CalendarFeed, CalendarFeed.person_id == Person.id)
        .where(CalendarFeed.token_hash == hash_of(secret), Person.left_at.is_(None))
    )


def hash_of(secret: str) -> str:
    """What is kept of a secret that is already random."""
    return hashlib.sha256(secret.encode()).hexdigest()
