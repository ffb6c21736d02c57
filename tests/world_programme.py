"""The apprenticeships of the tests' two workers: eleven months in, four to go, 30 hours a week."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from journal.library import content
from journal.models import OwnPlan, OwnStandard, Programme
from journal.own_content import data_of as data_of_plan
from journal.own_standards import data_of as data_of_framework

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
    add_own_content(session, world)
    session.flush()


def add_own_content(session: Session, world: "World") -> None:
    """A plan and a standard of each organisation's own, by which nobody learns."""
    shipped = content()
    plan, framework = data_of_plan(shipped.plan), data_of_framework(shipped.standard.framework, "0")
    for administrator in ("admin", "stranger_admin"):
        home = {
            "organisation_id": world.people[administrator].organisation_id,
            "made_by_id": world.people[administrator].id,
            "version": "0",
        }
        own_plan = OwnPlan(
            key=plan["key"], title=plan["title"], data=plan | {"version": "0"}, **home
        )
        standard = OwnStandard(
            key=framework["key"], title=framework["title"], data=framework, **home
        )
        session.add_all([own_plan, standard])
        session.flush()
        world.ids.setdefault("plan_id", []).append(own_plan.id)
        world.ids.setdefault("standard_id", []).append(standard.id)
