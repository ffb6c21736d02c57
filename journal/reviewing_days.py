"""When progress reviews are due: told from dates alone, and never from what they hold."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal.domain.actions import is_time_to_remind
from journal.domain.progress_review import SOON, next_review
from journal.domain.relationships import RelationshipKind
from journal.formatting import today
from journal.models import Programme, Relationship

REVIEWED_WITH = (RelationshipKind.MANAGER, RelationshipKind.COACH)


def due_on(programme: Programme | None) -> date | None:
    """The last day for somebody's next review; None where nobody entered when they began, while
    they pause, and once they have finished."""
    if programme is None or programme.completed_at is not None:
        return None
    return next_review(programme.began_on, programme.reviewed_on, programme.breaks or [], today())


def is_near(day: date | None) -> bool:
    """Whether a review is worth a line by now."""
    return day is not None and day <= today() + SOON


def to_remind_of(session: Session) -> list[Programme]:
    """Those of whose next review three people should hear today."""
    running = sa.select(Programme).where(Programme.completed_at.is_(None))
    return [each for each in session.scalars(running) if is_time(each)]


def is_time(programme: Programme) -> bool:
    """Whether a letter should go out about it today: one before its day, one after."""
    return is_time_to_remind(due_on(programme), programme.review_reminded_on, today(), SOON)


def note_reminded(programmes: Iterable[Programme]) -> None:
    """They have heard of it now."""
    for each in programmes:
        each.review_reminded_on = today()


def note_reviewed(session: Session, worker_id: UUID, day: date) -> None:
    """Keep the day of a review that was signed; one of an earlier day moves nothing."""
    programme = session.get(Programme, worker_id)
    if programme is not None and (programme.reviewed_on or date.min) < day:
        programme.reviewed_on = day
        session.flush()


def concerns(
    person_id: UUID, programme: Programme, bonds: Iterable[Relationship]
) -> set[UUID | None]:
    """By which relationships somebody is one of the three; None stands for the worker's own."""
    own: set[UUID | None] = {None} if programme.person_id == person_id else set()
    return own | {
        each.id
        for each in bonds
        if each.worker_id == programme.person_id and each.kind in REVIEWED_WITH
    }
