"""Building a portfolio: what may come in, in which order, and what is still missing."""

import re

import pytest
from sqlalchemy.orm import Session

from journal.domain.entry_kind import EntryKind
from journal.domain.standing import Decision
from journal.entries import actions as entries
from journal.models.confidential import act_as
from tests.rooms.portfolios import (
    REASON,
    STATEMENT,
    ClientFor,
    Desk,
    desk_of,
    pieces_of,
    row_of,
    typed,
    words_of,
)
from tests.world import World


@pytest.fixture
def desk(session: Session, world: World) -> Desk:
    """A worker with an empty portfolio."""
    return desk_of(session, world)


def test_a_portfolio_is_begun_once_however_often_it_is_sent(
    world: World, client_for: ClientFor
) -> None:
    worker = client_for(world.worker)
    form = typed(worker.get("/portfolio").text, title="My first year", plan="illustrative")
    first, second = worker.post("/portfolio", form), worker.post("/portfolio", form)
    assert first.status_code == second.status_code == 303
    assert first.location == second.location
    assert "My first year" in worker.get(first.location).text
    assert worker.get("/portfolio").text.count("My first year") == 1


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [("title", " ", "Please give your portfolio a title"), ("plan", "of-mice", "plan")],
)
def test_a_portfolio_needs_a_title_and_a_plan_that_is_there(
    field: str, value: str, problem: str, world: World, client_for: ClientFor
) -> None:
    worker = client_for(world.worker)
    form = {"title": "My first year", "plan": "illustrative", field: value}
    answer = worker.post("/portfolio", typed(worker.get("/portfolio").text, **form))
    assert answer.status_code == 422
    assert problem in words_of(answer.text)
    assert f'href="#{field}"' in answer.text


def test_the_builder_says_that_the_plan_is_illustrative_and_how_many_pieces_are_usual(
    desk: Desk, client_for: ClientFor
) -> None:
    page = words_of(client_for(desk.worker).get(desk.path).text)
    assert "check with your assessment organisation" in page
    assert "No piece yet. Choose the first one below." in page
    assert "usually holds 10 to 18" in page
    assert "This portfolio speaks to 61 statements." in page
    assert "Still without a piece (61)" in page


def test_a_reflection_is_told_why_it_is_context_and_shown_the_way_to_evidence(
    desk: Desk, client_for: ClientFor
) -> None:
    entry = desk.write("steps", EntryKind.REFLECTION, {"S1": REASON})
    worker = client_for(desk.worker)
    add = f"{desk.path}/add/{entry.id}"
    page = worker.get(desk.path).text
    assert "Context, not evidence yet" in page
    assert f'href="/entries/{entry.id}/statement"' in page
    assert add not in page
    desk.new_statement("steps", STATEMENT)
    page = worker.get(desk.path).text
    assert "Needs somebody to vouch for it" in page
    assert f'href="/entries/{entry.id}/share"' in page
    assert add not in page
    desk.vouch("steps", "I saw this.")
    assert add in worker.get(desk.path).text
    assert worker.post(add, {"title": "On the steps"}).status_code == 303
    assert "Piece 1" in worker.get(desk.path).text


def test_testimony_waits_for_its_author(desk: Desk, client_for: ClientFor) -> None:
    entry = desk.write("letter", EntryKind.WITNESS_TESTIMONY, {"S1": REASON}, STATEMENT)
    worker = client_for(desk.worker)
    assert "Copied in, not yet confirmed by its author" in worker.get(desk.path).text
    desk.vouch("letter", "These are my words.")
    assert f"{desk.path}/add/{entry.id}" in worker.get(desk.path).text


def test_what_is_no_piece_cannot_be_brought_in(desk: Desk, client_for: ClientFor) -> None:
    entry = desk.write("plain", tags={"S1": REASON})
    answer = client_for(desk.worker).post(f"{desk.path}/add/{entry.id}", {"title": "Mine"})
    assert answer.status_code == 422
    assert "Needs an evidence statement" in answer.text
    assert pieces_of(desk) == []


def test_what_travels_is_shown_before_it_is_brought_in(desk: Desk, client_for: ClientFor) -> None:
    entry = desk.write("map", tags={"S1": REASON, "S11": "", "K2": REASON}, statement=STATEMENT)
    worker = client_for(desk.worker)
    page = worker.get(f"{desk.path}/add/{entry.id}")
    words = words_of(page.text)
    assert STATEMENT in words
    assert 'value="rawtitlemap"' in page.text
    assert "S11 goes along once you say, in a line, how this shows it." in words
    assert "Other ways of assessing cover K2" in words
    answer = worker.post(f"{desk.path}/add/{entry.id}", {"title": "A map"})
    assert worker.get(answer.location).status_code == 200
    again = worker.get(f"{desk.path}/add/{entry.id}")
    assert (again.status_code, again.location) == (303, row_of(desk, "map"))


def test_a_title_made_of_the_first_words_is_not_offered(desk: Desk, client_for: ClientFor) -> None:
    entry = desk.write("map", statement=STATEMENT)
    act_as(desk.session, desk.worker)
    entry.title = "rawtextmap"
    desk.session.commit()
    page = client_for(desk.worker).get(f"{desk.path}/add/{entry.id}").text
    assert 'value="rawtextmap"' not in page
    assert re.search(r'<input[^>]*name="title"[^>]*value=""', page)


def test_pieces_move_one_place_with_plain_buttons(desk: Desk, client_for: ClientFor) -> None:
    for name in "abc":
        desk.write(name, statement=STATEMENT)
        desk.add(name, f"The {name} one")
    a, b, c = (desk.made[name].id for name in "abc")
    worker = client_for(desk.worker)
    page = words_of(worker.get(desk.path).text)
    assert "Move up : The a one" not in page
    assert "Move down : The a one" in page
    assert "Move down : The c one" not in page
    assert worker.post(f"{row_of(desk, 'c')}/move", {"do": "up"}).status_code == 303
    assert pieces_of(desk) == [a, c, b]
    worker.post(f"{row_of(desk, 'a')}/move", {"do": "down"})
    assert pieces_of(desk) == [c, a, b]
    worker.post(f"{row_of(desk, 'c')}/move", {"do": "up"})
    assert pieces_of(desk) == [c, a, b]


def test_a_piece_taken_out_leaves_the_entry_and_can_come_back(
    desk: Desk, client_for: ClientFor
) -> None:
    entry = desk.write("map", statement=STATEMENT)
    desk.add("map")
    worker = client_for(desk.worker)
    assert worker.post(f"{row_of(desk, 'map')}/remove").status_code == 303
    assert pieces_of(desk) == []
    assert worker.get(f"/entries/{entry.id}").status_code == 200
    worker.post(f"{desk.path}/add/{entry.id}", {"title": "A map"})
    assert pieces_of(desk) == [entry.id]


def test_the_builder_tells_gaps_claims_and_what_is_ready(desk: Desk, client_for: ClientFor) -> None:
    desk.write("map", tags={"S1": REASON, "S11": REASON}, statement=STATEMENT)
    desk.add("map", "A map")
    desk.decide("map", "S1", Decision.CONFIRMED)
    worker = client_for(desk.worker)
    page = words_of(worker.get(desk.path).text)
    assert "Still without a piece (59)" in page
    assert "Claimed, not confirmed yet (1)" in page
    assert "Ready: a piece shows it, and somebody confirmed it (1)" in page
    assert "Piece 1, A map : confirmed" in page
    desk.decide("map", "S1", Decision.NOT_YET, "Say what you did.")
    page = words_of(worker.get(desk.path).text)
    assert "Claimed, not confirmed yet (2)" in page
    assert "somebody confirmed it" not in page
    assert "Piece 1, A map : not yet" in page


def test_a_chosen_piece_that_stops_being_one_is_left_out_and_says_why(
    desk: Desk, client_for: ClientFor
) -> None:
    desk.write("steps", EntryKind.REFLECTION, {"S1": REASON}, STATEMENT)
    desk.vouch("steps", "I saw this.")
    desk.add("steps", "On the steps")
    desk.new_statement("steps", STATEMENT + " And more.")
    worker = client_for(desk.worker)
    page = words_of(worker.get(desk.path).text)
    assert "Left out" in page
    assert "Somebody vouched for an earlier version" in page
    assert "Still without a piece (61)" in page
    desk.vouch("steps", "I saw this too.", number=2)
    assert "Piece 1" in worker.get(desk.path).text


def test_a_deleted_entry_is_left_out_until_it_is_back(desk: Desk, client_for: ClientFor) -> None:
    entry = desk.write("map", tags={"S1": REASON}, statement=STATEMENT)
    desk.add("map", "A map")
    act_as(desk.session, desk.worker)
    entries.delete(desk.session, desk.worker, entry)
    desk.session.commit()
    worker = client_for(desk.worker)
    assert "You deleted this entry, so the portfolio leaves it out." in worker.get(desk.path).text
    assert worker.get(row_of(desk, "map")).status_code == 200
    worker.post(f"/entries/{entry.id}/bring-back")
    assert "Piece 1" in worker.get(desk.path).text


def test_a_gap_leads_to_the_entries_that_could_fill_it(desk: Desk, client_for: ClientFor) -> None:
    desk.write("map", tags={"S1": REASON}, statement=STATEMENT)
    desk.write("other", tags={"S11": REASON}, statement=STATEMENT)
    worker = client_for(desk.worker)
    assert f"{desk.path}?code=S1#choose" in worker.get(desk.path).text
    page = worker.get(f"{desk.path}?code=S1").text
    assert "rawtitlemap" in page
    assert "rawtitleother" not in page
    assert "Would be the first piece for S1 ." in words_of(page)


def test_every_entry_can_be_chosen_from_page_by_page(desk: Desk, client_for: ClientFor) -> None:
    for number in range(25):
        desk.write(f"n{number:02}x", days_ago=number % 4)
    worker = client_for(desk.worker)
    first = worker.get(desk.path).text
    [after] = re.findall(r'href="([^"]*after=[^"]*)"', first)
    second = worker.get(after.replace("&amp;", "&")).text
    seen = [set(re.findall(r"rawtitle(n\d\dx)", page)) for page in (first, second)]
    assert max(map(len, seen)) <= 20
    assert not seen[0] & seen[1]
    assert len(seen[0] | seen[1]) == 25


def test_the_portfolio_goes_after_a_question_and_the_entries_stay(
    desk: Desk, client_for: ClientFor
) -> None:
    entry = desk.write("map", statement=STATEMENT)
    desk.add("map")
    worker = client_for(desk.worker)
    assert "go for good" in worker.get(f"{desk.path}/delete").text
    assert worker.post(f"{desk.path}/delete").status_code == 303
    assert worker.get(desk.path).status_code == 404
    assert worker.get(f"/entries/{entry.id}").status_code == 200
