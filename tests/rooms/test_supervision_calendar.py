"""The calendar: right whatever the clocks do, and without a word or a name in it."""

import logging
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import vobject
from sqlalchemy.orm import Session

from journal.audit import Event
from journal.formatting import HOME_ZONE
from journal.masking import MaskSecrets
from journal.models import AuditEvent, CalendarFeed, Person
from journal.models.confidential import visible
from tests.client import Client
from tests.rooms.supervising import day, planned, put_on, written
from tests.world import World

ClientFor = Callable[..., Client]


def events_in(answer: Any) -> list[Any]:
    """The events of a calendar file, read by a parser that is not ours."""
    assert answer.status_code == 200
    assert answer.mimetype == "text/calendar"
    read = vobject.readOne(answer.text)
    read.validate()
    return list(read.contents.get("vevent", []))


def address_of(client: Client) -> str:
    """Make an address for somebody's calendar."""
    shown = client.get(client.post("/supervision/calendar").location).text
    found = re.search(r"http://localhost(/supervision/calendar/[^<]+\.ics)", shown)
    assert found
    return found.group(1)


@pytest.mark.parametrize(
    ("on", "at", "utc"),
    [
        ("2027-03-27", "14:00", datetime(2027, 3, 27, 14, 0, tzinfo=UTC)),
        ("2027-03-28", "14:00", datetime(2027, 3, 28, 13, 0, tzinfo=UTC)),
        ("2027-10-30", "09:30", datetime(2027, 10, 30, 8, 30, tzinfo=UTC)),
        ("2027-10-31", "09:30", datetime(2027, 10, 31, 9, 30, tzinfo=UTC)),
        ("2027-10-31", "01:30", datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),
    ],
)
def test_it_is_right_on_both_sides_of_a_change_of_the_clocks(
    on: str, at: str, utc: datetime, world: World, client_for: ClientFor
) -> None:
    worker = client_for(world.other_worker)
    page = planned(worker, world, day=on, at=at, minutes="50")
    (event,) = events_in(worker.get(f"{page}/session.ics"))
    assert event.dtstart.value == utc
    assert f"{event.dtstart.value.astimezone(HOME_ZONE):%H:%M}" == at
    assert event.dtend.value - event.dtstart.value == timedelta(minutes=50)
    assert event.dtstamp.value.tzinfo is not None


def test_it_holds_no_name_and_no_word(world: World, client_for: ClientFor) -> None:
    worker = client_for(world.worker)
    text = client_for().open(address_of(worker)).text
    assert not [canary for canary in world.canaries if canary in text]
    for person in world.people.values():
        assert person.name not in text
        assert str(person.id) not in text
    assert not [each for each in world.ids["record_id"] if str(each) in text]
    assert set(re.findall(r"^([A-Z-]+)[:;]", text, re.MULTILINE)) == {
        "BEGIN", "END", "VERSION", "PRODID", "CALSCALE", "METHOD", "X-WR-CALNAME", "SUMMARY",
        "DTSTART", "DTEND", "DTSTAMP", "UID", "SEQUENCE", "CLASS", "LAST-MODIFIED", "STATUS",
    }  # fmt: skip
    assert {line for line in text.splitlines() if line.startswith("SUMMARY")} == {
        "SUMMARY:Supervision"
    }


def test_a_session_that_moves_or_is_cancelled_stays_the_same_event(
    world: World, client_for: ClientFor
) -> None:
    worker, supervisor = client_for(world.other_worker), client_for(world.other_supervisor)
    feed = address_of(supervisor)
    page = planned(worker, world, 4)
    put_on(worker, page, "A point")
    reader = client_for()
    (before,) = events_in(reader.open(feed))
    written(worker, page, day=day(6), at="11:00")
    (moved,) = events_in(reader.open(feed))
    worker.post(f"{page}/cancel", {"why": "The bus broke down"})
    (cancelled,) = events_in(reader.open(feed))
    assert before.uid.value == moved.uid.value == cancelled.uid.value
    sequence = [int(each.sequence.value) for each in (before, moved, cancelled)]
    assert sequence == sorted(set(sequence))
    assert moved.dtstart.value - before.dtstart.value > timedelta(days=1)
    assert [each.status.value for each in (before, moved, cancelled)] == [
        "CONFIRMED",
        "CONFIRMED",
        "CANCELLED",
    ]
    assert "bus" not in reader.open(feed).text


def test_a_new_address_makes_the_old_one_useless_and_it_can_be_stopped(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker, reader = client_for(world.other_worker), client_for()
    first = address_of(worker)
    assert first not in worker.get("/supervision/calendar").text
    second = address_of(worker)
    assert first != second
    assert reader.open(first).status_code == 404
    assert reader.open(second).status_code == 200
    kept = session.get(CalendarFeed, world.other_worker.id)
    assert kept is not None
    assert kept.token_hash not in second
    session.rollback()
    worker.post("/supervision/calendar/stop")
    assert reader.open(second).status_code == 404


def test_a_guess_gets_the_page_of_what_never_was(world: World, client_for: ClientFor) -> None:
    reader = client_for()
    guess = reader.open("/supervision/calendar/a-guess.ics")
    assert guess.status_code == 404
    assert guess.text == reader.open("/supervision/calendar/another.ics").text


def test_whoever_left_is_told_nothing_any_more(
    session: Session, world: World, client_for: ClientFor
) -> None:
    feed = address_of(client_for(world.other_supervisor))
    gone = session.get(Person, world.other_supervisor.id)
    assert gone is not None
    gone.left_at = datetime.now(UTC)
    session.commit()
    assert client_for().open(feed).status_code == 404


def test_a_session_leaves_the_calendar_of_an_ex_supervisor(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker = client_for(world.other_worker)
    planned(worker, world, 4)
    feed = address_of(client_for(world.other_supervisor))
    assert len(events_in(client_for().open(feed))) == 1
    bond = session.merge(world.relationships["other_supervisor"])
    bond.ended_at = datetime.now(UTC)
    session.commit()
    assert events_in(client_for().open(feed)) == []


def test_after_the_end_no_calendar_shows_what_will_not_take_place(
    session: Session, world: World, client_for: ClientFor
) -> None:
    """Neither the worker's nor the other's; what took place stays with the worker."""
    worker, supervisor = client_for(world.other_worker), client_for(world.other_supervisor)
    met = planned(worker, world)
    supervisor.post(f"{met}/held")
    planned(worker, world, 4)
    feeds = [address_of(client) for client in (worker, supervisor)]
    assert [len(events_in(client_for().open(feed))) for feed in feeds] == [2, 2]
    bond = session.merge(world.relationships["other_supervisor"])
    bond.ended_at = datetime.now(UTC)
    session.commit()
    assert [len(events_in(client_for().open(feed))) for feed in feeds] == [1, 0]


def test_that_an_address_was_stopped_stands_in_the_account(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker = client_for(world.other_worker)
    address_of(worker)
    worker.post("/supervision/calendar/stop")
    worker.post("/supervision/calendar/stop")
    stopped = visible(AuditEvent, to=world.other_worker).where(
        AuditEvent.event == Event.CALENDAR_ADDRESS_STOPPED.value
    )
    assert len(session.scalars(stopped).all()) == 1
    session.rollback()


def test_our_logs_do_not_keep_the_secret(world: World, client_for: ClientFor) -> None:
    feed = address_of(client_for(world.worker))
    said = f'"GET {feed} HTTP/1.1" 200'
    line = logging.LogRecord("werkzeug", logging.INFO, "", 0, said, (), None)
    assert MaskSecrets().filter(line)
    assert line.getMessage() == '"GET /supervision/calendar/… HTTP/1.1" 200'


def test_one_session_can_be_taken_as_a_file(world: World, client_for: ClientFor) -> None:
    page = planned(client_for(world.other_worker), world, 2)
    for part in ("other_worker", "other_supervisor"):
        client = client_for(world.people[part])
        assert f"{page}/session.ics" in client.get(page).text
        assert len(events_in(client.get(f"{page}/session.ics"))) == 1
    assert client_for(world.worker).get(f"{page}/session.ics").status_code == 404
