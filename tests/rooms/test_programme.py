"""A learner's programme: who reads it, who writes it, and what is told about wrong dates."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal.audit import Event
from journal.models import AuditEvent, Programme
from journal.models.confidential import visible
from tests.client import Client
from tests.world import World

ClientFor = Callable[..., Client]
MAY_READ = ("worker", "manager", "coach", "admin")
MAY_NOT = ("supervisor", "ex_supervisor", "reader", "other_worker", "other_supervisor", "stranger")
DATES = {
    "began_on": "2026-01-05",
    "ends_on": "2027-04-05",
    "weekly": "37.5",
    "minimum": "400",
    "planned": "410:30",
    "was_19": "y",
    "breaks-0-first": "2026-03-01",
    "breaks-0-last": "2026-03-31",
    "breaks-1-first": "2026-06-01",
    "breaks-1-last": "",
}


def page_of(world: World, part: str = "worker") -> str:
    """The address of somebody's programme."""
    return f"/people/{world.people[part].id}/programme"


def stored(session: Session, world: World, part: str = "worker") -> Programme | None:
    """The programme as it is in the database now."""
    session.rollback()
    session.expire_all()
    return session.get(Programme, world.people[part].id)


def typed(session: Session, world: World, **changes: str) -> dict[str, str]:
    """The form of the worker's programme, as its page gives it, with these changes."""
    now = stored(session, world)
    assert now is not None
    return {"seen": now.changed_at.isoformat(), **DATES, **changes}


@pytest.mark.parametrize("part", MAY_READ)
def test_read_by_the_four_whom_it_concerns(part: str, world: World, client_for: ClientFor) -> None:
    page = client_for(world.people[part]).get(page_of(world)).text
    assert "30 hours" in page
    assert "version 1.0" in page
    assert ("Change dates and hours" in page) == (part in ("coach", "admin"))


@pytest.mark.parametrize("part", [*MAY_NOT, "stranger_admin"])
def test_nothing_is_there_for_anybody_else(part: str, world: World, client_for: ClientFor) -> None:
    client = client_for(world.people[part])
    for path in ("", "/edit", "/move"):
        assert client.get(page_of(world) + path).status_code == 404
    assert client.post(page_of(world) + "/edit", DATES).status_code == 404


@pytest.mark.parametrize("part", ["worker", "manager"])
def test_whoever_reads_only_cannot_write(
    part: str, session: Session, world: World, client_for: ClientFor
) -> None:
    client, before = client_for(world.people[part]), stored(session, world)
    assert client.get(page_of(world) + "/edit").status_code == 404
    assert client.post(page_of(world) + "/edit", typed(session, world)).status_code == 404
    assert before is not None
    assert before.weekly_minutes == 1800


@pytest.mark.parametrize("part", ["coach", "admin"])
def test_written_by_coach_and_administrator(
    part: str, session: Session, world: World, client_for: ClientFor
) -> None:
    client = client_for(world.people[part])
    answer = client.post(page_of(world) + "/edit", typed(session, world))
    assert answer.status_code == 303
    kept = stored(session, world)
    assert kept is not None
    assert (kept.began_on, kept.ends_on) == (date(2026, 1, 5), date(2027, 4, 5))
    assert kept.weekly_minutes == 37 * 60 + 30
    assert (kept.minimum_minutes, kept.planned_minutes) == (400 * 60, 410 * 60 + 30)
    assert kept.breaks == [["2026-03-01", "2026-03-31"], ["2026-06-01", ""]]
    page = client_for(world.worker).get(page_of(world)).text
    assert "400 hours" in page
    assert "until now" in page
    events = session.scalars(
        visible(AuditEvent, to=world.worker).where(AuditEvent.event == Event.PROGRAMME_SET.value)
    ).all()
    assert [event.actor_id for event in events] == [world.people[part].id]


def test_an_ended_coach_sees_nothing_from_the_next_request_on(
    session: Session, world: World, client_for: ClientFor
) -> None:
    coach = client_for(world.coach)
    assert coach.get(page_of(world)).status_code == 200
    world.relationships["coach"].ended_at = world.relationships["coach"].began_at
    session.merge(world.relationships["coach"])
    session.commit()
    assert coach.get(page_of(world)).status_code == 404
    assert coach.post(page_of(world) + "/edit", DATES).status_code == 404


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"began_on": ""}, "Please choose the first day of learning."),
        ({"began_on": "31/12/2025"}, "Please choose the first day of learning."),
        ({"ends_on": "2025-12-31"}, "The last day is not after the first."),
        ({"ends_on": "2026-02-30"}, "Please choose a day of the calendar"),
        ({"ends_on": "2050-01-01"}, "That would be more than 10 years."),
        ({"began_on": "9000-01-01", "ends_on": ""}, "a long time away from today"),
        (
            {"ends_on": "", "breaks-0-last": "9999-12-01", "breaks-1-first": ""},
            "is very long. Please check the year.",
        ),
        ({"weekly": "a few"}, "Please give hours as a number"),
        ({"weekly": "61"}, "no more than 60"),
        ({"minimum": "-3"}, "Please give hours as a number"),
        ({"breaks-0-first": "2025-12-01"}, "begins before the programme does."),
        (
            {"breaks-0-last": "2027-05-01", "breaks-1-first": ""},
            "goes on after the programme ends.",
        ),
        ({"breaks-0-last": "2026-02-01"}, "ends before it begins."),
        ({"breaks-1-first": "2026-03-31", "breaks-1-last": "2026-04-02"}, "overlap."),
        ({"breaks-0-last": ""}, "has no last day, so no other can come after it."),
        ({"breaks-1-first": "", "breaks-1-last": "2026-07-01"}, "A break needs a first day."),
    ],
)
def test_wrong_dates_are_told_and_nothing_is_lost(
    changes: dict[str, str],
    sentence: str,
    session: Session,
    world: World,
    client_for: ClientFor,
) -> None:
    sent = typed(session, world, **changes)
    answer = client_for(world.coach).post(page_of(world) + "/edit", sent)
    assert answer.status_code == 422
    assert sentence in answer.text
    for name, text in sent.items():
        if text and name not in ("seen", "was_19"):
            assert f'value="{text}"' in answer.text, name
    kept = stored(session, world)
    assert kept is not None
    assert kept.weekly_minutes == 1800


def test_two_who_write_at_once_see_each_other(
    session: Session, world: World, client_for: ClientFor
) -> None:
    first = typed(session, world)
    assert client_for(world.coach).post(page_of(world) + "/edit", first).status_code == 303
    late = client_for(world.admin).post(page_of(world) + "/edit", {**first, "weekly": "20"})
    assert late.status_code == 409
    assert "Somebody changed this while you were writing" in late.text
    assert 'value="20"' in late.text
    kept = stored(session, world)
    assert kept is not None
    assert kept.weekly_minutes == 37 * 60 + 30
    again = typed(session, world, weekly="20")
    assert client_for(world.admin).post(page_of(world) + "/edit", again).status_code == 303


def begin(world: World, client_for: ClientFor, **changes: Any) -> Any:
    """Write down a first programme for somebody who has none."""
    choice = {"standard": "peer-worker@1.0", "plan": "illustrative@1"}
    sent = {"seen": "", "began_on": str(date.today() - timedelta(days=1)), **choice, **changes}
    return client_for(world.admin).post(page_of(world, "reader") + "/edit", sent)


def test_begun_with_the_versions_of_that_day(
    session: Session, world: World, client_for: ClientFor
) -> None:
    assert (
        "Nobody has written down the dates yet."
        in client_for(world.reader).get(page_of(world, "reader")).text
    )
    assert begin(world, client_for).status_code == 303
    kept = stored(session, world, "reader")
    assert kept is not None
    assert (kept.standard, kept.standard_version) == ("peer-worker", "1.0")
    assert (kept.plan, kept.plan_version) == ("illustrative", "1")


@pytest.mark.parametrize("plan", ["", "illustrative@99", "nothing"])
def test_an_unknown_plan_is_told(
    plan: str, session: Session, world: World, client_for: ClientFor
) -> None:
    answer = begin(world, client_for, plan=plan)
    assert answer.status_code == 422
    assert "Please choose a standard and a plan from the lists." in answer.text
    assert stored(session, world, "reader") is None


def test_begun_twice_is_written_once(session: Session, world: World, client_for: ClientFor) -> None:
    assert begin(world, client_for).status_code == 303
    assert begin(world, client_for, weekly="12").status_code == 409
    count = sa.select(sa.func.count()).where(Programme.person_id == world.reader.id)
    assert session.scalar(count) == 1
