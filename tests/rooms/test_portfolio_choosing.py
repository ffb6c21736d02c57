"""Choosing pieces: what each adds, what hangs on one alone, and the fewest that show everything."""

import pytest
from sqlalchemy.orm import Session

from journal.domain.entry_kind import EntryKind
from journal.domain.standing import Decision
from tests.queries import queries_of
from tests.rooms.portfolios import REASON, STATEMENT, ClientFor, Desk, desk_of, pieces_of, words_of
from tests.world import World


@pytest.fixture
def desk(session: Session, world: World) -> Desk:
    """A worker with an empty portfolio."""
    return desk_of(session, world)


@pytest.fixture
def full_desk(desk: Desk) -> Desk:
    """Three pieces, of which the first two do what the third does."""
    desk.write("map", tags={"S1": REASON, "S3": REASON}, statement=STATEMENT)
    desk.write("talk", EntryKind.OBSERVATION_REPORT, {"S4": REASON}, STATEMENT)
    desk.write("course", EntryKind.TRAINING, {"S3": REASON, "S4": REASON}, STATEMENT, 40)
    desk.write("raw", EntryKind.REFLECTION, {"S9": REASON})
    return desk


def test_the_board_says_what_each_piece_adds(full_desk: Desk, client_for: ClientFor) -> None:
    for name in ("map", "talk", "course"):
        full_desk.add(name, title=f"The {name}")
    page = client_for(full_desk.worker).get(f"{full_desk.path}/board")
    assert page.text.index('id="adds"') < page.text.index('id="methods"')
    assert "Only this piece shows: S1 ○ Claimed" in words_of(page.text)
    assert "Others show these too: S3 ○ Claimed S4 ○ Claimed" in words_of(page.text)
    assert words_of(page.text).count("It adds nothing that another piece does not show.") == 2
    assert "nothing else shows these: S1" in words_of(page.text)


def test_a_piece_without_a_tag_is_not_said_to_show_what_another_shows(
    full_desk: Desk, client_for: ClientFor
) -> None:
    full_desk.write("walk", statement=STATEMENT)
    full_desk.add("map")
    full_desk.add("walk", title="The walk")
    worker = client_for(full_desk.worker)
    page = worker.get(f"{full_desk.path}/board").text
    assert "It adds nothing that another piece" not in words_of(page)
    assert "It has no tag to a statement that this portfolio covers." in words_of(page)
    tags = f"/entries/{full_desk.made['walk'].id}/tags"
    assert f'href="{tags}"' in page
    assert f'href="{tags}"' in worker.get(f"{full_desk.path}/attention").text


def test_a_claim_leads_from_the_attention_list_to_where_it_is_shared(
    full_desk: Desk, client_for: ClientFor
) -> None:
    full_desk.add("map")
    full_desk.add("talk")
    full_desk.decide("map", "S3", Decision.NOT_YET, "Say more.")
    full_desk.decide("talk", "S4", Decision.CONFIRMED)
    page = client_for(full_desk.worker).get(f"{full_desk.path}/attention").text
    entry = f"/entries/{full_desk.made['map'].id}"
    assert f'href="{entry}/share"' in page
    assert f'href="{entry}"' in page
    assert str(full_desk.made["talk"].id) not in page
    assert "Share it with somebody who can confirm it : piece 1, Work product" in words_of(page)
    few = words_of(page).partition("It has 2. Usual are")[2]
    assert "See which pieces to choose" in few


def test_a_statement_that_one_piece_shows_hangs_on_it(
    full_desk: Desk, client_for: ClientFor
) -> None:
    full_desk.add("map")
    page = client_for(full_desk.worker).get(f"{full_desk.path}/board")
    assert "If that piece does not convince, nothing else shows these: S1 S3" in words_of(page.text)


def test_the_fewest_pieces_are_suggested_and_put_in(full_desk: Desk, client_for: ClientFor) -> None:
    full_desk.decide("talk", "S4", Decision.CONFIRMED)
    worker = client_for(full_desk.worker)
    page = worker.get(f"{full_desk.path}/suggestion")
    assert "2 pieces would do." in words_of(page.text)
    assert "rawtitlemap" in page.text
    assert "rawtitletalk" in page.text
    assert "rawtitlecourse" not in page.text
    assert "rawtitleraw" not in page.text
    chosen = [str(full_desk.made[name].id) for name in ("map", "talk")]
    answer = worker.post(f"{full_desk.path}/suggestion", {"entries": chosen})
    assert answer.status_code == 303
    assert {str(each) for each in pieces_of(full_desk)} == set(chosen)
    again = worker.get(f"{full_desk.path}/suggestion")
    assert "All of them are in your portfolio already." in words_of(again.text)


def test_the_suggestion_says_what_is_there_and_how_each_stands(
    full_desk: Desk, client_for: ClientFor
) -> None:
    full_desk.add("map")
    full_desk.decide("talk", "S4", Decision.CONFIRMED)
    words = words_of(client_for(full_desk.worker).get(f"{full_desk.path}/suggestion").text)
    assert "2 pieces would do: 1 that is in your portfolio, and 1 more." in words
    assert "shows S4 ● Confirmed" in words
    assert "Your entries tagged S9" in words


def test_nothing_is_called_the_fewest_where_nothing_is_a_piece(
    desk: Desk, client_for: ClientFor
) -> None:
    words = words_of(client_for(desk.worker).get(f"{desk.path}/suggestion").text)
    assert "Nothing in your journal is a piece of evidence for this plan yet." in words
    assert "the fewest" not in words


def test_the_page_leads_from_choosing_to_handing_over(desk: Desk, client_for: ClientFor) -> None:
    words = words_of(client_for(desk.worker).get(desk.path).text)
    steps = ("Choose a piece", "Make it ready to read", "Check and sign", "Hand over")
    places = [words.index(each) for each in steps]
    assert places == sorted(places)


def test_a_piece_that_is_not_needed_is_named(full_desk: Desk, client_for: ClientFor) -> None:
    full_desk.add("course", title="The course")
    page = client_for(full_desk.worker).get(f"{full_desk.path}/suggestion")
    assert "Your portfolio could do without" in words_of(page.text)
    assert "The course" in words_of(page.text)


@pytest.mark.parametrize("name", ["raw", ""], ids=["not a piece yet", "nothing ticked"])
def test_what_is_not_a_piece_is_not_put_in(
    name: str, full_desk: Desk, client_for: ClientFor
) -> None:
    entries = [str(full_desk.made[name].id)] if name else []
    answer = client_for(full_desk.worker).post(f"{full_desk.path}/suggestion", {"entries": entries})
    assert answer.status_code == 422
    assert "Please tick at least one piece." in words_of(answer.text)
    assert pieces_of(full_desk) == []


def test_an_empty_journal_is_told_what_a_piece_needs(desk: Desk, client_for: ClientFor) -> None:
    worker = client_for(desk.worker)
    assert "No piece stands in this portfolio yet." in words_of(
        worker.get(f"{desk.path}/board").text
    )
    page = worker.get(f"{desk.path}/suggestion")
    assert "Nothing in your journal is a piece of evidence for this plan yet." in words_of(
        page.text
    )


def test_nobody_else_sees_either_page(full_desk: Desk, client_for: ClientFor) -> None:
    other = client_for(full_desk.supervisor)
    for page in ("board", "suggestion"):
        assert other.get(f"{full_desk.path}/{page}").status_code == 404
    answer = other.post(f"{full_desk.path}/suggestion", {"entries": []})
    assert answer.status_code == 404


@pytest.mark.parametrize("page", ["board", "suggestion"])
def test_more_entries_ask_no_more_of_the_database(
    page: str, full_desk: Desk, client_for: ClientFor
) -> None:
    worker = client_for(full_desk.worker)
    full_desk.add("map")
    few = queries_of(worker, f"{full_desk.path}/{page}")
    for number in range(5):
        full_desk.write(f"more{number}", tags={"S5": REASON}, statement=STATEMENT)
        full_desk.add(f"more{number}")
    many = queries_of(worker, f"{full_desk.path}/{page}")
    assert len(many) == len(few)
