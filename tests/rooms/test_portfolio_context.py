"""The context of a piece: what the worker tells a reader who was not there."""

from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from journal.audit import Event
from journal.models import AuditEvent
from journal.models.confidential import visible
from tests.rooms.handing_in import a_link, comes_in, handed_in, hidden, ready_desk, standing
from tests.rooms.portfolios import (
    ClientFor,
    Desk,
    feed_of,
    made,
    pages_of,
    pieces_of,
    row_of,
    text_of_word,
    typed,
    words_of,
)
from tests.rooms.test_unfinished import keep
from tests.world import World

CONTEXT = "A drop-in on a wet Tuesday, before anybody knew the way."


@pytest.fixture
def desk(session: Session, world: World) -> Desk:
    """A worker with one piece that counts; nothing is signed yet."""
    return ready_desk(session, world)


def write(desk: Desk, client_for: ClientFor, text: str, page: str = "") -> int:
    """Save a context, from a page that was opened just now unless it is given."""
    client, path = client_for(desk.worker), row_of(desk, "map0")
    about = typed(page or client.get(path).text, title="A map 0", context=text)
    return client.post(path, about).status_code


def changes(desk: Desk) -> int:
    """How often the account says that the portfolio was changed."""
    desk.session.rollback()
    events = visible(AuditEvent, to=desk.worker).where(
        AuditEvent.event == Event.PORTFOLIO_CHANGED.value
    )
    return len(desk.session.scalars(events).all())


def version(desk: Desk) -> int:
    """The version of the portfolio's own words."""
    desk.session.rollback()
    desk.session.refresh(desk.portfolio)
    return desk.portfolio.version


def test_it_stands_first_in_its_piece_in_every_file(desk: Desk, client_for: ClientFor) -> None:
    assert write(desk, client_for, CONTEXT) == 303
    page = client_for(desk.worker).get(row_of(desk, "map0")).text
    assert f"{CONTEXT}</textarea>" in page
    files = [
        words_of(made(client_for, desk, "html").decode()),
        text_of_word(made(client_for, desk, "docx")),
        words_of(feed_of(made(client_for, desk, "leap2a"))),
        " ".join(pages_of(made(client_for, desk, "pdf"))),
    ]
    for text in files:
        assert text.count(CONTEXT) == 1
        assert text.index(CONTEXT) < text.index("I drew a map of quiet places")


def test_a_signature_belongs_to_one_context(desk: Desk, client_for: ClientFor) -> None:
    before = standing(desk).digest
    write(desk, client_for, CONTEXT)
    with_context = standing(desk).digest
    write(desk, client_for, f"{CONTEXT}!")
    assert len({before, with_context, standing(desk).digest}) == 3
    write(desk, client_for, "")
    assert standing(desk).digest == before


def test_what_was_handed_in_keeps_its_context(desk: Desk, client_for: ClientFor) -> None:
    write(desk, client_for, CONTEXT)
    frozen = handed_in(desk)
    _, path, code = a_link(desk, frozen)
    write(desk, client_for, "")
    assessor = client_for(None)
    comes_in(assessor, path, code)
    assert CONTEXT in assessor.get(path).text


def test_a_new_context_is_no_other_tab_that_saved_the_portfolios_words(
    desk: Desk, client_for: ClientFor
) -> None:
    client, path = client_for(desk.worker), f"{desk.path}/words"
    page = client.get(path).text
    write(desk, client_for, CONTEXT)
    about = typed(page, title="Mine", introduction="From the first tab.")
    assert client.post(path, about).status_code == 303
    assert "From the first tab.</textarea>" in client.get(path).text
    late = client.post(path, typed(page, title="Mine", introduction="From the second tab."))
    assert late.status_code == 409
    assert "From the second tab.</textarea>" in late.text


def test_it_is_a_new_version_once_and_written_down_once(desk: Desk, client_for: ClientFor) -> None:
    versions, events = version(desk), changes(desk)
    page = client_for(desk.worker).get(row_of(desk, "map0")).text
    assert [write(desk, client_for, CONTEXT, page) for _ in range(2)] == [303, 303]
    assert (version(desk), changes(desk)) == (versions + 1, events + 1)


def test_a_context_saved_in_another_tab_is_not_overwritten(
    desk: Desk, client_for: ClientFor
) -> None:
    client, path = client_for(desk.worker), row_of(desk, "map0")
    page = client.get(path).text
    assert write(desk, client_for, "From the phone.", page) == 303
    answer = client.post(path, typed(page, title="Other", context="From the desk."))
    assert answer.status_code == 409
    words = words_of(answer.text)
    assert words.index("From the phone.") < words.index("From the desk.")
    assert 'value="A map 0"' in client.get(path).text
    assert write(desk, client_for, "From both.", answer.text) == 303
    assert "From both.</textarea>" in client.get(path).text


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "slowly " * 800,
            "“Context” is longer than 5,000 characters. Nothing is lost: it is all below. "
            "Please shorten it to 5,000 or fewer.",
        ),
        ("We met [just for me] at home [/just for me]", "nothing in it can be just for you"),
    ],
)
def test_what_cannot_be_saved_comes_back_with_a_sentence(
    text: str, problem: str, desk: Desk, client_for: ClientFor
) -> None:
    client, path = client_for(desk.worker), row_of(desk, "map0")
    answer = client.post(path, typed(client.get(path).text, title="A", context=text))
    assert answer.status_code == 422
    assert f"{text}</textarea>" in answer.text
    assert problem in answer.text
    assert 'href="#context"' in answer.text


def test_it_is_looked_over_before_it_goes_out(desk: Desk, client_for: ClientFor) -> None:
    client = client_for(desk.worker)
    assert "Nothing looks like a name" in words_of(client.get(f"{desk.path}/look-over").text)
    write(desk, client_for, "Ring her on 07700 900123.")
    page = client.get(f"{desk.path}/look-over").text
    assert "07700 900123</mark>" in page
    assert f'href="{row_of(desk, "map0")}"' in page
    attention = words_of(client.get(f"{desk.path}/attention").text)
    assert "In piece 1, A map 0, one place could show who somebody is" in attention


def test_it_goes_on_from_its_copy_and_ends_it(desk: Desk, client_for: ClientFor) -> None:
    client, path, copy_id = client_for(desk.worker), row_of(desk, "map0"), str(uuid4())
    fields = {"title": "A map", "context": CONTEXT, "feedback": ["x"], "base": ""}
    keep(client, copy_id, "", place=path, fields=fields)
    listed = words_of(client.get("/unfinished").text)
    assert "Words of a piece of a portfolio" in listed
    assert "You have unfinished writing here" in client.get(path).text
    filled = client.get(f"{path}?go-on={copy_id}").text
    assert f"{CONTEXT}</textarea>" in filled
    assert write(desk, client_for, CONTEXT, filled) == 303
    assert client.get(f"/unfinished/{copy_id}").status_code == 404


def test_taking_the_piece_out_shows_first_what_would_go_with_it(
    desk: Desk, client_for: ClientFor
) -> None:
    client, path = client_for(desk.worker), row_of(desk, "map0")
    assert write(desk, client_for, CONTEXT) == 303
    asked = client.post(f"{path}/remove")
    assert asked.location.endswith(f"{path}/remove")
    page = client.get(asked.location).text
    assert CONTEXT in page
    assert "A map 0" in client.get(desk.path).text
    assert write(desk, client_for, "Other words.", client.get(path).text) == 303
    again = client.post(f"{path}/remove", {"sure": hidden(page, "sure")})
    assert again.location.endswith(f"{path}/remove")
    page = client.get(again.location).text
    assert "Other words." in page
    client.post(f"{path}/remove", {"sure": hidden(page, "sure")})
    assert len(pieces_of(desk)) == 0


def test_a_piece_without_such_words_goes_at_once_and_a_second_press_leads_back(
    desk: Desk, client_for: ClientFor
) -> None:
    client, path = client_for(desk.worker), row_of(desk, "map0")
    client.post(f"{path}/remove")
    assert len(pieces_of(desk)) == 0
    for late, data in ((f"{path}/remove", {}), (f"{path}/move", {"do": "up"})):
        back = client.post(late, data)
        assert back.status_code == 303
        assert "not in this portfolio any more" in client.get(back.location).text
    answer = client.post(path, {"title": "A map 0", "context": CONTEXT})
    assert answer.status_code == 404
    assert CONTEXT in answer.text
    assert client.post(f"/portfolio/{uuid4()}/pieces/{uuid4()}/remove").status_code == 404
