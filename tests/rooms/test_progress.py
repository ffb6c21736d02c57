"""The page of progress: one's own picture, that of those one supports, and friendly beginnings."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from journal import hours_log
from journal.formatting import today
from journal.library import content
from journal.models import Person, Programme
from journal.models.confidential import act_as
from tests.client import Client
from tests.rooms.hours import log, set_programme, standing_lines
from tests.world import World

ClientFor = Callable[..., Client]


def forget_programme(session: Session, person: Person) -> None:
    """As long as nobody has entered any dates."""
    programme = session.get(Programme, person.id)
    if programme is not None:
        session.delete(programme)
    session.commit()


def test_the_picture_and_its_table_say_the_same(
    world: World, client_for: ClientFor, session: Session
) -> None:
    set_programme(session, world.worker, minimum_minutes=600, planned_minutes=1200)
    worker, coach = client_for(world.worker), client_for(world.coach)
    here = log(worker, hours="3", minutes="0")
    log(worker, in_paid_hours="no", hours="1", minutes="0")
    coach.post(f"{here}/verify")
    logged = sum(
        line.minutes for line in standing_lines(session, world.worker) if line.in_paid_hours
    )
    session.rollback()
    for page in (worker.get("/progress").text, coach.get(f"/progress/{world.worker.id}").text):
        assert "Minimum 10 hours, planned 20 hours" in page
        assert f"{logged // 60}:{logged % 60:02d}" in page
        assert "1 hour outside paid hours" in page
        assert "<svg" in page
        assert "Hours and minutes by month" in page
        assert "set for this apprenticeship" in page


def test_what_the_page_reckons_with_is_the_learners_own(world: World, session: Session) -> None:
    act_as(session, world.worker)
    began, ends = today() - timedelta(days=100), today() + timedelta(days=99)
    pause = [(today() - timedelta(days=49)).isoformat(), (today() - timedelta(days=1)).isoformat()]
    set_programme(
        session, world.worker, began_on=began, ends_on=ends, planned_minutes=1510, breaks=[pause]
    )
    terms = hours_log.terms_of(session, world.worker)
    assert terms is not None
    assert terms.period.days() == 200 - 49
    picture = hours_log.picture_for(session, world.worker, world.worker)
    assert picture.expected == 52 * 10
    session.rollback()


@pytest.mark.parametrize("pause", [[], ["soon", ""], ["", ""], ["2026-01-01"]])
def test_a_break_without_a_day_stops_no_page(
    pause: list[str], world: World, client_for: ClientFor, session: Session
) -> None:
    set_programme(session, world.worker, breaks=[pause] if pause else [])
    assert client_for(world.worker).get("/progress").status_code == 200


def test_without_dates_the_page_says_who_enters_them(
    world: World, client_for: ClientFor, session: Session
) -> None:
    forget_programme(session, world.worker)
    page = client_for(world.worker).get("/progress").text
    assert "Your coach enters them" in page
    assert f"Minimum {hours_of_the_plan()} hours" in page
    assert client_for(world.coach).get(f"/progress/{world.worker.id}").status_code == 200


def hours_of_the_plan() -> int:
    """What the plan of the installation asks for."""
    return next(iter(content().assessment_plans.values())).minimum_hours


def test_somebody_new_finds_a_friendly_beginning(
    world: World, client_for: ClientFor, session: Session
) -> None:
    forget_programme(session, world.reader)
    reader = client_for(world.reader)
    assert "Nothing is logged so far" in reader.get("/progress").text
    assert "Your log is empty" in reader.get("/progress/hours").text
    assert "line manager or coach here at the moment" in reader.get("/progress/verify").text


def test_whose_progress_one_may_see(world: World, client_for: ClientFor, session: Session) -> None:
    here = f"/progress/{world.worker.id}"
    for part in ("worker", "manager", "coach"):
        client = client_for(world.people[part])
        assert client.get(here).status_code == client.get(f"{here}/hours").status_code == 200
    for part in (
        "supervisor", "ex_supervisor", "reader", "other_worker", "other_supervisor", "admin",
        "stranger",
    ):  # fmt: skip
        client = client_for(world.people[part])
        assert client.get(here).status_code == client.get(f"{here}/hours").status_code == 404
    page = client_for(world.coach).get("/progress").text
    assert "Progress of <bdi>Worker Person</bdi>" in page
    assert "Other Worker Person" not in page
    assert "People you support" not in client_for(world.worker).get("/progress").text


def test_a_supervisor_whom_the_worker_lets_finds_the_way_to_hours_and_scans(
    world: World, client_for: ClientFor, session: Session
) -> None:
    here, card = f"/progress/{world.worker.id}", f"/people/{world.worker.id}"
    supervisor = client_for(world.supervisor)
    assert here not in supervisor.get(card).text
    session.get_one(Programme, world.worker.id).shown_to_supervisors = True
    session.commit()
    assert here in supervisor.get(card).text
    page = supervisor.get(here).text
    assert f"/skills-scan/of/{world.worker.id}" in page
    assert f"/progress/gateway/{world.worker.id}" not in page
    assert here in client_for(world.coach).get(card).text
    for part in ("other_supervisor", "reader"):
        assert here not in client_for(world.people[part]).get(card).text


def test_a_start_before_august_2025_is_reckoned_by_the_week(world: World, session: Session) -> None:
    began = today().replace(year=2024, month=9, day=2)
    ends = began + timedelta(weeks=52, days=-1)
    set_programme(session, world.worker, began_on=began, ends_on=ends)
    terms = hours_log.terms_of(session, world.worker)
    assert terms is not None
    assert terms.minimum == 278 * 60 + 24
    set_programme(session, world.worker, began_on=began.replace(year=2025), ends_on=None)
    later = hours_log.terms_of(session, world.worker)
    assert later is not None
    assert later.minimum == 326 * 60
    assert later.period.last == began.replace(year=2026, month=12, day=1)
    assert not later.is_own_end
