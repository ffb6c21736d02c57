"""`journal remind`: letters about what is due, without a word of it."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from config import Settings
from journal import Application, following_up
from journal.database import begin_writing
from journal.domain.actions import ActionKind
from journal.domain.joint_records import SupervisionPurpose
from journal.following_up import Agreed
from journal.formatting import HOME_ZONE, today
from journal.mail_delivery import send_waiting
from journal.models import Action, OutgoingMail, Relationship, Rhythm
from journal.models.base import as_if, now
from journal.models.confidential import act_as, visible
from journal.reminders import remind_everybody
from tests.commanding import runner
from tests.postbox import SENDER, Postbox, open_postbox, text_of
from tests.world import World, end_relationship

SECRET = "canaryreminded"


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    """A mail server of this test's own."""
    with open_postbox() as box:
        yield box


@pytest.fixture
def quiet(session: Session, world: World) -> World:
    """The cast with nothing due, and an outbox that holds nothing."""
    begin_writing(session)
    world.relationships = {key: session.merge(each) for key, each in world.relationships.items()}
    world.people = {key: session.merge(each) for key, each in world.people.items()}
    for person in world.people.values():
        act_as(session, person)
        for action in session.scalars(visible(Action, to=person)):
            if action.editable_by(person):
                following_up.finish(session, person, action)
    session.execute(sa.delete(OutgoingMail))
    session.execute(sa.delete(Rhythm))
    session.commit()
    return world


def test_a_letter_arrives_that_says_nothing_of_the_action(
    session: Session, quiet: World, postbox: Postbox
) -> None:
    add(session, quiet, due_in=2)
    assert remind(session) == 1
    send_waiting(session, postbox.url, SENDER)
    [(recipients, letter)] = postbox.letters
    assert recipients == [quiet.worker.email]
    assert "http://localhost/actions" in text_of(letter)
    assert SECRET not in letter.as_string() + text_of(letter)
    assert not any(word in text_of(letter) for word in quiet.canaries)


def test_each_day_brings_at_most_one_and_each_action_two_in_all(
    session: Session, quiet: World
) -> None:
    add(session, quiet, due_in=5)
    add(session, quiet, due_in=5)
    begins = now()
    told = []
    for day in range(12):
        with as_if(begins + timedelta(days=day)):
            first, second = remind(session), remind(session)
        assert second == 0, "never twice on a day"
        told += [day] * first
    assert told == [2, 6]


def test_a_day_that_is_moved_is_a_new_day(session: Session, quiet: World) -> None:
    action = add(session, quiet, due_in=1)
    assert remind(session) == 1
    begin_writing(session)
    act_as(session, quiet.worker)
    moved = today() + timedelta(days=20)
    following_up.change(session, quiet.worker, action, SECRET, moved, "Later.")
    session.commit()
    begins = now()
    assert [day for day in range(1, 25) if remind_on(session, begins, day)] == [17, 21]


def test_the_owner_hears_and_nobody_else(session: Session, quiet: World) -> None:
    add(session, quiet, due_in=0, owner="supervisor")
    assert remind(session) == 1
    assert addresses(session) == [quiet.supervisor.email]


@pytest.mark.parametrize("what", ["left", "ended", "done", "far", "no day"])
def test_nobody_hears_of_what_is_none_of_theirs_any_more(
    what: str, session: Session, quiet: World
) -> None:
    days = {"far": 30, "no day": None}
    action = add(session, quiet, due_in=days.get(what, 1))
    begin_writing(session)
    if what == "left":
        quiet.worker.left_at = now()
    elif what == "ended":
        end_relationship(session, quiet, "supervisor")
    elif what == "done":
        act_as(session, quiet.worker)
        following_up.finish(session, quiet.worker, action)
    session.commit()
    assert remind(session) == 0


def test_a_letter_still_waiting_when_the_relationship_ends_is_not_sent(
    session: Session, quiet: World, postbox: Postbox
) -> None:
    add(session, quiet, due_in=1)
    assert remind(session) == 1
    begin_writing(session)
    end_relationship(session, quiet, "supervisor")
    session.commit()
    send_waiting(session, postbox.url, SENDER)
    assert postbox.letters == []


@pytest.mark.parametrize("ended", [(), ("supervisor",), ("supervisor", "manager")])
def test_a_letter_about_several_is_sent_while_one_of_them_lasts(
    ended: tuple[str, ...], session: Session, quiet: World, postbox: Postbox
) -> None:
    for other in ("supervisor", "manager"):
        add(session, quiet, due_in=1, other=other)
    assert remind(session) == 1
    begin_writing(session)
    for other in ended:
        end_relationship(session, quiet, other)
    session.commit()
    send_waiting(session, postbox.url, SENDER)
    assert len(postbox.letters) == (0 if len(ended) == 2 else 1)


def test_both_hear_of_tomorrow_once(session: Session, quiet: World) -> None:
    meet(session, quiet, next_at=at(today() + timedelta(days=1), 9))
    assert remind(session) == 2
    assert addresses(session) == sorted([quiet.worker.email, quiet.supervisor.email])
    assert remind(session) == 0
    begins = now()
    assert [day for day in range(1, 5) if remind_on(session, begins, day)] == []


@pytest.mark.parametrize(
    ("hour", "days", "expected"), [(0, 1, 2), (23, 1, 2), (12, 2, 0), (12, 0, 0)]
)
def test_tomorrow_is_a_day_in_britain(
    hour: int, days: int, expected: int, session: Session, quiet: World
) -> None:
    meet(session, quiet, next_at=at(today() + timedelta(days=days), hour))
    assert remind(session) == expected


def test_both_hear_of_a_review_a_week_before_and_once_it_has_passed(
    session: Session, quiet: World
) -> None:
    meet(session, quiet, review_on=today() + timedelta(days=10))
    begins = now()
    assert [day for day in range(20) if remind_on(session, begins, day) == 2] == [3, 11]


def test_no_letter_about_meeting_somebody_no_more(session: Session, quiet: World) -> None:
    meet(session, quiet, next_at=at(today() + timedelta(days=1), 9), review_on=today())
    begin_writing(session)
    end_relationship(session, quiet, "supervisor")
    session.commit()
    assert remind(session) == 0


def test_the_command_says_what_it_did(
    app: Application,
    settings: Settings,
    session: Session,
    quiet: World,
) -> None:
    add(session, quiet, due_in=1)
    said = [runner(settings)("remind").output for _ in range(2)]
    assert said == ["Wrote 1 reminder.\n", "Wrote 0 reminders.\n"]
    assert addresses(session) == [quiet.worker.email]


def add(
    session: Session,
    world: World,
    *,
    due_in: int | None,
    owner: str = "worker",
    other: str = "supervisor",
) -> Action:
    """An action between the worker and somebody who supports them."""
    begin_writing(session)
    act_as(session, world.people[owner])
    bond: Relationship = world.relationships[other]
    made = following_up.agree(
        session,
        world.people[owner],
        uuid4(),
        Agreed(
            text=SECRET,
            due_on=None if due_in is None else today() + timedelta(days=due_in),
            kind=ActionKind.TASK,
            owner_id=world.people[owner].id,
            worker_id=world.worker.id,
            relationship=bond,
        ),
    )
    session.commit()
    return made


def meet(
    session: Session,
    world: World,
    *,
    next_at: datetime | None = None,
    review_on: date | None = None,
) -> None:
    """What the worker and their supervisor have planned."""
    begin_writing(session)
    session.add(
        Rhythm(
            relationship_id=world.relationships["supervisor"].id,
            purpose=SupervisionPurpose.PRACTICE,
            next_at=next_at,
            review_on=review_on,
        )
    )
    session.commit()


def at(day: date, hour: int) -> datetime:
    """An hour as clocks in Britain show it."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=HOME_ZONE)


def remind(session: Session) -> int:
    """One run of the daily job; how many letters it wrote."""
    session.rollback()
    begin_writing(session)
    written = remind_everybody(session)
    session.commit()
    return written


def remind_on(session: Session, begins: datetime, day: int) -> int:
    """The run of a later day."""
    with as_if(begins + timedelta(days=day)):
        return remind(session)


def addresses(session: Session) -> list[str]:
    """To whom letters wait."""
    session.rollback()
    return sorted(letter.to_address for letter in session.query(OutgoingMail))
