"""Logging training: a line is written, changed without being lost, taken off, and looked over."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from journal.audit import Event
from journal.formatting import today
from journal.models import AuditEvent
from journal.models.confidential import visible
from tests.client import Client
from tests.rooms.hours import SAID, id_in, log, set_programme, standing_lines, typed
from tests.world import World

ClientFor = Callable[..., Client]


def test_a_line_is_logged_and_read_by_those_who_verify(
    world: World, client_for: ClientFor, session: Session
) -> None:
    here = log(client_for(world.worker))
    for part in ("worker", "manager", "coach"):
        page = client_for(world.people[part]).get(here).text
        assert SAID in page
        assert "1 hour 30 minutes" in page
        assert "K4" in page
    for part in ("supervisor", "ex_supervisor", "reader", "other_worker", "admin", "stranger"):
        assert client_for(world.people[part]).get(here).status_code == 404, part
    line = next(each for each in standing_lines(session, world.worker) if each.id == id_in(here))
    assert (line.minutes, line.codes, line.in_paid_hours) == (90, ["K4", "S2"], True)
    session.rollback()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"dated": ""}, "Please give the date"),
        ({"dated": "2026-02-31"}, "Please give the date"),
        ({"dated": (today() + timedelta(days=1)).isoformat()}, "in the future"),
        ({"dated": "1926-01-01"}, "a long time ago"),
        ({"hours": "", "minutes": ""}, "how long it took"),
        ({"hours": "0", "minutes": "0"}, "how long it took"),
        ({"hours": "24", "minutes": "1"}, "how long it took"),
        ({"hours": "-1", "minutes": "70"}, "how long it took"),
        ({"hours": "99999999999999999999"}, "how long it took"),
        ({"hours": "one"}, "a whole number"),
        ({"minutes": "1.5"}, "a whole number"),
        ({"method": "magic"}, "Please choose how you learned"),
        ({"method": ""}, "Please choose how you learned"),
        ({"description": ""}, "say in a sentence"),
        ({"description": "   "}, "say in a sentence"),
        ({"description": "x" * 1001}, "longer than 1,000 characters"),
        ({"description": "[just for me] a secret [/just for me]"}, "nothing in it can be just"),
        ({"codes": "K4, K99"}, "There is no “K99”"),
        ({"codes": "magic"}, "There is no “magic”"),
        ({"in_paid_hours": ""}, "in your paid hours"),
        ({"in_paid_hours": "perhaps"}, "in your paid hours"),
    ],
)
def test_what_needs_a_look_comes_back_as_it_was_typed(
    change: dict[str, str], says: str, world: World, client_for: ClientFor, session: Session
) -> None:
    before = len(standing_lines(session, world.worker))
    answer = client_for(world.worker).post("/progress/hours/new", typed(**change))
    assert answer.status_code == 422
    assert says in answer.text
    if "description" not in change:
        assert SAID in answer.text
    assert len(standing_lines(session, world.worker)) == before
    session.rollback()


def test_the_same_form_sent_twice_is_one_line(
    world: World, client_for: ClientFor, session: Session
) -> None:
    client, form = client_for(world.worker), typed()
    before = len(standing_lines(session, world.worker))
    places = {client.post("/progress/hours/new", form).location for _ in range(2)}
    assert len(places) == 1
    other = client.post("/progress/hours/new", form | {"hours": "3"}).location
    assert other not in places
    assert len(standing_lines(session, world.worker)) == before + 2
    session.rollback()


def test_an_id_that_is_somebody_elses_gives_nothing_away(
    world: World, client_for: ClientFor
) -> None:
    taken = str(world.ids["line_id"][0])
    place = log(client_for(world.other_worker), line_id=taken)
    assert taken not in place


def test_a_name_in_the_description_is_pointed_at_before_anybody_reads_it(
    world: World, client_for: ClientFor, session: Session
) -> None:
    client = client_for(world.worker)
    form = typed(description="Shadowed the team and rang 020 7946 0123 about a place to live")
    before = len(standing_lines(session, world.worker))
    page = client.post("/progress/hours/new", form)
    assert page.status_code == 422
    assert "could somebody be recognised" in page.text
    assert len(standing_lines(session, world.worker)) == before
    other = re.search(r'value="(put\n[^"]+)"', page.text)
    assert other
    mended = client.post("/progress/hours/new", form | {"do": other[1]})
    assert "020 7946 0123" not in mended.text
    fine = client.post("/progress/hours/new", form | {"do": "save as it is"})
    assert fine.status_code == 303
    session.rollback()


def test_a_change_leaves_the_earlier_line_readable_and_loses_its_verification(
    world: World, client_for: ClientFor, session: Session
) -> None:
    worker, coach = client_for(world.worker), client_for(world.coach)
    here = log(worker)
    assert coach.post(f"{here}/verify").status_code == 303
    assert "Verified by <bdi>Coach Person</bdi>" in worker.get(here).text
    assert "has to be verified anew" in worker.get(f"{here}/change").text
    changed = worker.post(f"{here}/change", typed(hours="2", minutes="0", description=SAID + "!"))
    newer = changed.location
    assert newer != here
    page = coach.get(newer).text
    assert "2 hours" in page
    assert "Waits to be verified" in page
    assert "What it said before" in page
    assert SAID in page
    assert "does not hold for the line as it is now" in page
    assert "This line was changed" in coach.get(here).text
    assert coach.post(f"{here}/verify").status_code == 404
    assert worker.get(f"{here}/change").status_code == 404
    session.rollback()


def test_a_change_in_two_places_is_not_written_over(world: World, client_for: ClientFor) -> None:
    worker = client_for(world.worker)
    here = log(worker)
    first = worker.post(f"{here}/change", typed(description=SAID + " One."))
    second = worker.post(f"{here}/change", typed(description=SAID + " Two."))
    assert second.status_code == 409
    assert SAID + " Two." in second.text
    assert f"{first.location}/change" in second.text
    again = worker.post(f"{here}/change", typed(description=SAID + " One."))
    assert again.location == first.location
    last = worker.post(f"{first.location}/change", typed(description=SAID + " Two."))
    assert SAID + " One." in worker.get(last.location).text


def test_a_change_that_changes_nothing_keeps_the_line(world: World, client_for: ClientFor) -> None:
    worker = client_for(world.worker)
    here = log(worker)
    assert worker.post(f"{here}/change", typed()).location == here


def test_a_line_taken_off_counts_no_more_and_stays_readable(
    world: World, client_for: ClientFor, session: Session
) -> None:
    worker = client_for(world.worker)
    here = log(worker)
    assert SAID in worker.get(f"{here}/take-off").text
    assert worker.post(f"{here}/take-off").location == "/progress/hours"
    assert SAID not in worker.get("/progress/hours").text
    assert "taken off the log" in client_for(world.manager).get(here).text
    assert worker.post(f"{here}/take-off").status_code == 404
    late = worker.post(f"{here}/change", typed(description=SAID + " More."))
    assert late.status_code == 409
    assert 'action="/progress/hours/new"' in late.text


def test_only_the_worker_changes_and_takes_off(world: World, client_for: ClientFor) -> None:
    here = log(client_for(world.worker))
    for part in ("manager", "coach", "supervisor", "other_worker", "admin", "stranger"):
        client = client_for(world.people[part])
        for page in ("change", "take-off"):
            assert client.get(f"{here}/{page}").status_code == 404
            assert client.post(f"{here}/{page}", typed()).status_code == 404


def test_an_entry_is_logged_with_its_day_its_minutes_and_codes_and_none_of_its_words(
    world: World, client_for: ClientFor, session: Session
) -> None:
    worker = client_for(world.worker)
    entry = world.entries["draft"]
    own_page = worker.get(f"/entries/{entry.id}").text
    assert f"/progress/hours/new?entry={entry.id}" in own_page
    log_page = worker.get("/progress/hours").text
    assert "Written, and not logged yet" in log_page
    assert f"/progress/hours/new?entry={entry.id}" in log_page
    page = worker.get(f"/progress/hours/new?entry={entry.id}").text
    assert 'name="minutes"' in page
    assert 'value="45"' in page
    assert 'value="S2"' in page
    assert entry.dated.isoformat() in page
    shown = re.search(r"<textarea[^>]*>([^<]*)</textarea>", page)
    assert shown
    assert shown[1].strip() == ""
    assert "<bdi>Coach Person</bdi> and <bdi>Manager Person</bdi> can read this line" in page
    here = log(worker, entry=str(entry.id))
    assert f"entry={entry.id}" not in worker.get("/progress/hours").text
    assert f"/entries/{entry.id}" in worker.get(here).text
    others = client_for(world.coach).get(here).text
    assert str(entry.id) not in others
    assert "Belongs to" not in others


@pytest.mark.parametrize("whose", ["others", "nobody", "deleted"])
def test_a_line_for_an_entry_that_is_not_ones_own_is_for_nobody(
    whose: str, world: World, client_for: ClientFor
) -> None:
    entry_id = uuid4() if whose == "nobody" else world.entries[whose].id
    worker = client_for(world.worker)
    assert worker.get(f"/progress/hours/new?entry={entry_id}").status_code == 404
    assert worker.post("/progress/hours/new", typed(entry=str(entry_id))).status_code == 404


def test_codes_can_be_looked_for_by_words_and_ticked(
    world: World, client_for: ClientFor, session: Session
) -> None:
    worker = client_for(world.worker)
    page = worker.post("/progress/hours/new", typed(do="find", find="boundaries", codes="K1"))
    found = re.findall(r'name="tag" id="found-[^"]+" value="peer-worker:([KSB]\d+)"', page.text)
    assert found
    assert SAID in page.text
    assert found[0] in worker.get("/progress/hours/find-codes?find=boundaries").text
    here = log(worker, codes="K1", tag=[f"peer-worker:{found[0]}"])
    line = next(each for each in standing_lines(session, world.worker) if each.id == id_in(here))
    assert set(line.codes) == {"K1", found[0]}
    session.rollback()


def test_what_was_being_typed_is_gone_on_with(world: World, client_for: ClientFor) -> None:
    worker = client_for(world.worker)
    page = worker.get("/progress/hours/new").text
    copy = re.search(r'data-keeps="([^"]+)"', page)
    assert copy
    fields = {"description": "Half a sentence", "hours": "2", "codes": "K4"}
    sent = {"place": "/progress/hours/new", "fields": fields, "version": 0, "sequence": 1}
    headers = {"X-CSRFToken": worker.token, "Accept": "application/json"}
    kept = worker.open(copy[1], method="POST", json={**sent, "editor": "a" * 32}, headers=headers)
    assert kept.status_code == 200, kept.text
    assert "Training hours" in worker.get("/unfinished").text
    again = re.search(r'href="([^"]*hours/new\?go-on=[^"]+)"', worker.get("/unfinished").text)
    assert again
    assert "Half a sentence" in worker.get(again[1]).text


def test_the_log_comes_in_pages_by_month(
    world: World, client_for: ClientFor, session: Session
) -> None:
    worker = client_for(world.worker)
    for number in range(25):
        day = today() - timedelta(days=10 + number * 5)
        log(worker, dated=day.isoformat(), description=f"{SAID}, part {number:02}")
    first = worker.get("/progress/hours").text
    following = re.search(r'href="(/progress/hours\?after=[^"]+)"', first)
    assert following
    second = worker.get(following[1].replace("&amp;", "&")).text
    seen = [re.findall(r"part (\d\d)", page) for page in (first, second)]
    assert len(seen[0]) + len(seen[1]) == 25
    assert sorted(seen[0] + seen[1]) == [f"{number:02}" for number in range(25)]
    assert "Earlier lines" not in second
    assert worker.get("/progress/hours?after=nonsense").status_code == 200
    session.rollback()


def test_what_an_auditor_would_ask_is_shown_to_its_owner_alone(
    world: World, client_for: ClientFor, session: Session
) -> None:
    set_programme(session, world.worker)
    worker = client_for(world.worker)
    here = log(worker, description="Training", dated=(today() - timedelta(days=90)).isoformat())
    log(worker, description="Progress review with my coach and my manager about the last months")
    log(worker, in_paid_hours="no", hours="9")
    assert "to look at" in worker.get("/progress/hours").text
    page = worker.get("/progress/hours/look").text
    for words in ("A very short description", "progress review", "Not in paid hours", "A month"):
        assert words in page
    assert "An auditor might ask" in worker.get(here).text
    coach = client_for(world.coach)
    assert "An auditor might ask" not in coach.get(here).text
    assert "to look at" not in coach.get(f"/progress/{world.worker.id}/hours").text
    assert "Your log is empty" in coach.get("/progress/hours/look").text
    session.rollback()


def test_the_account_says_who_looked(world: World, client_for: ClientFor, session: Session) -> None:
    here = log(client_for(world.worker))
    coach = client_for(world.coach)
    coach.get(here)
    coach.get(f"/progress/{world.worker.id}")
    client_for(world.manager).get(f"/progress/{world.worker.id}/hours")
    mine = visible(AuditEvent, to=world.worker).where(AuditEvent.owner_id == world.worker.id)
    noted = {(each.event, each.actor_id, each.subject_kind) for each in session.scalars(mine)}
    assert (Event.ENTRY_OPENED, world.coach.id, "hours_line") in noted
    assert (Event.ENTRY_OPENED, world.coach.id, "hours") in noted
    assert (Event.ENTRY_LISTED, world.manager.id, "hours_line") in noted
    assert (Event.HOURS_LOGGED, world.worker.id, "hours_line") in noted
    told = client_for(world.worker).get("/privacy").text
    assert "Coach Person looked at your training hours" in told
    assert "Manager Person saw a line of your training hours" in told
    session.rollback()
