"""What is written down about a programme, each act with its audit event."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from journal.audit import Event, record
from journal.domain.programme import Break
from journal.domain.versions import Versions
from journal.models import Person, Programme
from journal.models.base import now
from journal.plans.queries import programme_to_write


class ChangedElsewhere(Exception):
    """Somebody changed it since this page was made."""


@dataclass(frozen=True)
class Dates:
    """Everything of a programme that can be set at any time."""

    began_on: date
    ends_on: date | None
    weekly_minutes: int | None
    minimum_minutes: int | None
    planned_minutes: int | None
    breaks: tuple[Break, ...]
    was_19_at_start: bool


def begin(
    session: Session, actor: Person, worker: Person, dates: Dates, versions: Versions
) -> Programme:
    """Write down that somebody's apprenticeship has begun, and what they learn."""
    programme = Programme(person_id=worker.id, breaks=[], began_on=dates.began_on)
    put_on(programme, versions)
    session.add(programme)
    write(programme, dates)
    tell(session, actor, Event.PROGRAMME_SET, worker.id)
    return programme


def change(session: Session, actor: Person, programme: Programme, dates: Dates, seen: str) -> None:
    """Change dates and hours; refused when somebody else did meanwhile."""
    if programme.changed_at.isoformat() != seen:
        raise ChangedElsewhere
    write(programme, dates)
    tell(session, actor, Event.PROGRAMME_SET, programme.person_id)


def write(programme: Programme, dates: Dates) -> None:
    """The dates, as they are kept."""
    programme.began_on, programme.ends_on = dates.began_on, dates.ends_on
    programme.weekly_minutes = dates.weekly_minutes
    programme.minimum_minutes = dates.minimum_minutes
    programme.planned_minutes = dates.planned_minutes
    in_order = sorted(dates.breaks, key=lambda each: each.first)
    programme.breaks = [each.as_texts() for each in in_order]
    programme.was_19_at_start = dates.was_19_at_start
    programme.changed_at = now()


def propose(session: Session, coach: Person, programme: Programme, versions: Versions) -> None:
    """Ask the learner whether they go to other versions. Nothing moves until they say yes."""
    programme.proposed = {
        "standard": versions.standard.key,
        "standard_version": versions.standard.version,
        "plan": versions.plan.key,
        "plan_version": versions.plan.version,
        "by_id": str(coach.id),
        "at": now().isoformat(),
    }
    tell(session, coach, Event.PROGRAMME_PROPOSED, programme.person_id)


def put_aside(session: Session, actor: Person, programme: Programme) -> None:
    """The learner stays, or the coach takes the proposal back."""
    programme.proposed = None
    tell(session, actor, Event.PROGRAMME_STAYED, programme.person_id)


def move(session: Session, worker: Person, programme: Programme, versions: Versions) -> None:
    """The learner goes to the versions that were proposed to them. No tag is touched."""
    put_on(programme, versions)
    programme.proposed, programme.changed_at = None, now()
    tell(session, worker, Event.PROGRAMME_MOVED, worker.id)


def put_on(programme: Programme, versions: Versions) -> None:
    """The versions by which somebody learns from now on."""
    programme.standard = versions.standard.key
    programme.standard_version = versions.standard.version
    programme.plan, programme.plan_version = versions.plan.key, versions.plan.version


def tell(session: Session, actor: Person, event: Event, worker_id: UUID) -> None:
    """Into the learner's account."""
    record(session, actor, event, owner=worker_id, subject=("programme", worker_id))
    session.flush()


__all__ = [
    "ChangedElsewhere",
    "Dates",
    "begin",
    "change",
    "move",
    "programme_to_write",
    "propose",
    "put_aside",
]
