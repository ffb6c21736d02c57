"""The learning plan: out of gaps come chances to learn, and out of those entries to write."""

import re
from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from journal.domain.actions import ActionKind, ActionState
from journal.formatting import today
from journal.models import Action, Entry, Person
from journal.models.confidential import visible
from tests.letters import throw_away, waiting
from tests.queries import queries_of
from tests.rooms.scanning import ClientFor, begin, end, fill_all, scan_of, words_of
from tests.world import World

SOON = (today() + timedelta(days=20)).isoformat()
SIT_IN = {"text": "Sit in on a review meeting", "kind": "opportunity", "due_on": SOON}


def typed(world: World, with_whom: str = "", **fields: object) -> dict[str, object]:
    """A form as a page makes it."""
    bond = str(world.relationships[with_whom].id) if with_whom else "alone"
    return {"action_id": str(uuid4()), **SIT_IN, "relationship": bond, **fields}


def chance(session: Session, person: Person, text: str = SIT_IN["text"]) -> Action:
    """The one action with this text, as a person reads it."""
    session.rollback()
    return session.scalars(visible(Action, to=person).where(Action.text == text)).one()


@pytest.mark.parametrize("with_whom", ["supervisor", "manager", "coach"])
def test_a_chance_to_learn_is_agreed_with_one_person_and_seen_by_the_two(
    with_whom: str, session: Session, world: World, client_for: ClientFor
) -> None:
    worker = client_for(world.worker)
    form = typed(world, with_whom, offered=["K27"], others="s20, K27")
    for _ in range(2):
        answer = worker.post("/learning-plan/new?code=K27", form)
        assert answer.location == "/learning-plan"
    made = chance(session, world.worker)
    assert made.codes == ["K27", "S20"]
    assert made.kind is ActionKind.OPPORTUNITY
    assert (made.owner_id, made.worker_id) == (world.worker.id, world.worker.id)
    assert "Sit in on a review meeting" in worker.get("/learning-plan").text
    for part in ("supervisor", "manager", "coach"):
        page = client_for(world.people[part]).get(f"/learning-plan/{world.worker.id}")
        assert ("Sit in on a review meeting" in page.text) is (part == with_whom)
    end(session, world.relationships[with_whom].id)
    gone = client_for(world.people[with_whom]).get(f"/learning-plan/{world.worker.id}")
    assert gone.status_code == 404
    assert "Sit in on a review meeting" in worker.get("/learning-plan").text


def test_a_supporter_puts_one_in_the_plan_and_the_worker_gets_a_letter_without_a_word(
    session: Session, world: World, client_for: ClientFor
) -> None:
    session.rollback()
    throw_away(session)
    coach = client_for(world.coach)
    here = f"/learning-plan/{world.worker.id}"
    assert "Nobody yet" not in coach.get(f"{here}/new").text
    form = typed(world, "coach", others="K1")
    assert coach.post(f"{here}/new", form).location == here
    made = chance(session, world.worker)
    assert (made.author_id, made.owner_id) == (world.coach.id, world.worker.id)
    [letter] = waiting(session)
    assert letter.to_address == "worker@test.example"
    assert "review" not in letter.body
    alone = {**form, "action_id": str(uuid4()), "relationship": "alone"}
    assert coach.post(f"{here}/new", alone).status_code == 422


@pytest.mark.parametrize(
    "part", ["reader", "ex_supervisor", "other_supervisor", "admin", "stranger"]
)
def test_nobody_else_has_a_page_for_somebodys_plan(
    part: str, world: World, client_for: ClientFor
) -> None:
    client, here = client_for(world.people[part]), f"/learning-plan/{world.worker.id}"
    assert client.get(here).status_code == 404
    assert client.get(f"{here}/new").status_code == 404
    assert client.post(f"{here}/new", typed(world, "coach")).status_code == 404


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text": " "}, "Please say in a few words what would help."),
        ({"text": "x" * 501}, "Nothing is lost"),
        ({"others": "K27, Z9"}, "There is no KSB “Z9”."),
        ({"others": " ".join(f"K{n}" for n in range(1, 12))}, "Please choose at most 10 KSBs"),
        ({"offered": ["<b>"]}, "There is no KSB “<b>”."),
        ({"kind": "task"}, "Please choose one of these."),
        ({"relationship": "somebody"}, "Please choose one of these."),
        ({"due_on": "2001-01-01"}, "This day has passed."),
        ({"due_on": "soon"}, "Please give the date as day, month and year."),
    ],
)
def test_a_slip_comes_back_with_a_sentence(
    fields: dict[str, object], sentence: str, session: Session, world: World, client_for: ClientFor
) -> None:
    answer = client_for(world.worker).post("/learning-plan/new", typed(world, **fields))
    assert answer.status_code == 422
    assert sentence in unescape(answer.text)


def test_somebody_elses_relationship_is_none_to_agree_with(
    world: World, client_for: ClientFor
) -> None:
    form = typed(world, "other_supervisor")
    assert client_for(world.worker).post("/learning-plan/new", form).status_code == 422
    ended = typed(world, "ex_supervisor")
    assert client_for(world.worker).post("/learning-plan/new", ended).status_code == 422


def test_the_gaps_of_the_last_scan_stand_in_the_plan_each_with_its_link(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker = client_for(world.worker)
    page = unescape(worker.get("/learning-plan").text)
    scan = scan_of(session, world.worker)
    said = words_of(page)
    assert "Duty 4, skills: Empower individuals to self-advocate" in said
    assert "You said Some" in said
    assert "You said No" in said
    assert "Duty 1, further development" in said
    assert "canaryscanfurther" in page
    assert "canaryscanconfirmed" not in page
    link = f"/learning-plan/new?duty=4&part=skills&scan={scan.id}"
    links = [set(re.split(r"[?&]", each)) for each in re.findall(r'href="([^"]+)"', page)]
    assert set(re.split(r"[?&]", link)) in links
    form = worker.get(link).text
    assert re.findall(r'name="offered"[^>]*value="(\w+)"', form) == ["S18", "S19", "S20"]
    answer = worker.post(link, typed(world, "manager", offered=["S20"]))
    assert answer.status_code == 303
    assert chance(session, world.worker).scan_id == scan.id
    assert "planned for S20" in words_of(worker.get("/learning-plan").text)


def test_yes_is_no_gap_and_neither_is_a_scan_that_is_not_sent(
    world: World, client_for: ClientFor
) -> None:
    reader = client_for(world.reader)
    scan = begin(reader)
    fill_all(reader, scan)
    assert "Gaps from the last skills scan" not in reader.get("/learning-plan").text
    reader.post(f"{scan}/send")
    assert "Gaps from the last skills scan" in reader.get("/learning-plan").text


@pytest.mark.parametrize(
    ("part", "seen"), [("manager", True), ("coach", True), ("supervisor", False)]
)
def test_a_supporter_sees_the_gaps_only_if_they_may_read_the_scan(
    part: str, seen: bool, world: World, client_for: ClientFor
) -> None:
    page = client_for(world.people[part]).get(f"/learning-plan/{world.worker.id}").text
    assert ("Gaps from the last skills scan" in page) is seen
    assert "Gaps in your coverage" not in page


def test_a_gap_in_coverage_leads_there_with_the_ksb_ticked(
    world: World, client_for: ClientFor
) -> None:
    worker = client_for(world.worker)
    assert "/learning-plan/new?code=K27" in worker.get("/ksbs/K27").text
    page = worker.get("/learning-plan").text
    assert "/learning-plan/new?code=K27" in page
    assert "/learning-plan/new?code=S2&" not in page, "S2 is shown by an entry"
    form = worker.get("/learning-plan/new?code=K27&code=Z9").text
    assert re.search(r'name="offered"[^>]*value="K27"', form)
    assert re.search(r"<input checked[^>]*value=\"K27\"", form)
    assert "Z9" not in form.split("<form")[-1].split("</form>")[0].replace("code=Z9", "")


def test_done_it_becomes_an_entry_ready_to_write_with_its_tags(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker = client_for(world.worker)
    worker.post("/learning-plan/new", typed(world, "coach", others="K27 S20"))
    made = chance(session, world.worker)
    done = worker.post(f"/actions/{made.id}/done", {"why": "It went well", "minutes": "45"})
    assert done.location.startswith("/entries/new?kind=training")
    assert "tag=peer-worker:K27&tag=peer-worker:S20" in unescape(done.location).replace("%3A", ":")
    assert "Write about it" in worker.get("/learning-plan").text
    page = worker.get(done.location).text
    assert "Sit in on a review meeting" in page
    assert 'value="45"' in page
    entry_id = re.search(r'name="entry_id"[^>]*value="([^"]+)"', page)
    assert entry_id
    form = {"entry_id": entry_id.group(1), "revision": "0", "title": "A review meeting"}
    saved = worker.post(done.location, {**form, "text": "What I saw.", "dated": "2026-06-04"})
    assert saved.status_code == 303
    session.rollback()
    entry = session.scalars(
        visible(Entry, to=world.worker).where(Entry.title == "A review meeting")
    )
    assert {tag.code for tag in entry.one().tags} == {"K27", "S20"}
    assert chance(session, world.worker).state is ActionState.DONE
    page = worker.get("/learning-plan").text
    assert "What you wrote about it" in page


def test_changed_and_let_go_as_any_action(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker = client_for(world.worker)
    worker.post("/learning-plan/new", typed(world, "coach", others="K27"))
    made = chance(session, world.worker)
    moved = {"text": made.text, "due_on": SOON, "why": "The meeting moved"}
    assert worker.post(f"/actions/{made.id}/change", moved).status_code == 303
    assert worker.post(f"/actions/{made.id}/let-go", {"why": "Not now"}).status_code == 303
    assert "Let go" in words_of(worker.get("/learning-plan").text)


def test_plain_tasks_do_not_stand_in_it(world: World, client_for: ClientFor) -> None:
    page = client_for(world.worker).get("/learning-plan").text
    assert "canarychance" in page
    assert "canaryactionread" in page, "reading is learning"
    assert "canaryactionmanaged" not in page, "a task is none"


def test_the_queries_do_not_grow_with_what_is_planned(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker = client_for(world.worker)
    few = len(queries_of(worker, "/learning-plan"))
    for number in range(5):
        worker.post("/learning-plan/new", typed(world, "coach", text=f"Chance {number}"))
    assert len(queries_of(worker, "/learning-plan")) <= few
