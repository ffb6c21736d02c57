"""Rehearsing: own examples with true pages, keywords nobody else sees, practice without scores."""

import re
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from journal.domain.rehearsal import Felt
from journal.models import PortfolioPages, RehearsalNote
from journal.models.confidential import act_as, visible
from journal.portfolio import freezing
from journal.storage import storage
from tests.queries import queries_of
from tests.rooms.handing_in import handed_in, ready_desk, sign_own, standing
from tests.rooms.portfolios import (
    REASON,
    STATEMENT,
    ClientFor,
    Desk,
    desk_of,
    pages_of,
    typed,
    words_of,
)
from tests.world import World


@pytest.fixture
def desk(session: Session, world: World) -> Desk:
    """A worker with a portfolio in which one piece shows S1 and K5."""
    desk = desk_of(session, world)
    desk.write("map", tags={"S1": REASON, "K5": REASON}, statement=STATEMENT)
    desk.add("map", "A map of free places")
    return desk


def room(desk: Desk, rest: str = "") -> str:
    """An address in the room."""
    return f"{desk.path}/rehearsal{rest}"


def notes_of(desk: Desk) -> dict[str, RehearsalNote]:
    """What the worker keeps, by code."""
    desk.session.rollback()
    act_as(desk.session, desk.worker)
    wanted = visible(RehearsalNote, to=desk.worker).where(
        RehearsalNote.portfolio_id == desk.portfolio.id
    )
    found = {note.code: note for note in desk.session.scalars(wanted)}
    desk.session.rollback()
    return found


def test_a_card_for_each_statement_of_the_discussion_and_the_others_on_request(
    desk: Desk, client_for: ClientFor
) -> None:
    worker = client_for(desk.worker)
    page = worker.get(room(desk))
    shown = set(re.findall(r"rehearsal/cards/(\w+)", page.text))
    assert {"K1", "S49", "B4"} <= shown
    assert not shown & {"K4", "K51", "S2", "B5"}
    assert room(desk) in worker.get(desk.path).text
    every = worker.get(room(desk, "?which=all"))
    assert len(set(re.findall(r"rehearsal/cards/(\w+)", every.text))) == 113


def test_a_card_holds_the_statement_the_examples_and_the_questions(
    desk: Desk, client_for: ClientFor
) -> None:
    page = client_for(desk.worker).get(room(desk, "/cards/k5"))
    words = words_of(page.text)
    assert "Empowerment and its role in peer support" in words
    assert "Why does having the power to decide matter to the people you support?" in words
    assert "A map of free places · Piece 1 · claimed" in words
    assert REASON in words
    assert "The page numbers are not known yet" in words
    assert "rawt" not in page.text
    empty = words_of(client_for(desk.worker).get(room(desk, "/cards/K1")).text)
    assert "No piece of your portfolio shows this yet." in empty


def test_keywords_are_kept_and_never_overwritten(desk: Desk, client_for: ClientFor) -> None:
    worker, path = client_for(desk.worker), room(desk, "/cards/S1")
    first = worker.get(path).text
    answer = worker.post(path, typed(first, keywords="tea\nthe map"))
    assert (answer.status_code, answer.location) == (303, path)
    assert "tea\nthe map" in worker.get(path).text
    late = worker.post(path, typed(first, keywords="from another tab"))
    assert late.status_code == 409
    assert "tea\nthe map" in late.text
    assert "from another tab" in late.text
    assert notes_of(desk)["S1"].keywords == "tea\nthe map"
    together = worker.post(path, typed(late.text, keywords="tea, the map, and another"))
    assert together.status_code == 303
    assert notes_of(desk)["S1"].keywords == "tea, the map, and another"
    too_long = worker.post(path, typed(worker.get(path).text, keywords="x" * 5001))
    assert too_long.status_code == 422
    assert "x" * 5001 in too_long.text


def test_nobody_else_finds_the_room_or_writes_in_it(
    desk: Desk, world: World, client_for: ClientFor
) -> None:
    path = room(desk, "/cards/S1")
    client_for(desk.worker).post(path, {"keywords": "mine", "number": "0"})
    for person in (world.other_supervisor, world.worker, world.manager, world.admin):
        other = client_for(person)
        for page in (room(desk), path, room(desk, "/practise"), room(desk, "/print")):
            assert other.get(page).status_code == 404
        for press in (path, f"{path}/felt", room(desk, "/pdf"), f"{desk.path}/pages"):
            assert other.post(press, {"keywords": "theirs", "felt": "again"}).status_code == 404
        for model in (RehearsalNote, PortfolioPages):
            theirs = visible(model, to=person).where(model.author_id == desk.worker.id)
            assert desk.session.scalars(theirs).all() == []
    assert (notes_of(desk)["S1"].keywords, notes_of(desk)["S1"].felt) == ("mine", None)


def test_pages_are_those_of_the_pdf_until_the_portfolio_changes(
    desk: Desk, client_for: ClientFor
) -> None:
    worker, path = client_for(desk.worker), room(desk, "/cards/S1")
    pdf = pages_of(worker.post(f"{desk.path}/pdf").data)
    begins = next(n for n, words in enumerate(pdf, 1) if "Evidence statement" in words)
    assert f"Piece 1, page {begins}" in words_of(worker.get(path).text)
    desk.new_statement("map", "We made it twice as long.")
    changed = words_of(worker.get(path).text)
    assert "You have changed your portfolio since" in changed
    assert ", page" not in changed


def test_pages_can_be_looked_up_without_taking_the_file_out(
    desk: Desk, client_for: ClientFor
) -> None:
    worker = client_for(desk.worker)
    found = worker.post(f"{desk.path}/pages")
    assert (found.status_code, found.location) == (303, room(desk))
    assert re.search(r"Piece 1, page \d", words_of(worker.get(room(desk, "/cards/S1")).text))


def test_what_was_handed_in_is_rehearsed_with_its_own_pages(
    session: Session, world: World, client_for: ClientFor
) -> None:
    desk = ready_desk(session, world)
    sign_own(desk)
    now_it_is = standing(desk)
    act_as(session, desk.worker)
    packed = freezing.pack(now_it_is, desk.portfolio.title)
    freezing.store(storage(), desk.worker.id, packed)
    freezing.freeze(session, storage(), desk.worker, uuid4(), packed, now_it_is)
    session.commit()
    desk.write("later", tags={"S1": "Another time."}, statement=STATEMENT)
    desk.add("later", "Added later")
    words = words_of(client_for(desk.worker).get(room(desk, "/cards/S1")).text)
    pdf = pages_of(bytes(packed.files["pdf"]))  # type: ignore[index]
    begins = next(n for n, text in enumerate(pdf, 1) if "quiet places" in text)
    assert f"A map 0 · Piece 1, page {begins} · claimed We drew it." in words
    assert "The examples are those you handed in on" in words
    assert "Added later" not in words


def test_a_frozen_pdf_that_cannot_be_read_gives_no_pages_and_says_so(
    session: Session, world: World, client_for: ClientFor
) -> None:
    desk = ready_desk(session, world)
    handed_in(desk)
    words = words_of(client_for(desk.worker).get(room(desk, "/cards/S1")).text)
    assert "A map 0 · Piece 1 · claimed We drew it." in words
    assert "no page numbers stand here" in words


def test_practice_goes_from_card_to_card_and_keeps_how_it_felt(
    desk: Desk, client_for: ClientFor
) -> None:
    worker = client_for(desk.worker)
    begun = worker.get(room(desk, "/practise?order=by-duty&minutes=2&seed=5"))
    assert begun.status_code == 302
    assert begun.location.endswith("&at=K1")
    page = worker.get(begun.location)
    words = words_of(page.text)
    assert "A new colleague asks you about the values of peer support." in words
    assert re.search(r"You began this card at \d\d:\d\d . Take about 2 minutes", words)
    fields = dict(re.findall(r'name="(which|order|minutes|seed|then)" value="([^"]*)"', page.text))
    felt = worker.post(room(desk, "/cards/K1/felt"), {**fields, "felt": "again"})
    assert felt.status_code == 303
    assert felt.location.endswith("&at=K5")
    assert notes_of(desk)["K1"].felt is Felt.AGAIN
    only = worker.get(room(desk, "/practise?which=again&seed=5"))
    last = worker.get(only.location)
    assert "This is the last card" in words_of(last.text)
    fields["which"] = "again"
    ready = worker.post(room(desk, "/cards/K1/felt"), {**fields, "felt": "ready"})
    assert "That is all of them" in worker.get(ready.location).text


def test_cards_come_out_on_paper_with_keywords_and_room_for_more(
    desk: Desk, client_for: ClientFor
) -> None:
    worker = client_for(desk.worker)
    worker.post(room(desk, "/cards/S1"), {"keywords": "our <b>map</b>", "number": "0"})
    worker.post(room(desk, "/cards/S1/felt"), {"felt": "again"})
    page = worker.get(room(desk, "/print?size=one"))
    assert "our &lt;b&gt;map&lt;/b&gt;" in page.text
    assert page.text.count("rehearsal-card") == page.text.count("<article")
    assert page.text.count("Room for your keywords") == page.text.count("<article") - 1
    made = worker.post(room(desk, "/pdf"), {"which": "again"})
    assert made.mimetype == "application/pdf"
    text = " ".join(pages_of(made.data))
    assert "our <b>map</b>" in text
    assert "A map of free places (Piece 1)" in text


def test_deleting_the_portfolio_deletes_what_stood_on_its_cards(
    desk: Desk, client_for: ClientFor
) -> None:
    worker = client_for(desk.worker)
    worker.post(room(desk, "/cards/S1"), {"keywords": "map", "number": "0"})
    assert worker.post(f"{desk.path}/delete").status_code == 303
    assert notes_of(desk) == {}


def test_more_pieces_and_notes_ask_no_more_of_the_database(
    desk: Desk, client_for: ClientFor
) -> None:
    worker = client_for(desk.worker)
    few = queries_of(worker, room(desk))
    for number in range(3):
        desk.write(f"more{number}", tags={"S1": REASON}, statement=STATEMENT)
        desk.add(f"more{number}")
        worker.post(room(desk, f"/cards/S{number + 3}"), {"keywords": "a", "number": "0"})
    assert len(queries_of(worker, room(desk))) == len(few)
