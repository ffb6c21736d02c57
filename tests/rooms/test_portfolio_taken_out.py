"""Passages marked to be taken out, in every place of a portfolio where a worker writes."""

from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from tests.rooms.enclosing import WAV, a_recording, attach, let_go
from tests.rooms.handing_in import standing
from tests.rooms.portfolios import (
    STATEMENT,
    ClientFor,
    Desk,
    desk_of,
    made,
    row_of,
    text_of_word,
    typed,
    words_of,
)
from tests.world import World

SECRET = "Quillonbrae"
MARKED = f"we met [take out] at {SECRET} [/take out] and talked"


@pytest.fixture
def desk(session: Session, world: World) -> Desk:
    """A worker with one piece, whose tag and recording are still to be written about."""
    found = desk_of(session, world)
    found.write("map", tags={"S1": MARKED}, statement=STATEMENT)
    found.add("map")
    return found


def everything_written(desk: Desk, client_for: ClientFor) -> str:
    """Mark a passage wherever the portfolio's own pages let the worker write."""
    client = client_for(desk.worker)
    page = client.get(f"{desk.path}/words").text
    around = {"title": MARKED, "introduction": MARKED, "closing": f"Thank you [take out] {SECRET}"}
    assert client.post(f"{desk.path}/words", typed(page, **around)).status_code == 303
    piece = row_of(desk, "map")
    about = typed(client.get(piece).text, title=MARKED, context=MARKED)
    assert client.post(piece, about).status_code == 303
    recording = attach(desk, "map", a_recording(), WAV)
    let_go(client, desk, "map", recording.id, MARKED, f"00:10 {MARKED}\n00:20 {SECRET}[/take out]")
    return client.get(f"{desk.path}/preview").text


def test_no_file_holds_what_was_taken_out_of_the_words_around_the_pieces(
    desk: Desk, client_for: ClientFor
) -> None:
    preview = words_of(everything_written(desk, client_for))
    assert SECRET not in preview
    html = words_of(made(client_for, desk, "html").decode())
    word = text_of_word(made(client_for, desk, "docx"))
    for text in (html, word):
        assert SECRET not in text
        assert "take out]" not in text
        assert text.count("[removed]") >= 7
    assert SECRET not in made(client_for, desk, "leap2a").decode("latin-1")


def test_the_passage_is_still_there_for_its_writer(desk: Desk, client_for: ClientFor) -> None:
    everything_written(desk, client_for)
    page = client_for(desk.worker).get(f"{desk.path}/words").text
    assert SECRET in page
    assert "goes into no file" in words_of(page)


def test_a_portfolio_that_is_handed_in_is_called_by_what_is_left_of_its_title(
    desk: Desk, client_for: ClientFor
) -> None:
    everything_written(desk, client_for)
    client = client_for(desk.worker)
    digest = standing(desk).digest
    desk.session.rollback()
    own_work = {"digest": digest, "is_own": "y"}
    assert client.post(f"{desk.path}/statements/own-work", own_work).status_code == 303
    typed_in = {"digest": digest, "submission_id": str(uuid4())}
    answer = client.post(f"{desk.path}/hand-in", typed_in)
    page = words_of(client.get(answer.location).text)
    assert "we met [removed] and talked" in page
    assert SECRET not in page
