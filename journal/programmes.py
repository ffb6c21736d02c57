"""What a learner is on: the standard they learn, the plan they are assessed by, their programme."""

from sqlalchemy.orm import Session

from journal.audit import Event, record
from journal.domain.assessment_plan import AssessmentPlan
from journal.domain.standard import Standard
from journal.library import content
from journal.models import Person, Programme


def programme_of(session: Session, worker: Person) -> Programme | None:
    """The worker's apprenticeship, once somebody has entered its dates."""
    return session.get(Programme, worker.id)


def standard_of(session: Session, worker: Person) -> Standard:
    """The standard this worker learns, in the version they started with."""
    return content().standard


def plan_of(session: Session, worker: Person) -> AssessmentPlan:
    """The plan this worker is assessed by, in the version they started with."""
    return next(iter(content().assessment_plans.values()))


def show_to_supervisors(session: Session, worker: Person, *, shown: bool) -> None:
    """Let one's supervisors read one's hours and scan, or no longer."""
    programme = programme_of(session, worker)
    if programme is not None and programme.shown_to_supervisors != shown:
        programme.shown_to_supervisors = shown
        record(
            session,
            worker,
            Event.PROGRAMME_SHOWN,
            owner=worker.id,
            subject=("programme", worker.id),
        )
        session.flush()
