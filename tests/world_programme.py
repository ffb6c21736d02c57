"""The apprenticeships of the tests' two workers: eleven months in, four to go, 30 hours a week."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from journal.models import Programme

if TYPE_CHECKING:
    from tests.world import World

BEGAN_AGO = timedelta(days=335)
ENDS_AHEAD = timedelta(days=122)
WEEKLY_MINUTES = 30 * 60
LEARNERS = ("worker", "other_worker")


def add_to(session: Session, world: "World") -> None:
    """One programme for each worker, on the installation's own standard and plan."""
    for learner in LEARNERS:
        session.add(
            Programme(
                person_id=world.people[learner].id,
                began_on=date.today() - BEGAN_AGO,
                ends_on=date.today() + ENDS_AHEAD,
                weekly_minutes=WEEKLY_MINUTES,
            )
        )
    session.flush()
