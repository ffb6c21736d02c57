"""How sure the worker is of a KSB, beside how others see it: dated, and neither over the other."""

from html import unescape
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from journal.domain.ratings import Rating
from journal.models import KsbRating, Person
from journal.models.confidential import visible
from journal.models.guards import Unguarded
from tests.letters import throw_away, waiting
from tests.rooms.scanning import ClientFor, end, words_of
from tests.world import World

PAGE = "/ksbs/K27"
SURE = {"rating": "sure", "text": "I have done it three times."}


def given(session: Session, worker: Person, code: str = "K27") -> list[KsbRating]:
    """Every view of one KSB of a worker's, the oldest first, as the worker reads them."""
    session.rollback()
    wanted = visible(KsbRating, to=worker).where(
        KsbRating.worker_id == worker.id, KsbRating.code == code
    )
    return list(session.scalars(wanted.order_by(KsbRating.given_at)))


def with_id(**typed: str) -> dict[str, str]:
    """A form as a page makes it."""
    return {"rating_id": str(uuid4()), **typed}


def test_the_worker_says_how_sure_they_are_and_later_views_stand_beside(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker = client_for(world.worker)
    first = with_id(rating="new", text="Never heard of it.")
    for typed in (first, first, with_id(**SURE)):
        assert worker.post(f"{PAGE}/ratings", typed).location == f"{PAGE}#ratings"
    assert [each.rating for each in given(session, world.worker)] == [Rating.NEW, Rating.SURE]
    page = words_of(worker.get(PAGE).text)
    assert "Never heard of it." in page
    assert "I have done it three times." in page
    assert "Only you can read it." in page


@pytest.mark.parametrize("part", ["supervisor", "manager", "coach"])
def test_it_is_shown_to_those_who_may_confirm_and_can_be_taken_back(
    part: str, session: Session, world: World, client_for: ClientFor
) -> None:
    worker, other = client_for(world.worker), client_for(world.people[part])
    theirs = f"/people/{world.worker.id}/ratings/K27"
    worker.post(f"{PAGE}/ratings", with_id(**SURE))
    assert "three times" not in other.get(theirs).text
    [mine] = given(session, world.worker)
    worker.post(f"/ratings/{mine.id}/shown", {"shown": "yes"})
    assert "three times" in other.get(theirs).text
    worker.post(f"/ratings/{mine.id}/shown", {"shown": "no"})
    assert "three times" not in other.get(theirs).text


def test_both_views_stand_side_by_side_and_neither_changes_the_other(
    session: Session, world: World, client_for: ClientFor
) -> None:
    worker, supervisor = client_for(world.worker), client_for(world.supervisor)
    theirs = f"/people/{world.worker.id}/ratings/K27"
    worker.post(f"{PAGE}/ratings", with_id(**SURE, shown="y"))
    session.rollback()
    throw_away(session)
    seen = with_id(rating="helps_others", text="I saw them explain it.")
    assert supervisor.post(theirs, seen).location == theirs
    assert supervisor.post(theirs, seen).location == theirs
    assert [each.rating for each in given(session, world.worker)] == [
        Rating.SURE,
        Rating.HELPS_OTHERS,
    ]
    for client, page in ((worker, PAGE), (supervisor, theirs)):
        text = words_of(client.get(page).text)
        assert "I am sure of it" in text
        assert "They can help others with it" in text
        assert "I saw them explain it." in text
    [letter] = waiting(session)
    assert (letter.to_address, "explain" in letter.body) == ("worker@test.example", False)
    assert "explain" not in client_for(world.manager).get(theirs).text
    told = words_of(worker.get("/privacy").text)
    assert "Supervisor Person read how sure you say you are of a statement" in told


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Please choose one of these."),
        ({"rating": "best", "text": "Kept words"}, "Please choose one of these."),
        ({"rating": "sure", "text": "x" * 2_001}, "Nothing is lost"),
    ],
)
def test_a_slip_comes_back(
    typed: dict[str, str], sentence: str, session: Session, world: World, client_for: ClientFor
) -> None:
    for client, here in (
        (client_for(world.worker), f"{PAGE}/ratings"),
        (client_for(world.supervisor), f"/people/{world.worker.id}/ratings/K27"),
    ):
        answer = client.post(here, typed)
        assert answer.status_code == 422
        assert sentence in unescape(answer.text)
        assert typed.get("text", "") in answer.text
    assert given(session, world.worker) == []


@pytest.mark.parametrize(
    "part", ["reader", "ex_supervisor", "other_supervisor", "other_worker", "admin", "stranger"]
)
def test_nobody_else_has_a_page_for_it(part: str, world: World, client_for: ClientFor) -> None:
    client = client_for(world.people[part])
    theirs = f"/people/{world.worker.id}/ratings/K27"
    assert client.get(theirs).status_code == 404
    assert client.post(theirs, with_id(**SURE)).status_code == 404


def test_whoever_stopped_supporting_reads_nothing_and_their_words_stay_with_the_worker(
    session: Session, world: World, client_for: ClientFor
) -> None:
    supervisor = client_for(world.supervisor)
    theirs = f"/people/{world.worker.id}/ratings/S2"
    assert "canaryratingsupervisor" in supervisor.get(theirs).text
    end(session, world.relationships["supervisor"].id)
    assert supervisor.get(theirs).status_code == 404
    assert "canaryratingsupervisor" in client_for(world.worker).get("/ksbs/S2").text


@pytest.mark.parametrize("code", ["K99", "x", "%00", "k27"])
def test_a_code_that_is_none_is_not_there(code: str, world: World, client_for: ClientFor) -> None:
    worker = client_for(world.worker)
    status = worker.post(f"/ksbs/{code}/ratings", with_id(**SURE)).status_code
    assert status == (303 if code == "k27" else 404)


def test_only_the_worker_shows_their_own(
    session: Session, world: World, client_for: ClientFor
) -> None:
    by_supervisor = next(
        each for each in given(session, world.worker, "S2") if each.author_id == world.supervisor.id
    )
    own = next(
        each for each in given(session, world.worker, "S2") if each.author_id == world.worker.id
    )
    worker, supervisor = client_for(world.worker), client_for(world.supervisor)
    shown = {"shown": "yes"}
    assert worker.post(f"/ratings/{by_supervisor.id}/shown", shown).status_code == 404
    assert supervisor.post(f"/ratings/{own.id}/shown", shown).status_code == 404
    assert supervisor.post(f"/ratings/{by_supervisor.id}/shown", shown).status_code == 404


@pytest.mark.parametrize("change", ["rating", "words", "author_id"])
def test_what_was_said_is_never_said_otherwise(
    change: str, session: Session, world: World, acting: object
) -> None:
    own = next(
        each for each in given(session, world.worker, "S2") if each.author_id == world.worker.id
    )
    acting(world.worker)  # type: ignore[operator]
    new = {"rating": Rating.NEW, "words": "Other words", "author_id": world.manager.id}
    setattr(own, change, new[change])
    with pytest.raises(Unguarded):
        session.flush()
    session.rollback()


def test_supporters_come_to_it_from_the_coverage_of_the_worker(
    world: World, client_for: ClientFor
) -> None:
    here = f"/coverage/{world.worker.id}"
    assert f"/people/{world.worker.id}/ratings/K27" in client_for(world.coach).get(here).text
    assert "/ratings/" not in client_for(world.reader).get(here).text
