"""`journal remind`: three people hear that a progress review is due, once before and once after."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal.database import begin_writing
from journal.domain.progress_review import months_later
from journal.formatting import today
from journal.models import Action, OutgoingMail, Person, Programme, Rhythm
from journal.models.base import as_if, now
from journal.models.confidential import act_as, visible
from journal.reminders import remind_everybody
from tests.world import World, end_relationship


@pytest.fixture
def due(session: Session, world: World) -> date:
    """Nothing is due but the worker's next review, in two months or so."""
    begin_writing(session)
    session.execute(sa.delete(OutgoingMail))
    session.execute(sa.delete(Rhythm))
    for person in session.scalars(sa.select(Person)).all():
        act_as(session, person)
        for action in session.scalars(visible(Action, to=person)):
            if action.editable_by(person):
                action.due_on = None
        session.flush()
    session.get_one(Programme, world.other_worker.id).completed_at = now()
    programme = session.get_one(Programme, world.worker.id)
    assert programme.reviewed_on is not None
    session.commit()
    return months_later(programme.reviewed_on, 3)


def remind_on(session: Session, day: date) -> set[str]:
    """Who hears of it on a day."""
    begin_writing(session)
    session.execute(sa.delete(OutgoingMail))
    with as_if(now() + (day - today())):
        remind_everybody(session)
    session.commit()
    letters = session.scalars(sa.select(OutgoingMail)).all()
    assert all("/progress/reviews" in each.body for each in letters)
    found = {each.to_address for each in letters}
    session.rollback()
    return found


def test_all_three_hear_once_before_the_day_and_once_after(
    session: Session, world: World, due: date
) -> None:
    three = {each.email for each in (world.worker, world.manager, world.coach)}
    days = [due + timedelta(days=each) for each in (-15, -14, -13, 0, 1, 2)]
    assert [remind_on(session, each) for each in days] == [set(), three, set(), set(), three, set()]


def test_whoever_left_hears_nothing_and_a_letter_holds_no_word_of_anybody(
    session: Session, world: World, due: date
) -> None:
    begin_writing(session)
    world.relationships["coach"] = session.merge(world.relationships["coach"])
    end_relationship(session, world, "coach")
    session.commit()
    heard = remind_on(session, due - timedelta(days=14))
    assert heard == {world.worker.email, world.manager.email}
    bodies = [each.body for each in session.scalars(sa.select(OutgoingMail))]
    assert not any(word in body for body in bodies for word in world.canaries)
    session.rollback()


def test_nobody_hears_while_the_worker_pauses(session: Session, world: World, due: date) -> None:
    begin_writing(session)
    paused = [[(due - timedelta(days=30)).isoformat(), ""]]
    session.get_one(Programme, world.worker.id).breaks = paused
    session.commit()
    assert remind_on(session, due - timedelta(days=5)) == set()
