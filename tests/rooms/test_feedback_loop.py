"""Feedback that closes its loop: given, tried, seen; and what it suggests to learn."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from journal.audit import Event
from journal.database import begin_writing
from journal.domain.actions import ActionKind
from journal.domain.feedback import JUST_READ, FeedbackKind
from journal.formatting import today
from journal.models import Action, AuditEvent, Entry, OutgoingMail
from journal.models.confidential import visible
from tests.client import Client
from tests.queries import queries_of
from tests.rooms.reviewing import ClientFor, filled, fresh, loaded, review, words_of
from tests.world import World, end_relationship

TRIED = "I waited longer before I answered, and she went on by herself."


def test_the_worker_tries_it_and_whoever_gave_it_has_seen_it(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker, supervisor = client_for(world.worker), client_for(world.supervisor)
    entry, given = suggested(session, world, client_for, "Try to wait a little longer.")
    assert "Feedback to try out" in words_of(worker.get("/"))
    assert "Try to wait a little longer." in words_of(worker.get("/"))
    assert f"/review/{entry.id}/feedback/{given}/tried" in worker.get(f"/entries/{entry.id}").text

    sent = try_it(worker, entry, given, TRIED)
    assert sent.location == f"/entries/{entry.id}#feedback-heading"
    assert "Try to wait a little longer." not in words_of(worker.get("/"))
    assert "What came of it waits to be seen" in words_of(worker.get(f"/entries/{entry.id}"))

    waiting = supervisor.get("/review")
    assert TRIED in words_of(waiting)
    assert f"/review/{entry.id}/feedback/{given}/seen" in waiting.text
    assert TRIED in words_of(supervisor.get(f"/review/{entry.id}"))
    seen = supervisor.post(f"/review/{entry.id}/feedback/{given}/seen", {"text": ""})
    assert (seen.status_code, seen.location) == (303, "/review")
    assert TRIED not in words_of(supervisor.get("/review"))
    page = words_of(worker.get(f"/entries/{entry.id}"))
    assert "Tried and seen. This loop is closed." in page
    assert "Supervisor Person has seen what came of it" in page
    assert {Event.FEEDBACK_TRIED, Event.FEEDBACK_SEEN} <= account(session, world, entry)


def test_the_letters_say_nothing_of_it(
    session: Session, world: World, client_for: ClientFor
) -> None:
    entry, given = suggested(session, world, client_for, "Try the garden.")
    before = len(letters(session, world.supervisor.email))
    try_it(client_for(world.worker), entry, given, "Tomatoes everywhere.")
    [letter] = letters(session, world.supervisor.email)[before:]
    assert f"http://localhost/review/{entry.id}" in letter.body
    assert "Tomatoes" not in letter.body
    before = len(letters(session, world.worker.email))
    there = f"/review/{entry.id}/feedback/{given}/seen"
    client_for(world.supervisor).post(there, {"text": "How lovely."})
    [letter] = letters(session, world.worker.email)[before:]
    assert f"http://localhost/entries/{entry.id}" in letter.body
    assert "lovely" not in letter.body


def test_pressed_twice_each_is_written_once(
    session: Session, world: World, client_for: ClientFor
) -> None:
    entry, given = suggested(session, world, client_for, "Try it.")
    worker, there = client_for(world.worker), f"/review/{entry.id}/feedback/{given}"
    form = filled(worker.get(f"{there}/tried"), text="Once.")
    assert [worker.post(f"{there}/tried", form).status_code for _ in range(2)] == [303, 303]
    supervisor = client_for(world.supervisor)
    assert [supervisor.post(f"{there}/seen").status_code for _ in range(2)] == [303, 303]
    kinds = [each.kind for each in loaded(session, world.worker, entry.id).feedback]
    assert kinds == [FeedbackKind.WORDS, FeedbackKind.TRIED, FeedbackKind.SEEN]


def test_tried_again_it_waits_to_be_seen_again(
    session: Session, world: World, client_for: ClientFor
) -> None:
    entry, given = suggested(session, world, client_for, "Try it.")
    worker, supervisor = client_for(world.worker), client_for(world.supervisor)
    try_it(worker, entry, given, "It went badly.")
    supervisor.post(f"/review/{entry.id}/feedback/{given}/seen")
    try_it(worker, entry, given, "It went better this time.")
    assert "It went better this time." in words_of(supervisor.get("/review"))
    assert "It went badly." not in words_of(supervisor.get("/review"))


def test_the_worker_puts_aside_what_holds_nothing_to_try(
    session: Session, world: World, client_for: ClientFor
) -> None:
    entry, given = suggested(session, world, client_for, "A pleasure to read.")
    worker = client_for(world.worker)
    assert worker.post(f"/review/{entry.id}/feedback/{given}/aside").status_code == 303
    assert "A pleasure to read." not in words_of(worker.get("/"))
    supervisor = client_for(world.supervisor)
    assert entry.title not in words_of(supervisor.get("/review")), "it is no answer to read"
    assert try_it(worker, entry, given, "I did try it after all.").status_code == 303
    assert "I did try it after all." in words_of(supervisor.get("/review"))


def test_a_thank_you_holds_nothing_to_try(
    session: Session, world: World, client_for: ClientFor
) -> None:
    entry = fresh(session, world)
    review(client_for(world.supervisor), entry, {"do": "read"})
    worker = client_for(world.worker)
    assert JUST_READ in words_of(worker.get(f"/entries/{entry.id}"))
    assert "I tried this" not in words_of(worker.get(f"/entries/{entry.id}"))
    assert JUST_READ not in words_of(worker.get("/")).partition("Feedback to try out")[2]


def test_words_are_needed_and_what_was_typed_stays(
    session: Session, world: World, client_for: ClientFor
) -> None:
    entry, given = suggested(session, world, client_for, "Try it.")
    answer = try_it(client_for(world.worker), entry, given, "   ")
    assert answer.status_code == 422
    assert "Please write a few words about what happened." in words_of(answer)
    private = "Kept [just for me] mine [/just for me]"
    answer = try_it(client_for(world.worker), entry, given, private)
    assert answer.status_code == 422
    assert "[just for me] mine" in answer.text


@pytest.mark.parametrize("part", ["manager", "ex_supervisor", "other_supervisor", "other_worker"])
def test_nobody_else_takes_a_step(
    part: str, session: Session, world: World, client_for: ClientFor
) -> None:
    entry, given = suggested(session, world, client_for, "Try it.")
    client, there = client_for(world.people[part]), f"/review/{entry.id}/feedback/{given}"
    for step in ("tried", "seen"):
        assert client.get(f"{there}/{step}").status_code == 404
    for step in ("tried", "seen", "aside"):
        assert client.post(f"{there}/{step}", {"text": "Hello"}).status_code == 404
    assert client_for(world.supervisor).post(f"{there}/tried").status_code == 404
    assert client_for(world.worker).post(f"{there}/seen").status_code == 404
    assert len(loaded(session, world.worker, entry.id).feedback) == 1


def test_once_the_relationship_ends_the_worker_keeps_the_thread_and_nobody_is_told(
    session: Session, world: World, client_for: ClientFor
) -> None:
    entry, given = suggested(session, world, client_for, "Try it.")
    world.relationships["supervisor"] = session.merge(world.relationships["supervisor"])
    end_relationship(session, world, "supervisor")
    session.commit()
    before = len(letters(session, world.supervisor.email))
    worker, there = client_for(world.worker), f"/review/{entry.id}/feedback/{given}/tried"
    assert "cannot read this entry at the moment" in words_of(worker.get(there))
    assert try_it(worker, entry, given, "Kept for me.").status_code == 303
    assert len(letters(session, world.supervisor.email)) == before
    supervisor = client_for(world.supervisor)
    assert "Kept for me." not in supervisor.get("/review").text
    assert supervisor.get(f"/review/{entry.id}/feedback/{given}/seen").status_code == 404


def test_feedback_suggests_a_course_which_becomes_an_action_of_the_worker(
    session: Session, world: World, client_for: ClientFor
) -> None:
    entry, client = fresh(session, world), client_for(world.supervisor)
    by = (today() + timedelta(days=30)).isoformat()
    learn = {"learn_kind": "training", "learn_text": "Listening, two evenings", "learn_by": by}
    here = f"/review/{entry.id}"
    form = filled(client.get(here), text="This could help.", **learn)
    before = len(letters(session, world.worker.email))
    assert [client.post(here, form).status_code for _ in range(2)] == [303, 303]
    session.rollback()
    found = session.scalars(visible(Action, to=world.worker)).all()
    [action] = [each for each in found if each.text == "Listening, two evenings"]
    assert (action.kind, action.owner_id) == (ActionKind.TRAINING, world.worker.id)
    assert (action.about_entry_id, str(action.due_on)) == (entry.id, by)
    assert len(letters(session, world.worker.email)) == before + 1, "one letter for one press"
    assert "Listening, two evenings" in words_of(client_for(world.worker).get("/actions"))


@pytest.mark.parametrize(
    ("learn", "sentence"),
    [
        ({"learn_kind": "reading"}, "Please say what you suggest"),
        ({"learn_text": "A book"}, "Please choose whether this is something to read"),
        ({"learn_kind": "film", "learn_text": "A book"}, "Please choose whether this is"),
        (
            {"learn_kind": "reading", "learn_text": "A book", "learn_by": "2001-01-01"},
            "This day has passed",
        ),
    ],
)
def test_half_a_suggestion_is_asked_about_and_kept(
    learn: dict[str, str],
    sentence: str,
    session: Session,
    world: World,
    client_for: ClientFor,
) -> None:
    entry = fresh(session, world)
    answer = review(client_for(world.supervisor), entry, {"text": "Well done.", **learn})
    assert answer.status_code == 422
    assert sentence in words_of(answer)
    assert "Well done." in answer.text
    assert learn.get("learn_text", "") in answer.text


def test_a_reader_suggests_in_words_and_makes_no_action(
    session: Session, world: World, client_for: ClientFor
) -> None:
    entry, client = fresh(session, world, shared_with=("reader",)), client_for(world.reader)
    assert "learn_text" not in client.get(f"/review/{entry.id}").text
    learn = {"text": "Well done.", "learn_kind": "reading", "learn_text": "A book by a reader"}
    refused = review(client, entry, learn)
    assert refused.status_code == 422
    assert "As a reader you agree no actions" in words_of(refused)
    assert "A book by a reader" in refused.text
    assert "A book by a reader" not in client_for(world.worker).get("/actions").text
    assert review(client, entry, {"text": "Well done."}).status_code == 303


def test_send_and_next_leads_to_what_has_waited_longest(
    session: Session, world: World, client_for: ClientFor
) -> None:
    client = client_for(world.supervisor)
    first, second = fresh(session, world, "first"), fresh(session, world, "second")
    sent = review(client, second, {"text": "Good.", "do": "next"})
    waiting = {world.entries["product"].id, first.id}
    assert UUID(sent.location.removeprefix("/review/")) in waiting
    for _ in waiting:
        there = sent.location
        sent = client.post(there, filled(client.get(there), text="Good.", do="next"))
    assert sent.location == "/review"


def test_the_list_asks_no_more_for_more(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker, supervisor = client_for(world.worker), client_for(world.supervisor)
    counts = []
    for number in range(4):
        entry, given = suggested(session, world, client_for, f"Try {number}.", f"many{number}")
        try_it(worker, entry, given, "Tried.")
        counts.append(len(queries_of(supervisor, "/review")))
    assert counts[-1] <= counts[1]


def suggested(
    session: Session, world: World, client_for: ClientFor, text: str, name: str = "fresh"
) -> tuple[Entry, UUID]:
    """A fresh entry with feedback of the supervisor's on it: the entry, and the feedback's id."""
    session.rollback()
    begin_writing(session)
    entry = fresh(session, world, name)
    assert review(client_for(world.supervisor), entry, {"text": text}).status_code == 303
    entry = loaded(session, world.worker, entry.id)
    return entry, entry.feedback[0].id


def try_it(client: Client, entry: Entry, given: UUID, text: str) -> TestResponse:
    """Say on the page what came of it."""
    there = f"/review/{entry.id}/feedback/{given}/tried"
    return client.post(there, filled(client.get(there), text=text))


def account(session: Session, world: World, entry: Entry) -> set[str]:
    """What the worker's account says of an entry."""
    entry_id = entry.id
    session.rollback()
    wanted = visible(AuditEvent, to=world.worker).where(AuditEvent.subject_id == entry_id)
    return {each.event for each in session.scalars(wanted)}


def letters(session: Session, address: str) -> list[OutgoingMail]:
    """The letters to an address, the oldest first."""
    session.rollback()
    found = session.query(OutgoingMail).filter_by(to_address=address)
    return sorted(found, key=lambda letter: letter.made_at)
