"""The worker answers in the thread, and the other side hears that something waits."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy.orm import Session

from journal.models import OutgoingMail
from journal.models.base import now
from tests.client import Client
from tests.rooms.reviewing import (
    ClientFor,
    decided,
    filled,
    fresh,
    loaded,
    review,
    words_of,
)
from tests.world import World


def test_the_worker_answers_where_they_read(
    session: Session, world: World, client_for: ClientFor
) -> None:
    entry, worker = fresh(session, world), client_for(world.worker)
    review(client_for(world.supervisor), entry, {"text": "Where did you sit?"})
    page = worker.get(f"/entries/{entry.id}")
    assert f'action="/review/{entry.id}/answer"' in page.text
    form = filled(page, text="On the **steps**.")
    sent = [worker.post(f"/review/{entry.id}/answer", form) for _ in range(2)]
    assert [each.status_code for each in sent] == [303, 303]
    assert sent[0].location == f"/entries/{entry.id}#feedback-heading"
    thread = loaded(session, world.worker, entry.id).feedback
    assert [each.text for each in thread] == ["Where did you sit?", "On the **steps**."]
    assert "<strong>steps</strong>" in worker.get(f"/entries/{entry.id}").text
    assert len(letters_to(session, world, "supervisor", f"/review/{entry.id}")) == 1


def test_two_presses_at_the_same_moment_are_one(
    session: Session, world: World, client_for: ClientFor
) -> None:
    """A double click: both requests run at once, and neither may fail or write twice."""
    entry = fresh(session, world)
    here = f"/review/{entry.id}"
    devices = [client_for(world.supervisor) for _ in range(4)]
    form = filled(devices[0].get(here), text="Once.") | decided("confirmed")
    del form["csrf_token"]
    assert all(device.token for device in devices)
    session.rollback()
    at_once = Barrier(len(devices))

    def press(device: Client) -> int:
        at_once.wait()
        return device.post(here, form).status_code

    with ThreadPoolExecutor(len(devices)) as hands:
        assert list(hands.map(press, devices)) == [303] * len(devices)
    entry = loaded(session, world.worker, entry.id)
    assert [len(entry.feedback), len(entry.verdicts)] == [1, 1]


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 1_000_001])
def test_an_answer_that_cannot_be_sent_comes_back_as_typed(
    text: str, session: Session, world: World, client_for: ClientFor
) -> None:
    entry, worker = fresh(session, world), client_for(world.worker)
    review(client_for(world.supervisor), entry, {"text": "Where did you sit?"})
    answer = worker.post(f"/review/{entry.id}/answer", {"text": text})
    assert answer.status_code == 422
    assert 'href="#text"' in answer.text
    assert text in answer.text
    assert "Where did you sit?" in answer.text
    assert len(loaded(session, world.worker, entry.id).feedback) == 1


def test_an_answer_is_of_the_version_of_today(
    session: Session, world: World, client_for: ClientFor
) -> None:
    entry, worker = fresh(session, world), client_for(world.worker)
    page = worker.get(f"/review/{entry.id}/answer")
    worker.post(f"/review/{entry.id}/answer", filled(page, text="First of all: \x00🫖 שלום"))
    [message] = loaded(session, world.worker, entry.id).feedback
    assert message.text == "First of all: 🫖 שלום"
    assert (message.on_revision, message.author_id) == (1, world.worker.id)


def test_an_answer_reaches_those_who_take_part_and_can_still_read(
    session: Session, world: World, client_for: ClientFor
) -> None:
    everyone = ("supervisor", "manager", "coach", "reader")
    entry, worker = fresh(session, world, shared_with=everyone), client_for(world.worker)
    here = f"/review/{entry.id}"
    review(client_for(world.supervisor), entry, {"text": "A word."})
    review(client_for(world.manager), entry, decided("confirmed"))
    review(client_for(world.coach), entry, {"text": "Another."})
    session.merge(world.relationships["coach"]).ended_at = now()
    session.commit()
    worker.post(f"{here}/answer", filled(worker.get(f"{here}/answer"), text="Thank you."))
    told = {part for part in everyone if letters_to(session, world, part, here)}
    assert told == {"supervisor", "manager"}


def test_while_nobody_has_spoken_everybody_who_reads_is_told(
    session: Session, world: World, client_for: ClientFor
) -> None:
    entry = fresh(session, world, shared_with=("supervisor", "reader"))
    worker, here = client_for(world.worker), f"/review/{entry.id}"
    worker.post(f"{here}/answer", filled(worker.get(f"{here}/answer"), text="A question."))
    told = {part for part in world.people if letters_to(session, world, part, here)}
    assert told == {"supervisor", "reader"}


def test_nobody_writes_to_somebody_who_has_left(
    session: Session, world: World, client_for: ClientFor
) -> None:
    entry = fresh(session, world, shared_with=("supervisor", "reader"))
    worker, here = client_for(world.worker), f"/review/{entry.id}"
    session.merge(world.supervisor).left_at = now()
    session.commit()
    worker.post(f"{here}/answer", filled(worker.get(f"{here}/answer"), text="Hello?"))
    told = {part for part in world.people if letters_to(session, world, part, here)}
    assert told == {"reader"}


def test_a_supporter_is_led_from_the_entry_to_the_page_where_they_answer(
    session: Session, world: World, client_for: ClientFor
) -> None:
    entry = fresh(session, world)
    page = client_for(world.supervisor).get(f"/entries/{entry.id}")
    assert f'href="/review/{entry.id}">Read and answer</a>' in page.text
    assert "<textarea" not in page.text


def test_only_what_somebody_reads_can_be_answered(
    session: Session, world: World, client_for: ClientFor
) -> None:
    entry = fresh(session, world, shared_with=())
    page = client_for(world.worker).get(f"/entries/{entry.id}")
    assert "<textarea" not in page.text
    assert "Once you share this entry, feedback comes here" in words_of(page)


@pytest.mark.parametrize("part", ["supervisor", "reader", "other_worker", "admin", "stranger"])
def test_nobody_answers_in_the_workers_place(
    part: str, session: Session, world: World, client_for: ClientFor
) -> None:
    entry, client = fresh(session, world, shared_with=("supervisor", "reader")), None
    client = client_for(world.people[part])
    assert client.get(f"/review/{entry.id}/answer").status_code == 404
    assert client.post(f"/review/{entry.id}/answer", {"text": "Yes."}).status_code == 404
    assert loaded(session, world.worker, entry.id).feedback == []


def letters_to(session: Session, world: World, part: str, page: str) -> list[OutgoingMail]:
    """The letters to one person that lead to this page."""
    session.rollback()
    found = session.query(OutgoingMail).filter(
        OutgoingMail.to_address == world.people[part].email, OutgoingMail.body.contains(page)
    )
    return found.all()
