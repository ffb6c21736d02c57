"""Sessions: planned from the rhythm, an agenda from both sides, a record that both hold."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from html import unescape

import pytest
from sqlalchemy.orm import Session

from journal.domain.joint_records import RecordState
from journal.formatting import HOME_ZONE, today
from journal.models import OutgoingMail
from journal.models.base import now
from journal.models.confidential import act_as
from tests.client import Client
from tests.rooms.supervising import (
    TIME,
    day,
    drawn_up,
    end,
    first_point,
    form_of,
    hidden,
    pair,
    planned,
    points_of,
    put_on,
    record_at,
    rhythm,
    say,
    two,
    written,
)
from tests.rooms.test_entries import read
from tests.world import World

ClientFor = Callable[..., Client]


def test_the_next_day_comes_from_the_rhythm_whatever_the_clocks_do(
    session: Session, world: World, client_for: ClientFor
) -> None:
    """The same weekday and the same time on the clock, four weeks on and across a change."""
    worker, supervisor = two(world, client_for)
    page = drawn_up(worker, world, every_weeks="4", minutes="45")
    say(worker, page, 1)
    say(supervisor, page, 1)
    last = planned(worker, world, -1, at="16:30")
    assert supervisor.post(f"{last}/held").status_code == 303
    form = worker.get(f"/supervision/with/{pair(world)}/plan").text
    assert f'name="day" type="date" value="{day(27)}"' in form
    assert 'name="at" type="time" value="16:30"' in form
    assert 'value="45"' in form
    shown = rhythm(session, pair(world)).last_held_at
    assert shown == datetime.combine(
        today() - timedelta(days=1), time(16, 30), HOME_ZONE
    ).astimezone(UTC)


def test_yes_we_met_can_be_taken_back_with_all_that_it_moved(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker, supervisor = two(world, client_for)
    before = planned(worker, world, -20)
    supervisor.post(f"{before}/held")
    first = rhythm(session, pair(world)).last_held_at
    session.rollback()
    page, coming = planned(worker, world), planned(worker, world, 14)
    put_on(worker, page, "Not reached")
    put_on(worker, coming, "For later")
    worker.post(f"{page}/held")
    assert set(points_of(worker.get(coming).text)) == {"For later", "Not reached"}
    assert "We did not meet after all" in supervisor.get(page).text
    assert supervisor.post(f"{page}/not-held").status_code == 303
    shown = worker.get(page).text
    assert "Yes, we met" in shown
    assert points_of(shown) == ["Not reached"]
    assert points_of(worker.get(coming).text) == ["For later"]
    assert rhythm(session, pair(world)).last_held_at == first
    session.rollback()
    told = worker.get("/privacy").text
    assert "said that a session had not taken place after all" in told
    worker.post(f"{page}/held")
    assert say(worker, page, 1).status_code == 303


@pytest.mark.parametrize("what", ["agreed", "a day later", "never held", "a stranger"])
def test_it_is_not_taken_back_once_it_counts(
    what: str, session: Session, world: World, client_for: ClientFor
) -> None:
    worker, supervisor = two(world, client_for)
    page = planned(worker, world)
    if what != "never held":
        worker.post(f"{page}/held")
    if what == "agreed":
        say(supervisor, page, 1)
    record = record_at(session, world.other_worker, page)
    before = record.state
    if what == "a day later":
        act_as(session, world.other_worker)
        record.held_at = now() - timedelta(hours=25)
    session.commit()
    client = client_for(world.manager) if what == "a stranger" else worker
    assert what == "never held" or "after all" not in client.get(page).text
    answer = client.post(f"{page}/not-held")
    assert answer.status_code == (404 if what == "a stranger" else 303)
    session.expire_all()
    assert record_at(session, world.other_worker, page).state is before


def test_what_waits_comes_onto_the_agenda_when_a_session_is_planned(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker, supervisor = two(world, client_for)
    to = str(pair(world))
    answer = worker.post("/supervision/bring", {"text": "The night shift", "to": to})
    assert "The night shift" in worker.get(answer.location).text
    assert "The night shift" in supervisor.get(f"/supervision/with/{to}").text
    assert "1 point waits" in supervisor.get("/supervision").text
    page = planned(supervisor, world, 5)
    put_on(supervisor, page, "Your hours")
    assert points_of(worker.get(page).text) == ["The night shift", "Your hours"]
    assert "1 point waits" not in supervisor.get("/supervision").text
    again = worker.post("/supervision/bring", {"text": "One more", "to": to})
    assert again.location.startswith(page)
    assert (
        rhythm(session, pair(world)).next_at
        == record_at(session, world.other_worker, page).starts_at
    )
    session.rollback()


def test_a_plan_sent_twice_is_one_session_and_no_change_of_it_is_lost(
    world: World, client_for: ClientFor
) -> None:
    worker, _ = two(world, client_for)
    form = f"/supervision/with/{pair(world)}/plan"
    typed = {**hidden(worker.get(form).text), **TIME, "day": day(3)}
    first, second = worker.post(form, typed), worker.post(form, typed)
    assert first.location == second.location
    moved = worker.post(form, {**typed, "day": day(4)})
    assert moved.location == first.location
    assert worker.get("/supervision").text.count("14:00") == 1
    shown = worker.get(first.location).text
    assert f"{today() + timedelta(days=4):%A}" in shown


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"day": ""}, "Please give the day"),
        ({"at": "25:99"}, "Please give the time"),
        ({"day": "2027-03-28", "at": "01:30"}, "The clocks go forward in that hour"),
        ({"minutes": "0"}, "between 1 and 480"),
        ({"day": "9999-12-31"}, "Please check the year."),
    ],
)
def test_a_slip_in_the_time_gets_a_sentence(
    fields: dict[str, str], sentence: str, world: World, client_for: ClientFor
) -> None:
    worker, _ = two(world, client_for)
    form = f"/supervision/with/{pair(world)}/plan"
    typed = {**hidden(worker.get(form).text), **TIME, "day": day(1), **fields}
    answer = worker.post(form, {**typed, "field_place": "Room under the stairs"})
    assert answer.status_code == 422
    assert sentence in unescape(answer.text)
    assert "Room under the stairs" in answer.text


def test_one_thing_at_a_time(world: World, client_for: ClientFor) -> None:
    worker, supervisor = two(world, client_for)
    page = planned(worker, world)
    put_on(worker, page, "First thing")
    put_on(supervisor, page, "Second thing")
    one = first_point(worker, page)
    shown = worker.get(one).text
    assert "First thing" in shown
    assert "Second thing" not in shown
    assert "site-nav" not in shown
    onward = worker.post(one, {"do": "done"}).location
    assert "Second thing" in worker.get(onward).text
    assert worker.post(onward, {"do": "done"}).location.startswith(f"{page}#")
    assert worker.get(page).text.count("Talked about.") == 2
    worker.post(one, {"do": "not yet"})
    assert supervisor.get(page).text.count("Talked about.") == 1


def test_only_whoever_brought_a_point_takes_it_off(world: World, client_for: ClientFor) -> None:
    worker, supervisor = two(world, client_for)
    page = planned(worker, world)
    put_on(worker, page, "Mine to keep")
    point = first_point(worker, page).split("/")[-1]
    assert "Take it off" not in supervisor.get(page).text
    assert supervisor.post(f"/supervision/points/{point}/take-off").status_code == 404
    assert points_of(worker.get(page).text) == ["Mine to keep"]
    worker.post(f"/supervision/points/{point}/take-off")
    assert points_of(worker.get(page).text) == []


def test_what_was_not_talked_about_comes_back_next_time(
    world: World, client_for: ClientFor
) -> None:
    worker, supervisor = two(world, client_for)
    page = planned(worker, world)
    put_on(worker, page, "Talked of")
    put_on(supervisor, page, "Never reached")
    worker.post(first_point(worker, page), {"do": "done"})
    supervisor.post(f"{page}/held")
    assert points_of(worker.get(page).text) == ["Talked of"]
    assert points_of(worker.get(f"/supervision/with/{pair(world)}").text) == ["Never reached"]
    coming = planned(worker, world, 28)
    assert points_of(supervisor.get(coming).text) == ["Never reached"]


def test_a_session_that_is_still_to_come_did_not_take_place(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker, _ = two(world, client_for)
    page = planned(worker, world, 2)
    worker.post(f"{page}/held")
    assert "still to come" in worker.get(page).text
    assert record_at(session, world.other_worker, page).state is RecordState.OPEN
    session.rollback()
    assert say(worker, page, 1).status_code == 303
    assert "agreed on" not in worker.get(page).text


def test_once_both_agreed_the_record_stays_as_it_is(world: World, client_for: ClientFor) -> None:
    worker, supervisor = two(world, client_for)
    page = planned(worker, world)
    written(worker, page, field_points="The long version.")
    supervisor.post(f"{page}/held")
    assert "For you to agree" in worker.get("/").text
    say(worker, page, 2)
    say(supervisor, page, 2)
    assert "For you to agree" not in worker.get("/").text
    shown = worker.get(page).text
    assert "Everybody agreed, so this record stays as it is." in shown
    assert "Change it" not in shown
    assert worker.get(f"{page}/edit").status_code == 303
    late = {**TIME, "day": day(0), "revision": "2", "field_points": "Quite another."}
    assert worker.post(f"{page}/edit", late).status_code == 303
    assert "Quite another." not in worker.get(page).text
    assert "Quite another." in worker.get("/unfinished/put-away").text


def test_seeing_it_differently_is_recorded_and_overwrites_nothing(
    world: World, client_for: ClientFor
) -> None:
    worker, supervisor = two(world, client_for)
    page = planned(worker, world)
    written(supervisor, page, field_points="She was late.")
    supervisor.post(f"{page}/held")
    say(supervisor, page, 2)
    assert worker.post(f"{page}/agree", {"number": "2", "do": "differently"}).status_code == 422
    say(worker, page, 2, "The bus did not come.")
    for client in (worker, supervisor):
        shown = client.get(page).text
        assert "The bus did not come." in shown
        assert "She was late." in shown
    written(supervisor, page, field_points="The bus did not come, so we began later.")
    for client in (worker, supervisor):
        say(client, page, 3)
        assert "The bus did not come." in client.get(page).text
    assert "She was late." in worker.get(f"{page}/versions/2").text


def test_two_write_the_record_at_once_and_both_texts_are_kept(
    world: World, client_for: ClientFor
) -> None:
    worker, supervisor = two(world, client_for)
    page = planned(worker, world)
    stale = form_of(supervisor, page, field_points="From the supervisor.")
    written(worker, page, field_points="From the worker.")
    both = supervisor.post(f"{page}/edit", stale)
    assert both.status_code == 409
    assert "From the supervisor." in read(both.text)
    assert "From the worker." in read(both.text)
    assert "From the supervisor." in supervisor.get("/unfinished").text


def test_cancelled_with_the_reason_and_planned_again(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker, supervisor = two(world, client_for)
    page = planned(worker, world, 6)
    put_on(worker, page, "Still on my mind")
    assert supervisor.post(f"{page}/cancel", {"why": " "}).status_code == 422
    supervisor.post(f"{page}/cancel", {"why": "The roof leaks"})
    shown = worker.get(page).text
    assert "The roof leaks" in shown
    assert rhythm(session, pair(world)).next_at is None
    session.rollback()
    again = re.search(r'href="(/supervision/with/[^"]*follows=[^"]*)"', shown)
    assert again
    form = unescape(again.group(1))
    typed = {**hidden(worker.get(form).text), **TIME, "day": day(8)}
    coming = worker.post(form, typed).location
    assert points_of(worker.get(coming).text) == ["Still on my mind"]
    assert f'href="{page}"' in worker.get(coming).text
    assert supervisor.post(f"{page}/held").status_code == 303
    assert "The roof leaks" in supervisor.get(page).text


def test_when_two_part_in_the_middle_the_record_closes_as_it_stands(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker, supervisor = two(world, client_for)
    page = planned(worker, world)
    put_on(supervisor, page, "What was brought")
    written(supervisor, page, field_points="What we had said by then.")
    one = first_point(supervisor, page)
    end(session, world)
    for path in (page, one, f"{page}/edit", f"{page}/session.ics", f"{page}/agree"):
        assert supervisor.get(path).status_code == 404, path
    assert supervisor.post(one, {"do": "done"}).status_code == 404
    assert supervisor.post(f"{page}/held").status_code == 404
    assert supervisor.post(f"{page}/agenda", {"text": "After"}).status_code == 404
    assert page.split("/")[-1] not in supervisor.get("/supervision").text
    shown = worker.get(page).text
    assert "What we had said by then." in shown
    assert "What was brought" in shown
    assert "closed as it stood" in shown
    worker.post(f"{page}/held")
    worker.post(f"{page}/agenda", {"text": "After all"})
    assert points_of(worker.get(page).text) == ["What was brought"]
    assert record_at(session, world.other_worker, page).state is RecordState.OPEN
    session.rollback()
    assert "never closed" in worker.get("/supervision").text


def test_bringing_an_entry_shows_nothing_of_it(world: World, client_for: ClientFor) -> None:
    worker, supervisor = client_for(world.worker), client_for(world.supervisor)
    draft, shared = world.entries["draft"], world.entries["shared"]
    to = str(world.relationships["supervisor"].id)
    for entry, words in ((draft, "About a hard day"), (shared, "About a good day")):
        form = worker.get(f"/supervision/bring?about=entry&key={entry.id}").text
        typed = {**hidden(form), "text": words, "to": to}
        page = worker.post("/supervision/bring", typed).location.partition("#")[0]
    shown = supervisor.get(page).text
    assert "About a hard day" in shown
    assert f"/entries/{draft.id}" not in shown
    assert f"/entries/{shared.id}" in shown
    assert f"/entries/{draft.id}" in worker.get(page).text


def test_what_is_not_mine_is_brought_as_nothing_but_my_words(
    world: World, client_for: ClientFor
) -> None:
    worker, _ = two(world, client_for)
    theirs = world.entries["draft"].id
    form = worker.get(f"/supervision/bring?about=entry&key={theirs}").text
    assert hidden(form)["about"] == ""
    typed = {"text": "Hello", "to": str(pair(world)), "about": "entry", "key": str(theirs)}
    page = worker.post("/supervision/bring", typed).location
    assert str(theirs) not in worker.get(page).text


@pytest.mark.parametrize("to", ["", "supervisor", "not-an-id"])
def test_nothing_is_brought_to_nobody(to: str, world: World, client_for: ClientFor) -> None:
    worker, _ = two(world, client_for)
    chosen = str(world.relationships[to].id) if to == "supervisor" else to
    answer = worker.post("/supervision/bring", {"text": "For whom?", "to": chosen})
    assert answer.status_code == 422
    assert "For whom?" in answer.text


def test_a_gap_is_brought_in_the_words_of_the_standard(world: World, client_for: ClientFor) -> None:
    worker = client_for(world.worker)
    assert "about=ksb&amp;key=S2" in worker.get("/ksbs/S2").text
    form = unescape(worker.get("/supervision/bring?about=ksb&key=S2").text)
    assert "S2: " in form
    assert (
        'name="key" type="hidden" value=""'
        in worker.get("/supervision/bring?about=ksb&key=S999").text
    )


def test_the_look_points_at_strangers_and_not_at_those_who_were_there(
    world: World, client_for: ClientFor
) -> None:
    worker, supervisor = two(world, client_for)
    page = planned(worker, world)
    text = "Other Supervisor Person asked how it went. Call 07700 900123 about ward 7."
    written(worker, page, field_points=text)
    supervisor.post(f"{page}/held")
    shown = worker.get(f"{page}/agree").text
    pointed = re.findall(r'<mark class="pointed" dir="auto">([^<]*)<', shown)
    assert "07700 900123" in pointed
    assert not {"Other", "Supervisor", "Person", "Other Supervisor Person"} & set(pointed)
    assert say(worker, page, 2).status_code == 303


def test_the_worker_reads_who_opened_it_and_mail_says_nothing_of_it(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker, supervisor = two(world, client_for)
    page = planned(worker, world, 1)
    put_on(worker, page, "canaryofmine")
    supervisor.get(page)
    assert "read a record that you hold together" in worker.get("/privacy").text
    letters = session.query(OutgoingMail).all()
    assert any(page in each.body for each in letters)
    assert not any("canaryofmine" in each.body + each.subject for each in letters)
    session.rollback()


def test_sessions_are_shown_a_page_at_a_time(world: World, client_for: ClientFor) -> None:
    worker, _ = two(world, client_for)
    for number in range(22):
        page = planned(worker, world, -number - 1)
        worker.post(f"{page}/held")
    first = worker.get("/supervision").text
    more = re.search(r'href="(/supervision\?after=[^"]*)"', first)
    assert more
    second = worker.get(unescape(more.group(1)).partition("#")[0]).text
    rows = [len(re.findall(r"Practice supervision with", each)) for each in (first, second)]
    assert rows == [20, 2]


def test_a_day_in_the_past_is_one_that_can_be_written_down(
    world: World, client_for: ClientFor
) -> None:
    """Somebody who met without planning it writes it down afterwards."""
    worker, _ = two(world, client_for)
    page = planned(worker, world, -3)
    assert "Yes, we met" in worker.get(page).text
    assert date.fromisoformat(day(-3)).strftime("%A") in worker.get(page).text
