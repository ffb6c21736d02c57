"""Phrases that somebody keeps for feedback: put in with a press, and nobody else's to see."""

import pytest
from sqlalchemy.orm import Session

from journal.models import Person, Phrase
from journal.models.confidential import visible
from journal.review.phrases import LONGEST_PHRASE, MOST_PHRASES
from tests.rooms.reviewing import ClientFor, filled, fresh, loaded, review, words_of
from tests.world import World

KIND = "What told you that this was the right moment?"


def test_a_phrase_is_kept_changed_and_removed(
    session: Session, world: World, client_for: ClientFor
) -> None:
    client = client_for(world.coach)
    assert client.post("/review/phrases", {"text": KIND}).status_code == 303
    assert client.post("/review/phrases", {"text": KIND}).status_code == 303, "twice is once"
    [phrase] = phrases_of(session, world.coach)
    there = f"/review/phrases/{phrase.id}"
    assert KIND in words_of(client.get(there))
    assert client.post(there, {"text": "  "}).status_code == 422
    assert client.post(there, {"text": "Tell me more."}).status_code == 303
    assert "Tell me more." in words_of(client.get("/review/phrases"))
    assert client.post(f"{there}/remove").status_code == 303
    assert phrases_of(session, world.coach) == []


def test_only_their_keeper_sees_them(session: Session, world: World, client_for: ClientFor) -> None:
    entry = fresh(session, world)
    client_for(world.coach).post("/review/phrases", {"text": KIND})
    [phrase] = phrases_of(session, world.coach)
    client, there = client_for(world.supervisor), f"/review/phrases/{phrase.id}"
    assert KIND not in client.get("/review/phrases").text
    assert client.get(there).status_code == 404
    assert client.post(there, {"text": "Mine now"}).status_code == 404
    assert client.post(f"{there}/remove").status_code == 404
    session.rollback()
    answer = review(client, entry, {"do": f"phrase:{phrase.id}", "text": "So far."})
    assert KIND not in answer.text


def test_without_a_script_a_press_brings_the_form_back_with_the_phrase(
    session: Session, world: World, client_for: ClientFor
) -> None:
    entry, client = fresh(session, world), client_for(world.supervisor)
    client.post("/review/phrases", {"text": KIND})
    phrase = next(each for each in phrases_of(session, world.supervisor) if each.text == KIND)
    typed = {"text": "Good start.", "because-peer-worker:S2": "Half typed"}
    page = review(client, entry, {**typed, "do": f"phrase:{phrase.id}"})
    assert page.status_code == 200
    assert f"Good start.\n\n{KIND}</textarea>" in page.text
    assert 'value="Half typed"' in page.text
    assert loaded(session, world.worker, entry.id).feedback == []


@pytest.mark.parametrize("do", ["phrase:", "phrase:not-an-id", "phrase:%00"])
def test_a_press_that_names_no_phrase_is_an_ordinary_one(
    do: str, session: Session, world: World, client_for: ClientFor
) -> None:
    entry = fresh(session, world)
    sent = review(client_for(world.supervisor), entry, {"text": "Good.", "do": do})
    assert sent.status_code == 303


def test_what_is_being_written_can_be_kept_as_a_phrase(
    session: Session, world: World, client_for: ClientFor
) -> None:
    entry, client = fresh(session, world), client_for(world.supervisor)
    page = review(client, entry, {"text": KIND, "do": "keep phrase"})
    assert page.status_code == 200
    assert "Kept among your phrases." in words_of(page)
    assert f"{KIND}</textarea>" in page.text
    assert KIND in [each.text for each in phrases_of(session, world.supervisor)]
    again = review(client, entry, {"text": KIND, "do": "keep phrase"})
    assert "You keep these words as a phrase already." in words_of(again)
    empty = review(client, entry, {"text": " ", "do": "keep phrase"})
    assert "There are no words to keep yet." in words_of(empty)
    long = review(client, entry, {"text": "x" * (LONGEST_PHRASE + 1), "do": "keep phrase"})
    assert "Nothing is lost" in words_of(long)
    assert loaded(session, world.worker, entry.id).feedback == []


def test_there_are_never_too_many(session: Session, world: World, client_for: ClientFor) -> None:
    client = client_for(world.coach)
    for number in range(MOST_PHRASES):
        client.post("/review/phrases", {"text": f"Phrase {number}"})
    page = client.post("/review/phrases", filled(client.get("/review/phrases"), text="One more"))
    assert page.status_code == 422
    assert "Remove one that you no longer use" in words_of(page)
    assert "One more" in page.text
    assert len(phrases_of(session, world.coach)) == MOST_PHRASES


def phrases_of(session: Session, author: Person) -> list[Phrase]:
    """What this person keeps, as it stands in the database now."""
    session.rollback()
    return list(session.scalars(visible(Phrase, to=author)))
