"""A file that somebody waits for: their page asks how far it is, and can have it stopped.

Only a page with a script asks: it sends an id of its own with the form. Without one nothing is
written, and the browser's own sign that it is loading is what there is to see.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TypeVar
from uuid import UUID, uuid5

import sqlalchemy as sa
from flask import request
from sqlalchemy.orm import Session

from journal.database import begin_writing
from journal.domain.making import UNWATCHED, Stopped, Watch
from journal.extensions import db
from journal.models import Making
from journal.models.base import now

ID = "making"
"""The field of a form that holds the page's own id."""
KEPT = timedelta(hours=12)
"""Longer than anything takes that is made in a request."""
SEEN = timedelta(minutes=1)
"""By then the page that waits has asked at least once: what was over before that has been seen."""
BETWEEN = 0.3
"""Seconds between two notes of how far it is: each is a transaction."""
STOPPED = "Stopped. Nothing was made."
Result = TypeVar("Result")


@contextmanager
def watched(person_id: UUID, visit_id: UUID | None = None) -> Iterator[Watch]:
    """Where a file is made in a request: nothing may be open in the database meanwhile. With a
    visit, it is for somebody who came by a link to what is this person's.

    Raises Stopped, also when that was asked for at the very end.
    """
    wanted = request.form.get(ID, type=UUID)
    if wanted is None:
        yield UNWATCHED
        return
    watch = Noted(person_id, of_visit(visit_id, wanted) if visit_id else wanted)
    is_to_stop = False
    try:
        yield watch
    finally:
        if watch.has_begun:
            is_to_stop = watch.note(is_over=True)
    if is_to_stop:
        raise Stopped


def of_visit(visit_id: UUID, page_id: UUID) -> UUID:
    """The id of a row that a page reaches by a link: from there no other row can be named."""
    return uuid5(visit_id, str(page_id))


def how_far(session: Session, person_id: UUID, making_id: UUID) -> dict[str, object] | None:
    """How far a file of somebody's is, for the page that waits for it."""
    mine = sa.select(Making).where(Making.id == making_id, Making.person_id == person_id)
    found = session.scalar(mine)
    if found is None:
        return None
    return {"done": found.done, "parts": found.parts, "over": found.is_over}


def stop(session: Session, person_id: UUID, making_id: UUID) -> bool:
    """Ask for the end of it; whether there was anything that had not ended.

    What has not begun ends when it does: a large archive is read for long before that, also when
    the page that sent it waits no more.
    """
    asked = sa.update(Making).where(
        Making.id == making_id, Making.person_id == person_id, Making.is_over.is_(False)
    )
    if session.execute(asked.values(is_to_stop=True)).rowcount:  # type: ignore[attr-defined]
        return True
    if session.get(Making, making_id):
        return False
    session.add(row_of(making_id, person_id, parts=0, is_to_stop=True))
    session.flush()
    return True


def forget_old(session: Session) -> None:
    """Let go of what a process left behind that died, or of a Stop that nothing followed."""
    session.execute(sa.delete(Making).where(Making.begun_at <= now() - KEPT))


def row_of(making_id: UUID, person_id: UUID, parts: int, *, is_to_stop: bool = False) -> Making:
    """Of which nothing is done yet."""
    return Making(
        id=making_id, person_id=person_id, parts=parts, done=0, is_over=False,
        is_to_stop=is_to_stop,
    )  # fmt: skip


class Noted:
    """A watch that writes down how far it is, in transactions of its own."""

    def __init__(self, person_id: UUID, making_id: UUID) -> None:
        self.person_id, self.making_id = person_id, making_id
        self.done, self.noted_at, self.has_begun = 0, time.monotonic(), False

    def begin(self, parts: int) -> None:
        """A row that is over goes with the next, once its own page must have seen that it is: the
        next may be begun by somebody else, who came by a link. The same page sent again begins
        anew."""
        self.has_begun = True
        past = sa.delete(Making).where(
            Making.person_id == self.person_id,
            Making.is_over,
            (Making.begun_at <= now() - SEEN) | (Making.id == self.making_id),
        )
        row = row_of(self.making_id, self.person_id, parts)

        def write(session: Session) -> None:
            session.execute(past)
            if session.get(Making, self.making_id) is None:
                session.add(row)

        at_once(write)

    def part_done(self) -> None:
        """One more. Raises Stopped."""
        self.done += 1
        self.look()

    def look(self) -> None:
        """Note it, now and then. Raises Stopped."""
        if time.monotonic() - self.noted_at >= BETWEEN and self.note():
            raise Stopped

    def note(self, *, is_over: bool = False) -> bool:
        """Write it down, and read whether it is to stop."""
        self.noted_at = time.monotonic()
        mine = sa.and_(Making.id == self.making_id, Making.person_id == self.person_id)
        written = sa.update(Making).where(mine).values(done=self.done, is_over=is_over)
        return bool(at_once(lambda it: it.scalar(written.returning(Making.is_to_stop))))


def at_once(write: Callable[[Session], Result]) -> Result | None:
    """Write in a transaction of a moment; where the database is busy for long, not at all: the file
    is made all the same."""
    try:
        with Session(db.engine) as session:
            begin_writing(session)
            written = write(session)
            session.commit()
            return written
    except sa.exc.DBAPIError:
        return None
