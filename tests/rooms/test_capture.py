"""A note in one go, and what becomes of it: kept once, kept whole, laid out along questions."""

import re
from collections.abc import Callable
from html import unescape
from uuid import UUID, uuid4

import pytest
from sqlalchemy.orm import Session

from journal.domain.entry_kind import EntryKind
from journal.domain.reflective_model import FREE, MODELS
from journal.library import content
from journal.models import Entry, Person, Revision
from journal.models.confidential import visible
from tests.client import Client
from tests.world import World

ClientFor = Callable[..., Client]
CAPTURE = "/entries/capture"
WROTE = "He missed the bus on purpose.\n\nI felt cross.\n\nNext time I ask first."
MEGABYTE = "All of it. " * 100_000


def typed(page: str, text: str) -> dict[str, str]:
    """What a browser sends back from the one box."""
    found = re.search(r'name="entry_id"[^>]*value="([^"]*)"', page)
    assert found
    return {"entry_id": found.group(1), "text": text}


def kept_note(client: Client, text: str = WROTE) -> str:
    """The address of a note kept from the home page."""
    assert client.post(CAPTURE, typed(client.get("/").text, text)).status_code == 303
    found = re.search(r'Only you can read it\. <a href="([^"]+)"', client.get("/").text)
    assert found
    return found.group(1)


def entries_of(session: Session, person: Person, kind: EntryKind) -> list[Entry]:
    """What somebody has written, of one kind, read afresh."""
    session.rollback()
    session.expire_all()
    mine = visible(Entry, to=person).where(Entry.author_id == person.id, Entry.kind == kind)
    return list(session.scalars(mine.order_by(Entry.created_at)))


def revisions_of(session: Session, person: Person, address: str) -> list[Revision]:
    """Every version of the entry at an address, oldest first."""
    session.rollback()
    wanted = visible(Revision, to=person).where(Revision.entry_id == UUID(address[-36:]))
    return list(session.scalars(wanted.order_by(Revision.number)))


def test_the_box_is_the_first_thing_on_the_page(world: World, client_for: ClientFor) -> None:
    page = client_for(world.worker).get("/").text
    main = page[page.index("<h1") :]
    assert main.index("<textarea") < main.index("<h2")
    assert main.index("<textarea") < main.index("<a ")


def test_who_keeps_no_journal_is_offered_no_box(world: World, client_for: ClientFor) -> None:
    for part in ("supervisor", "admin"):
        assert "<textarea" not in client_for(world.people[part]).get("/").text


def test_a_note_is_kept_in_one_press_and_home_says_so(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker = client_for(world.worker)
    answer = worker.post(CAPTURE, typed(worker.get("/").text, WROTE))
    assert (answer.status_code, answer.location) == (303, "/")
    page = worker.get("/").text
    note = entries_of(session, world.worker, EntryKind.NOTE)[-1]
    assert f'Saved. Only you can read it. <a href="/entries/{note.id}">Open it</a>' in page
    assert (note.text, note.model, note.title) == (WROTE, None, "He missed the bus on purpose.")
    assert "Open it" not in worker.get("/").text


def test_a_double_press_makes_one_note(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker = client_for(world.worker)
    form = typed(worker.get("/").text, WROTE)
    assert worker.post(CAPTURE, form).status_code == worker.post(CAPTURE, form).status_code == 303
    assert len(entries_of(session, world.worker, EntryKind.NOTE)) == 1
    worker.post(CAPTURE, typed(worker.get("/").text, WROTE))
    assert len(entries_of(session, world.worker, EntryKind.NOTE)) == 2


def test_an_id_of_somebody_elses_entry_takes_nothing_from_them(
    session: Session, world: World, client_for: ClientFor
) -> None:
    theirs = world.entries["draft"]
    other = client_for(world.other_worker)
    assert other.post(CAPTURE, {"entry_id": str(theirs.id), "text": "Mine."}).status_code == 303
    note = entries_of(session, world.other_worker, EntryKind.NOTE)[0]
    assert note.id != theirs.id
    assert note.text == "Mine."


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "nothing to save yet"),
        ("  \n ", "nothing to save yet"),
        (MEGABYTE, "shorten it to 200,000 or fewer, or write the rest in another entry."),
    ],
)
def test_what_cannot_be_kept_comes_back_as_typed(
    text: str, sentence: str, session: Session, world: World, client_for: ClientFor
) -> None:
    worker = client_for(world.worker)
    answer = worker.post(CAPTURE, typed(worker.get("/").text, text))
    assert answer.status_code == 422
    assert sentence in answer.text
    shown = re.search(r"<textarea[^>]*>\r?\n?(.*?)</textarea>", answer.text, re.DOTALL)
    assert shown
    assert unescape(shown.group(1)).strip() == text.strip()
    assert entries_of(session, world.worker, EntryKind.NOTE) == []


def test_writing_about_a_question_keeps_the_question_above_the_words(
    session: Session, world: World, client_for: ClientFor
) -> None:
    question = content().questions[12]
    worker = client_for(world.other_worker)
    page = worker.get(f"{CAPTURE}?about=12").text
    assert question.text in unescape(page)
    assert worker.post(f"{CAPTURE}?about=12", typed(page, "We laughed.")).status_code == 303
    entry = entries_of(session, world.other_worker, EntryKind.REFLECTION)[-1]
    assert entry.text == f"> {question.text}\n\nWe laughed."
    assert entry.title.startswith(question.text.split()[0])


@pytest.mark.parametrize("number", ["", "-1", "9999", "²", "1 or 1", "x" * 500])
def test_a_question_that_is_none_is_only_a_note(
    number: str, world: World, client_for: ClientFor
) -> None:
    page = client_for(world.worker).get(CAPTURE, query_string={"about": number})
    assert page.status_code == 200
    assert "A quick note" in page.text


def test_the_home_page_offers_its_questions_one_behind_the_other(
    session: Session, world: World, client_for: ClientFor
) -> None:
    page = client_for(world.worker).get("/").text
    card = page[page.index('id="prompt-heading"') :]
    assert card.count("Another one") == 5
    numbers = [int(each) for each in re.findall(r"/entries/capture\?about=(\d+)", card)]
    many = len(content().questions)
    assert numbers == [(numbers[0] + step) % many for step in range(6)]


@pytest.mark.parametrize("key", sorted(MODELS))
def test_a_note_becomes_a_reflection_and_stays_among_its_versions(
    key: str, session: Session, world: World, client_for: ClientFor
) -> None:
    worker = client_for(world.worker)
    address = kept_note(worker)
    assert f'href="{address}/reflect"' in worker.get(address).text
    page = worker.get(f"{address}/reflect").text
    answer = worker.post(f"{address}/reflect", {"revision": "1", "model": key})
    assert (answer.status_code, answer.location) == (303, f"{address}/edit")
    assert page.count('type="radio"') == len(MODELS)
    first, second = revisions_of(session, world.worker, address)
    assert (first.kind, first.text, first.answers) == (EntryKind.NOTE, WROTE, {})
    assert second.kind is EntryKind.REFLECTION
    assert second.model == (None if key == FREE else key)
    edit = unescape(worker.get(f"{address}/edit").text)
    for line in WROTE.split("\n\n"):
        assert edit.count(line) >= 1
    assert "Make this a reflection" not in worker.get(address).text


def test_gibbs_lays_a_note_out(session: Session, world: World, client_for: ClientFor) -> None:
    worker = client_for(world.worker)
    address = kept_note(worker)
    worker.post(f"{address}/reflect", {"revision": "1", "model": "gibbs"})
    whole = revisions_of(session, world.worker, address)[-1]
    assert whole.text == ""
    assert whole.answers == {
        "description": "He missed the bus on purpose.",
        "feelings": "I felt cross.",
        "action_plan": "Next time I ask first.",
    }


def test_what_is_just_for_me_stays_so(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker = client_for(world.worker)
    secret = "One.\n\n[just for me] my own ward\n\nI felt nine. [/just for me]\n\nTwo."
    address = kept_note(worker, secret)
    worker.post(f"{address}/reflect", {"revision": "1", "model": "gibbs"})
    entry = entries_of(session, world.worker, EntryKind.REFLECTION)[-1]
    assert entry.answers == {"description": "One.\n\nTwo."}
    assert revisions_of(session, world.worker, address)[-1].answers == {"description": secret}


def test_a_note_saved_elsewhere_meanwhile_is_not_written_over(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker = client_for(world.worker)
    address = kept_note(worker)
    answer = worker.post(f"{address}/reflect", {"revision": "7", "model": "gibbs"})
    assert answer.status_code == 409
    assert "saved somewhere else meanwhile" in answer.text
    assert len(revisions_of(session, world.worker, address)) == 1


def test_a_model_that_there_is_not_and_a_second_press(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker = client_for(world.worker)
    address = kept_note(worker)
    for wrong in ({"model": "none-such"}, {}):
        assert worker.post(f"{address}/reflect", {"revision": "1", **wrong}).status_code == 422
    for _ in range(2):
        answer = worker.post(f"{address}/reflect", {"revision": "1", "model": "kolb"})
        assert (answer.status_code, answer.location) == (303, f"{address}/edit")
    assert len(revisions_of(session, world.worker, address)) == 2
    assert worker.get(f"{address}/reflect").location == f"{address}/edit"


def test_nobody_else_makes_anything_of_a_note(world: World, client_for: ClientFor) -> None:
    address = kept_note(client_for(world.worker))
    for part in ("supervisor", "other_worker", "admin"):
        other = client_for(world.people[part])
        assert other.get(f"{address}/reflect").status_code == 404
        answer = other.post(f"{address}/reflect", {"revision": "1", "model": "gibbs"})
        assert answer.status_code == 404


def test_no_plan_admits_a_note(session: Session) -> None:
    for plan in content().assessment_plans.values():
        assert EntryKind.NOTE not in plan.admits


def test_an_unfinished_note_is_offered_again_and_gone_once_it_is_kept(
    world: World, client_for: ClientFor
) -> None:
    worker = client_for(world.worker)
    copy_id = str(uuid4())
    page = worker.get("/").text
    form = typed(page, "Half a")
    sent = {
        "place": CAPTURE, "fields": form, "editor": "1" * 32, "version": 0, "sequence": 1,
    }  # fmt: skip
    kept = worker.open(
        f"/unfinished/{copy_id}", method="POST", json=sent, headers={"X-CSRFToken": worker.token}
    )
    assert kept.status_code == 200
    assert f"{CAPTURE}?go-on=" in worker.get("/").text
    again = worker.get(f"{CAPTURE}?go-on={copy_id}").text
    assert "Half a" in again
    whole = {**typed(again, "Half a thought."), "copy_id": copy_id, "version": "1"}
    assert worker.post(CAPTURE, whole).status_code == 303
    assert f"{CAPTURE}?go-on=" not in worker.get("/").text
