"""The page of a KSB, and writing for one."""

import re
from html import unescape
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from journal.paging import PAGE_SIZE
from tests.rooms.tagging import ClientFor, one_in_every_state, words_of, written
from tests.world import World


@pytest.fixture
def journal(session: Session, world: World) -> World:
    """The cast, and the other worker's journal with one KSB in every state."""
    return one_in_every_state(session, world)


@pytest.mark.parametrize(
    ("code", "state", "words"),
    [
        ("K1", "Evidence ready", "Nothing is missing."),
        ("K2", "Confirmed", "an evidence statement that somebody vouches for would make it ready."),
        ("K3", "Claimed", "Claimed, nobody has confirmed it yet: share it."),
        ("K4", "Claimed; more asked for", "Claimed, and somebody asked for more."),
        ("K5", "Nothing yet", "Nothing yet: write for it."),
    ],
)
def test_the_page_of_a_ksb_says_where_it_stands_and_what_is_missing(
    code: str, state: str, words: str, journal: World, client_for: ClientFor
) -> None:
    page = client_for(journal.other_worker).get(f"/ksbs/{code}")
    assert page.status_code == 200
    stands = words_of(page.text.partition('id="stands-heading"')[2].partition("</section>")[0])
    assert f" {state} " in stands
    assert words in stands
    assert f"/entries/new?tag=peer-worker:{code}" in page.text


def test_the_page_of_a_ksb_shows_the_worker_what_was_said(
    journal: World, client_for: ClientFor
) -> None:
    words = words_of(client_for(journal.other_worker).get("/ksbs/K4").text)
    assert "Say what you did." in words
    assert "Other Supervisor Person" in words
    assert "Not yet" in words
    assert "No reason yet" in words
    supervisors = client_for(journal.other_supervisor).get("/ksbs/K4").text
    assert "Say what you did." not in supervisors
    assert "A day" not in supervisors


def test_a_confirmed_entry_says_what_it_still_needs(journal: World, client_for: ClientFor) -> None:
    client = client_for(journal.other_worker)
    confirmed = client.get("/ksbs/K2").text
    assert re.search(r'href="/entries/[^"]+/statement">Write the evidence statement', confirmed)
    assert "Context, not evidence yet" in confirmed
    for code in ("K1", "K3", "K4"):
        assert "evidence statement" not in client.get(f"/ksbs/{code}").text.lower(), code


def test_the_page_of_a_ksb_says_where_it_belongs(world: World, client_for: ClientFor) -> None:
    client = client_for(world.worker)
    k53, b1 = words_of(client.get("/ksbs/K53").text), words_of(client.get("/ksbs/B1").text)
    assert "Duty 10 :" in k53
    assert "It may belong to duty 9 as well, which is not confirmed." in k53
    assert "runs through every duty and belongs to none" in b1
    assert "an example only, so please check" in b1


@pytest.mark.parametrize(
    ("code", "before", "after"),
    [("K1", None, "K2"), ("K58", "K57", "S1"), ("S50", "S49", "B1"), ("B5", "B4", None)],
)
def test_one_ksb_leads_to_the_next(
    code: str, before: str | None, after: str | None, world: World, client_for: ClientFor
) -> None:
    page = client_for(world.worker).get(f"/ksbs/{code}").text
    assert re.findall(r'rel="prev" href="/ksbs/(\w+)"', page) == ([before] if before else [])
    assert re.findall(r'rel="next" href="/ksbs/(\w+)"', page) == ([after] if after else [])


def test_small_letters_lead_to_the_page_and_unknown_codes_to_none(
    world: World, client_for: ClientFor
) -> None:
    client = client_for(world.worker)
    answer = client.get("/ksbs/k4")
    assert (answer.status_code, answer.location) == (301, "/ksbs/K4")
    for code in ("K59", "K0", "S2 ", "mutual", "4.2", "%F0%9F%8C%B1", "K4%00", "%C3%9F"):
        assert client.get(f"/ksbs/{code}").status_code == 404, code


def test_many_entries_come_page_by_page_and_each_once(
    session: Session, world: World, client_for: ClientFor
) -> None:
    made = {str(written(session, world, "K9").id) for _ in range(PAGE_SIZE + 3)}
    client = client_for(world.other_worker)
    first = client.get("/ksbs/K9").text
    older = re.search(r'href="(/ksbs/K9\?after=[^"]+)"', first)
    assert older
    second = client.get(unescape(older.group(1))).text
    shown = [
        re.findall(r'class="tag-text"[^>]*href="/entries/([^"]+)"', page)
        for page in (first, second)
    ]
    assert [len(page) for page in shown] == [PAGE_SIZE, 3]
    assert set(shown[0] + shown[1]) == made
    assert "Older entries" not in second


# Writing for a KSB


def test_what_is_written_for_a_ksb_carries_its_tag(world: World, client_for: ClientFor) -> None:
    client = client_for(world.other_worker)
    chooser = client.get("/entries/new?tag=peer-worker:K7").text
    assert 'name="tag" value="peer-worker:K7"' in chooser
    here = "/entries/new?kind=reflection&model=free&tag=peer-worker:K7&tag=principles:safe"
    page = client.get(here).text
    assert "It will be tagged with K7 safe as soon as you save it" in words_of(page)
    action = re.search(r'<form method="post" action="(/entries/new[^"]+)"', page)
    entry_id = re.search(r'name="entry_id"[^>]*value="([^"]+)"', page)
    assert action
    assert entry_id
    typed = {"entry_id": entry_id.group(1), "revision": "0", "dated": "2026-06-04"}
    sent = unescape(action.group(1))
    assert client.post(sent, {**typed, "text": " "}).status_code == 422
    first = client.post(sent, {**typed, "text": "For K7."})
    second = client.post(sent, {**typed, "text": "For K7."})
    assert first.status_code == second.status_code == 303
    assert first.location == second.location
    shown = client.get(first.location).text
    assert len(re.findall(r'<li class="tag">', shown)) == 2
    assert first.location in client.get("/ksbs/K7").text


def test_a_tag_that_there_is_not_is_left_out(world: World, client_for: ClientFor) -> None:
    client = client_for(world.other_worker)
    here = "/entries/new?kind=reflection&model=free&tag=peer-worker:K99&tag=nonsense&tag="
    page = client.get(here)
    assert page.status_code == 200
    assert "It will be tagged" not in page.text
    typed = {"entry_id": str(uuid4()), "revision": "0", "dated": "2026-06-04", "text": "Hello."}
    answer = client.post(here, typed)
    assert answer.status_code == 303
    assert '<li class="tag">' not in client.get(answer.location).text
