"""Agreements on supervision: drawn up together, agreed by both on the exact version."""

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from journal.domain.joint_records import SupervisionPurpose
from journal.joint_records import Written
from journal.models import JointRecord, Person, Relationship
from journal.supervision import actions
from tests.client import Client
from tests.queries import queries_of
from tests.rooms.supervising import (
    TERMS,
    day,
    drawn_up,
    end,
    form_of,
    hidden,
    pair,
    rhythm,
    say,
    two,
    written,
)
from tests.rooms.test_entries import read
from tests.world import World

ClientFor = Callable[..., Client]


def test_it_begins_with_words_that_can_be_changed(world: World, client_for: ClientFor) -> None:
    worker, _ = two(world, client_for)
    page = unescape(worker.get(f"/supervision/with/{pair(world)}/agreement").text)
    assert "Other Supervisor Person, supervisor" in page
    assert "To look at the work together" in page
    assert "when somebody is in danger" in page
    peer = unescape(worker.get(f"/supervision/with/{pair(world)}/agreement?purpose=peer").text)
    assert "To think about the work as peers" in peer


def test_both_agree_and_a_later_version_waits_while_the_earlier_one_stands(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker, supervisor = two(world, client_for)
    page = drawn_up(worker, world, field_aim="To stay true.")
    assert "Waits for you" in supervisor.get("/supervision").text
    say(worker, page, 1)
    assert "Waits for the other side" in worker.get("/supervision").text
    say(supervisor, page, 1)
    assert "Agreed" in worker.get("/supervision").text
    dates = rhythm(session, pair(world))
    assert (dates.review_on, dates.every_weeks) == (date(2026, 12, 1), 4)
    session.rollback()
    written(supervisor, page, field_aim="To stay true, and to rest.")
    shown = worker.get(page).text
    assert "Version 1 stands" in shown
    assert "To stay true, and to rest." in shown
    assert "To stay true." in worker.get(f"{page}/versions/1").text
    assert "Waits for you" in worker.get("/supervision").text


def test_a_yes_that_is_taken_back_takes_its_dates_back(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker, supervisor = two(world, client_for)
    page = drawn_up(worker, world)
    for client in (worker, supervisor):
        say(client, page, 1)
    written(worker, page, every_weeks="2", review_on="2026-11-01")
    for client in (worker, supervisor):
        say(client, page, 2)
    assert rhythm(session, pair(world)).every_weeks == 2
    session.rollback()
    say(supervisor, page, 2, "Two weeks is too often after all.")
    dates = rhythm(session, pair(world))
    assert (dates.review_on, dates.every_weeks) == (date(2026, 12, 1), 4), "version 1 stands again"
    session.rollback()
    say(worker, page, 1, "And so is four.")
    dates = rhythm(session, pair(world))
    assert (dates.agreed_on, dates.review_on, dates.every_weeks) == (None, None, None)


def test_many_versions_come_page_by_page_and_cost_no_more(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker, _ = two(world, client_for)
    page = drawn_up(worker, world)
    for number in range(2):
        written(worker, page, field_aim=f"Aim {number}.")
    few = len(queries_of(worker, page))
    for number in range(2, 29):
        written(worker, page, field_aim=f"Aim {number}.")
    assert len(queries_of(worker, page)) == few
    shown = worker.get(page).text
    assert "Every version (30)" in shown
    assert [number in shown for number in ('/versions/30"', '/versions/11"')] == [True, True]
    assert '/versions/10"' not in shown
    earlier = worker.get(f"{page}?before=11").text
    assert '/versions/10"' in earlier
    assert '/versions/1"' in earlier
    assert "Older versions" not in earlier
    assert "To think." in worker.get(f"{page}/versions/1").text
    assert not hasattr(JointRecord, "versions"), "no page can load them all"


def test_a_yes_stays_on_the_version_that_was_read(world: World, client_for: ClientFor) -> None:
    """One signs while the other edits."""
    worker, supervisor = two(world, client_for)
    page = drawn_up(worker, world)
    supervisor.get(f"{page}/agree")
    written(worker, page, field_limits="Something quite new.")
    answer = say(supervisor, page, 1)
    shown = unescape(supervisor.get(answer.location).text)
    assert "stands on version 1, which you read" in shown
    assert "Waits for you" in shown
    assert "agreed" in supervisor.get(f"{page}/versions/1").text
    assert "What was said of it" not in supervisor.get(f"{page}/versions/2").text


def test_two_draw_up_at_once_and_both_texts_are_kept(world: World, client_for: ClientFor) -> None:
    worker, supervisor = two(world, client_for)
    form = f"/supervision/with/{pair(world)}/agreement"
    mine = hidden(supervisor.get(form).text)
    page = drawn_up(worker, world, field_aim="What the worker wrote.")
    answer = supervisor.post(form, {**mine, **TERMS, "field_aim": "What the supervisor wrote."})
    assert answer.status_code == 409
    shown = read(answer.text)
    assert "What the worker wrote." in shown
    assert "What the supervisor wrote." in shown
    assert "What the supervisor wrote." in supervisor.get("/unfinished").text
    assert "What the worker wrote." in worker.get(page).text


@pytest.mark.parametrize("choice", ["save", "keep saved", "together"])
def test_of_two_saves_none_is_overwritten(choice: str, world: World, client_for: ClientFor) -> None:
    worker, supervisor = two(world, client_for)
    page = drawn_up(worker, world, field_aim="First.")
    stale = form_of(supervisor, page, field_aim="Theirs.")
    written(worker, page, field_aim="Mine.")
    both = supervisor.post(f"{page}/edit", stale)
    assert both.status_code == 409
    assert "Theirs." in read(both.text)
    assert "Mine." in read(both.text)
    again = {**stale, **hidden(both.text), "base": stale["base"], "do": choice}
    answer = supervisor.post(f"{page}/edit", again)
    shown = supervisor.get(page).text
    if choice == "together":
        assert answer.status_code == 200
        assert "Theirs.\n\nMine." in unescape(answer.text).replace("\r", "")
        assert "Theirs." not in shown
    else:
        assert answer.status_code == 303
        assert ("Theirs." if choice == "save" else "Mine.") in shown
    assert "Mine." in supervisor.get(f"{page}/versions/2").text


def test_the_link_to_an_agreement_is_named_without_a_stray_space(
    world: World, client_for: ClientFor
) -> None:
    """What only a screen reader says is a block of its own: a space always comes before it."""
    worker, _ = two(world, client_for)
    page = drawn_up(worker, world)
    shown = worker.get("/supervision").text
    [words] = re.findall(rf'<a href="{page}">(.*?)</a>', shown)
    name = re.sub(r"<[^>]+>", " ", words)
    assert " ".join(unescape(name).split()).endswith("(the agreement with Other Supervisor Person)")
    assert " :" not in name


def test_a_form_sent_twice_makes_one_agreement(world: World, client_for: ClientFor) -> None:
    worker, _ = two(world, client_for)
    form = f"/supervision/with/{pair(world)}/agreement"
    typed = {**hidden(worker.get(form).text), **TERMS, "field_aim": "Once."}
    assert worker.post(form, typed).location == worker.post(form, typed).location
    assert worker.get(form).status_code == 303


def test_the_day_to_look_again_comes_up_by_itself(world: World, client_for: ClientFor) -> None:
    worker, supervisor = two(world, client_for)
    page = drawn_up(worker, world, review_on=day(1))
    say(worker, page, 1)
    say(supervisor, page, 1)
    for where in ("/supervision", page, "/"):
        assert "Time to look at" not in worker.get(where).text, where
    written(worker, page, review_on=day(0))
    assert "Time to look at" not in worker.get("/").text
    say(worker, page, 2)
    say(supervisor, page, 2)
    for where in ("/supervision", page, "/"):
        assert "Time to look at" in worker.get(where).text, where
        assert "Time to look at" in supervisor.get(where).text, where


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"review_on": "2026-05-01"}, "Please choose a day after the one on which it begins."),
        ({"review_on": ""}, "Half a year is common."),
        ({"starts_on": "soon"}, "Please give the day on which it begins."),
        ({"every_weeks": "often"}, "Please give a whole number."),
        ({"every_weeks": "99"}, "Please give a number between 1 and 26."),
        ({"starts_on": "0001-01-01"}, "Please check the year."),
    ],
)
def test_a_slip_gets_a_sentence_and_loses_nothing(
    fields: dict[str, str], sentence: str, world: World, client_for: ClientFor
) -> None:
    worker, _ = two(world, client_for)
    form = f"/supervision/with/{pair(world)}/agreement"
    typed = {**hidden(worker.get(form).text), **TERMS, "field_aim": "All of it.", **fields}
    answer = worker.post(form, typed)
    assert answer.status_code == 422
    assert sentence in unescape(answer.text)
    assert "All of it." in answer.text


def test_when_two_part_it_stays_as_it_is_and_the_worker_keeps_it(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker, supervisor = two(world, client_for)
    page = drawn_up(worker, world, field_aim="Ours.")
    typed = form_of(worker, page, field_aim="Too late.")
    end(session, world)
    for path in (page, f"{page}/edit", f"{page}/agree", f"{page}/versions/1"):
        assert supervisor.get(path).status_code == 404
    assert supervisor.post(f"{page}/edit", typed).status_code == 404
    assert say(supervisor, page, 1).status_code == 404
    answer = worker.post(f"{page}/edit", typed)
    assert answer.status_code == 303
    shown = worker.get(page).text
    assert "closed by now" in shown
    assert "Ours." in shown
    assert "Too late." not in shown
    assert "Too late." in worker.get("/unfinished/put-away").text
    assert "Change it" not in shown
    listed = worker.get("/supervision").text
    assert "For you to agree" not in listed
    assert page in listed


@pytest.mark.parametrize("part", ["worker", "supervisor", "manager", "stranger", "admin"])
def test_nobody_else_finds_it(part: str, world: World, client_for: ClientFor) -> None:
    page = drawn_up(client_for(world.other_worker), world)
    other = client_for(world.people[part])
    for path in (page, f"{page}/edit", f"{page}/agree", f"/supervision/with/{pair(world)}"):
        assert other.get(path).status_code == 404
    assert written_blind(other, page).status_code == 404


def written_blind(client: Client, page: str) -> object:
    """A save by somebody who never saw the form."""
    return client.post(f"{page}/edit", {**TERMS, "revision": "1", "field_aim": "x"})


def test_an_agreement_without_its_dates_can_be_read(
    session: Session, world: World, acting: Callable[[Person], Person], client_for: ClientFor
) -> None:
    me = acting(world.other_supervisor)
    bond = session.get_one(Relationship, pair(world))
    words = Written({"aim": "To think."})
    made = actions.draw_up(session, me, uuid4(), bond, SupervisionPurpose.PRACTICE, words)
    page = f"/supervision/{made.id}"
    session.commit()
    for address in (page, f"{page}/versions/1", f"{page}/agree"):
        shown = client_for(world.other_worker).get(address)
        assert shown.status_code == 200, address
        assert "not said yet" in shown.text
