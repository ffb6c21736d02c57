"""Direct observation: planned with a yes, written against what was chosen, agreed by both."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy.orm import Session

from journal.audit import Event
from journal.domain.entry_kind import EntryKind
from journal.models import AuditEvent, Entry, JointRecord
from journal.models.base import now
from journal.models.confidential import visible
from tests.client import Client
from tests.letters import waiting
from tests.world import World

ClientFor = Callable[..., Client]
PLAN = {
    "day": "2026-06-14",
    "at": "14:30",
    "minutes": "45",
    "setting": "A first meeting over tea.",
    "asked_by": "The peer worker",
    "asked_how": "Two days before, in their own words.",
    "tag": ["peer-worker:S4", "competences:2.1"],
}
SAW = "They asked one open question and waited."
SEEN = {
    "saw:peer-worker:S4": SAW,
    "went_well": "The waiting.",
    "one_thing": "Say at the start how long there is.",
}
VIEW = "It felt long, and then it felt right."


def plan(client: Client, world: World, **changes: Any) -> str:
    """Plan one as a person does; its page."""
    bond = str(world.relationships["supervisor"].id)
    typed = {"record_id": str(uuid4()), "bond": bond, **PLAN, **changes}
    answer = client.post("/observations/new", typed)
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def save(client: Client, here: str, what: str, typed: dict[str, Any], revision: int) -> Any:
    """Send one part."""
    return client.post(f"{here}/{what}", {"revision": str(revision), **typed})


def written(supervisor: Client, world: World) -> str:
    """One that is planned with a yes, with what was seen: version 2."""
    here = plan(supervisor, world, consent="y")
    assert save(supervisor, here, "seen", SEEN, 1).status_code == 303
    return here


def test_the_supervisor_or_the_line_manager_observes(world: World, client_for: ClientFor) -> None:
    offered = {"supervisor": True, "manager": True, "coach": False, "reader": False}
    for part, may_observe in offered.items():
        bond = str(world.relationships[part].id)
        for client in (client_for(world.worker), client_for(world.people[part])):
            assert (bond in client.get("/observations/new").text) is may_observe, part
            typed = {"record_id": str(uuid4()), "bond": bond, **PLAN}
            answer = client.post("/observations/new", typed)
            assert answer.status_code == (303 if may_observe else 422), part


def test_planned_seen_answered_and_agreed_it_becomes_an_entry(
    world: World, client_for: ClientFor, session: Session
) -> None:
    worker, supervisor = client_for(world.worker), client_for(world.supervisor)
    here = written(supervisor, world)
    assert SAW in worker.get(here).text
    assert save(worker, here, "view", {"worker_view": VIEW}, 2).status_code == 303
    for client in (supervisor, worker):
        said = client.post(f"{here}/agree", {"number": "3", "do": "agree"})
        assert said.status_code == 303
    assert "stays as it is" in worker.get(here).text
    late = save(supervisor, here, "seen", {**SEEN, "went_well": "Something else."}, 3)
    assert late.status_code == 303
    assert "Something else." not in worker.get(here).text
    kept = re.findall(r'href="([^"]+/seen\?go-on=[^"]+)"', supervisor.get("/unfinished").text)
    assert "Something else." in supervisor.get(kept[0]).text
    source = f"/entries/from/joint-record/{here.rpartition('/')[2]}"
    assert client_for(world.supervisor).get(source).status_code == 404
    look = worker.get(source).text
    assert SAW in look
    assert VIEW in look
    place = worker.post(source).location
    assert worker.post(source).location == place
    entry = one(session, world, place)
    assert entry.kind is EntryKind.OBSERVATION_REPORT
    tags = {(tag.framework, tag.code, tag.reason) for tag in entry.tags}
    assert tags == {("peer-worker", "S4", ""), ("competences", "2.1", "")}
    assert SAW in entry.statements[0].text
    given = entry.provenances[0]
    assert given.given_by == "Agreed by Supervisor Person and Worker Person"
    session.rollback()


def test_without_the_yes_of_the_person_supported_nobody_agrees(
    world: World, client_for: ClientFor
) -> None:
    supervisor = client_for(world.supervisor)
    here = plan(supervisor, world)
    save(supervisor, here, "seen", SEEN, 1)
    page = supervisor.get(here).text
    assert "the yes of the person who is supported" in page
    assert 'value="agree"' not in page
    refused = supervisor.post(f"{here}/agree", {"number": "2", "do": "agree"})
    assert refused.status_code == 409
    assert save(supervisor, here, "plan", {**PLAN, "consent": "y"}, 2).status_code == 303
    agreed = supervisor.post(f"{here}/agree", {"number": "3", "do": "agree"})
    assert agreed.status_code == 303


def test_who_writes_what(world: World, client_for: ClientFor) -> None:
    worker, supervisor = client_for(world.worker), client_for(world.supervisor)
    here = written(supervisor, world)
    assert worker.get(f"{here}/seen").status_code == 404
    assert save(worker, here, "seen", SEEN, 2).status_code == 404
    assert supervisor.get(f"{here}/view").status_code == 404
    assert save(supervisor, here, "view", {"worker_view": "x"}, 2).status_code == 404
    for part in ("manager", "coach", "reader", "other_worker", "admin", "stranger"):
        client = client_for(world.people[part])
        for page in ("", "/plan", "/seen", "/view"):
            assert client.get(here + page).status_code == 404
        assert client.post(f"{here}/agree", {"number": "2", "do": "agree"}).status_code == 404


def test_a_view_that_differs_stands_beside_it_and_leaves_it_open(
    world: World, client_for: ClientFor
) -> None:
    worker, supervisor = client_for(world.worker), client_for(world.supervisor)
    here = written(supervisor, world)
    empty = worker.post(f"{here}/agree", {"number": "2", "do": "differ", "words": " "})
    assert empty.status_code == 422
    words = "I said it at the start, quietly."
    worker.post(f"{here}/agree", {"number": "2", "do": "differ", "words": words})
    supervisor.post(f"{here}/agree", {"number": "2", "do": "agree"})
    page = supervisor.get(here).text
    assert words in page
    assert "stays as it is" not in page
    save(supervisor, here, "seen", {**SEEN, "one_thing": "Say it a little louder."}, 2)
    page = worker.get(here).text
    assert words in page
    assert "What was said of earlier versions" in page


def test_one_signs_while_the_other_writes(world: World, client_for: ClientFor) -> None:
    """The yes was to a version that is no longer the newest: the page asks to read again."""
    worker, supervisor = client_for(world.worker), client_for(world.supervisor)
    here = written(supervisor, world)
    worker.get(here)
    save(supervisor, here, "seen", {**SEEN, "went_well": "All of it."}, 2)
    late = worker.post(f"{here}/agree", {"number": "2", "do": "agree"})
    assert late.status_code == 409
    assert "read it as it is now" in late.text
    assert "All of it." in late.text


def test_both_write_at_once_in_different_parts_and_nothing_is_asked(
    world: World, client_for: ClientFor
) -> None:
    worker, supervisor = client_for(world.worker), client_for(world.supervisor)
    here = written(supervisor, world)
    assert save(worker, here, "view", {"worker_view": VIEW}, 2).status_code == 303
    later = save(supervisor, here, "seen", {**SEEN, "one_thing": "Breathe."}, 2)
    assert later.status_code == 303
    page = worker.get(here).text
    assert VIEW in page
    assert "Breathe." in page


@pytest.mark.parametrize("choice", ["save", "keep saved", "together"])
def test_both_write_in_the_same_words_and_both_texts_are_shown(
    choice: str, world: World, client_for: ClientFor
) -> None:
    worker, supervisor = client_for(world.worker), client_for(world.supervisor)
    here = plan(supervisor, world)
    assert save(worker, here, "plan", {**PLAN, "setting": "A walk."}, 1).status_code == 303
    clash = save(supervisor, here, "plan", {**PLAN, "setting": "A group."}, 1)
    assert clash.status_code == 409
    assert "walk." in clash.text
    assert "group." in clash.text
    assert "A group." in supervisor.get("/unfinished").text
    revision = int(re.findall(r'name="revision"[^>]*value="(\d+)"', clash.text)[0])
    typed = {**PLAN, "setting": "A group.", "do": choice}
    answer = save(supervisor, here, "plan", typed, revision)
    page = supervisor.get(here).text
    if choice == "together":
        assert answer.status_code == 200
        assert "nothing is saved yet" in answer.text
    else:
        assert answer.status_code == 303
    assert ("A group." in page) is (choice == "save")


def test_of_two_texts_only_what_the_part_holds_is_beside_each_other(
    world: World, client_for: ClientFor
) -> None:
    supervisor = client_for(world.supervisor)
    here = written(supervisor, world)
    clash = save(supervisor, here, "seen", {**SEEN, "one_thing": "Breathe."}, 1)
    assert clash.status_code == 409
    beside = clash.text.partition("Both texts, side by side")[2].partition("<form")[0]
    assert "Breathe" in beside
    assert "What to look at" not in beside
    assert "Nothing stands here." not in beside


def test_when_the_relationship_ends_it_closes_as_it_stands(
    world: World, client_for: ClientFor, session: Session
) -> None:
    worker, supervisor = client_for(world.worker), client_for(world.supervisor)
    here = written(supervisor, world)
    session.merge(world.relationships["supervisor"]).ended_at = now()
    session.commit()
    assert supervisor.get(here).status_code == 404
    assert supervisor.post(f"{here}/agree", {"number": "2", "do": "agree"}).status_code == 404
    page = worker.get(here).text
    assert SAW in page
    assert "closed as it stood" in page
    late = save(worker, here, "view", {"worker_view": VIEW}, 2)
    assert late.status_code == 303
    assert VIEW not in worker.get(here).text
    assert VIEW in worker.get("/unfinished").text


def test_looking_for_statements_loses_nothing(world: World, client_for: ClientFor) -> None:
    supervisor = client_for(world.supervisor)
    typed = {"record_id": str(uuid4()), **PLAN, "find": "boundaries", "do": "find"}
    page = supervisor.post("/observations/new", typed).text
    assert PLAN["setting"] in page
    assert 'id="tag-peer-worker:S4" value="peer-worker:S4" checked' in page
    assert "boundar" in page.partition('id="found"')[2]
    missing = supervisor.post("/observations/new", {**PLAN, "day": ""})
    assert missing.status_code == 422
    assert PLAN["asked_how"] in missing.text


def test_the_time_is_what_clocks_here_show(
    world: World, client_for: ClientFor, session: Session
) -> None:
    here = plan(client_for(world.supervisor), world)
    found = visible(JointRecord, to=world.worker).where(
        JointRecord.id == UUID(here.rpartition("/")[2])
    )
    assert session.scalars(found).one().starts_at == datetime(2026, 6, 14, 13, 30, tzinfo=UTC)
    assert "14 June 2026 at 14:30" in client_for(world.worker).get(here).text
    session.rollback()


def test_a_time_that_no_clock_shows_is_asked_for_again(world: World, client_for: ClientFor) -> None:
    bond = str(world.relationships["supervisor"].id)
    typed = {"record_id": str(uuid4()), "bond": bond, **PLAN, "day": "2027-03-28", "at": "01:30"}
    answer = client_for(world.supervisor).post("/observations/new", typed)
    assert answer.status_code == 422
    assert "The clocks go forward in that hour" in answer.text


def test_called_off_with_a_word_why(world: World, client_for: ClientFor) -> None:
    worker = client_for(world.worker)
    here = plan(client_for(world.supervisor), world)
    assert worker.post(f"{here}/call-off", {"because": " "}).status_code == 422
    assert worker.post(f"{here}/call-off", {"because": "A no, kindly said."}).status_code == 303
    page = worker.get(here).text
    assert "A no, kindly said." in page
    assert save(worker, here, "plan", {**PLAN, "setting": "Again"}, 1).status_code == 303
    assert "Again" not in worker.get(here).text


def test_letters_hold_no_word_of_it_and_the_account_says_who_read(
    world: World, client_for: ClientFor, session: Session
) -> None:
    supervisor = client_for(world.supervisor)
    here = written(supervisor, world)
    letters = [each for each in waiting(session, world.worker.email) if here in each.body]
    assert letters
    assert not any(SAW in each.body or PLAN["setting"] in each.body for each in letters)
    supervisor.get(here)
    record_id = UUID(here.rpartition("/")[2])
    events = visible(AuditEvent, to=world.worker).where(AuditEvent.subject_id == record_id)
    said = [(each.event, each.actor_id) for each in session.scalars(events)]
    assert (Event.ENTRY_OPENED.value, world.supervisor.id) in said
    session.rollback()


def one(session: Session, world: World, path: str) -> Entry:
    """The worker's entry at a path."""
    wanted = UUID(path.rpartition("/")[2])
    return session.scalars(visible(Entry, to=world.worker).where(Entry.id == wanted)).one()
