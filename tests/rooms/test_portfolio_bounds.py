"""The edges of the portfolio: words saved twice, odd addresses, everybody else."""

import re
from html import unescape
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from journal import Application
from journal.audit import Event
from journal.domain.standing import Decision
from journal.models import AuditEvent, Entry, Portfolio
from journal.models.confidential import act_as, visible
from journal.portfolio import actions
from tests.queries import queries_of
from tests.rooms.enclosing import WAV, a_recording, attach
from tests.rooms.portfolios import (
    ARABIC,
    EMOJI,
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


def test_words_saved_in_another_tab_are_not_overwritten(desk: Desk, client_for: ClientFor) -> None:
    worker = client_for(desk.worker)
    page = f"{desk.path}/words"
    form = typed(worker.get(page).text, title="Eleven months", closing="")
    assert worker.post(page, {**form, "introduction": "From the phone."}).status_code == 303
    answer = worker.post(page, {**form, "introduction": "From the desk."})
    assert answer.status_code == 409
    words = words_of(answer.text)
    assert words.index("From the phone.") < words.index("From the desk.")
    assert "From the phone." in worker.get(page).text
    fresh = typed(answer.text, title="Eleven months", closing="", introduction="From both.")
    assert worker.post(page, fresh).status_code == 303
    assert "From both." in worker.get(page).text


def test_the_same_words_sent_twice_are_saved_once(desk: Desk, client_for: ClientFor) -> None:
    worker = client_for(desk.worker)
    page = f"{desk.path}/words"
    form = typed(worker.get(page).text, title="Eleven months", introduction="Hello.", closing="")
    assert [worker.post(page, form).status_code for _ in range(2)] == [303, 303]
    events = visible(AuditEvent, to=desk.worker).where(
        AuditEvent.event == Event.PORTFOLIO_CHANGED.value
    )
    assert len(desk.session.scalars(events).all()) == 1
    desk.session.rollback()


@pytest.mark.parametrize("text", [f"{EMOJI} {ARABIC} \u202eabc", "<script>x</script>", "a\x00b"])
def test_any_words_come_back_as_typed(text: str, desk: Desk, client_for: ClientFor) -> None:
    worker = client_for(desk.worker)
    page = f"{desk.path}/words"
    form = typed(worker.get(page).text, title=text, introduction=text, closing=text)
    assert worker.post(page, form).status_code == 303
    fields = re.findall(r"<textarea[^>]*>\r?\n?(.*?)</textarea>", worker.get(page).text, re.S)
    assert [unescape(each) for each in fields] == [text.replace("\x00", "")] * 2
    assert "<script>x" not in worker.get(desk.path).text
    assert worker.get(f"{desk.path}/preview").status_code == 200


def test_words_that_are_too_long_are_kept_on_the_page(desk: Desk, client_for: ClientFor) -> None:
    worker = client_for(desk.worker)
    page = f"{desk.path}/words"
    long = "slowly " * 150_000
    answer = worker.post(page, typed(worker.get(page).text, title="Mine", introduction=long))
    assert answer.status_code == 422
    assert answer.text.count("slowly") == 150_000
    assert 'href="#introduction"' in answer.text


def test_the_number_of_queries_does_not_grow_with_the_portfolio(
    desk: Desk, client_for: ClientFor
) -> None:
    worker = client_for(desk.worker)
    counts: dict[str, list[int]] = {}
    for number in range(8):
        desk.write(f"in{number}", tags={"S1": REASON}, statement=STATEMENT)
        desk.decide(f"in{number}", "S1", Decision.CONFIRMED)
        desk.feedback(f"in{number}", "Well done.")
        desk.add(f"in{number}")
        desk.write(f"out{number}", tags={"S11": REASON}, statement=STATEMENT)
        if number in {1, 7}:
            for path in ("/portfolio", desk.path, f"{desk.path}/preview", row_of(desk, "in0")):
                counts.setdefault(path, []).append(len(queries_of(worker, path)))
    assert [path for path, (few, many) in counts.items() if few != many] == []


def test_whatever_is_asked_for_in_an_address_gets_an_answer(
    desk: Desk, client_for: ClientFor
) -> None:
    worker = client_for(desk.worker)
    nonsense = (
        "after=x", "after=2026-01-01~x", f"after=2026-01-01~{uuid4()}", "code=K999", "kind=poem",
        "code=%00", f"after=0001-01-01T00:00:00%2B23:00~{uuid4()}",
    )  # fmt: skip
    for question in nonsense:
        assert worker.get(f"{desk.path}?{question}").status_code == 200
        assert worker.get(f"/portfolio?{question}").status_code == 200


def test_a_portfolio_holds_so_many_pieces_and_no_more(
    desk: Desk, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "MOST_PIECES", 1)
    for name in ("one", "two"):
        desk.write(name, statement=STATEMENT)
    worker = client_for(desk.worker)
    paths = [f"{desk.path}/add/{desk.made[name].id}" for name in ("one", "two")]
    assert [worker.post(path, {"title": "A"}).status_code for path in paths] == [303, 422]
    assert pieces_of(desk) == [desk.made["one"].id]


def test_nobody_elses_portfolio_is_there_by_any_method(
    app: Application, desk: Desk, client_for: ClientFor
) -> None:
    entry = desk.write("map", statement=STATEMENT)
    desk.add("map")
    ids = {"portfolio_id": desk.portfolio.id, "entry_id": entry.id, "code": "S1", "key": "pdf",
           "piece_id": row_of(desk, "map").rpartition("/")[2],
           "attachment_id": attach(desk, "map", a_recording(1), WAV).id}  # fmt: skip
    adapter = app.url_map.bind("localhost")
    rules = [each for each in app.url_map.iter_rules() if "portfolio_id" in each.arguments]
    assert len(rules) >= 14
    for part in ("worker", "supervisor", "other_supervisor", "admin", "stranger"):
        client = client_for(desk.world.people[part])
        for rule in rules:
            path = adapter.build(rule.endpoint, {name: ids[name] for name in rule.arguments})
            for method in (rule.methods or set()) & {"GET", "POST"}:
                answer = client.open(path, method=method, data={"csrf_token": client.token})
                assert answer.status_code == 404, f"{part} {method} {path}"
    assert pieces_of(desk) == [entry.id]


def test_an_entry_of_somebody_else_never_becomes_a_piece(desk: Desk, client_for: ClientFor) -> None:
    """Not by its address, not for its reader, and not through the action."""
    others = desk.world.entries["product"]
    worker = client_for(desk.worker)
    assert worker.get(f"{desk.path}/add/{others.id}").status_code == 404
    assert worker.post(f"{desk.path}/add/{others.id}", {"title": "Mine"}).status_code == 404
    act_as(desk.session, desk.worker)
    portfolio = desk.session.scalars(
        visible(Portfolio, to=desk.worker).where(Portfolio.id == desk.portfolio.id)
    ).one()
    theirs = desk.session.scalars(
        visible(Entry, to=desk.world.worker).where(Entry.id == others.id)
    ).one()
    with pytest.raises(actions.NotTheirs):
        actions.add_piece(desk.session, desk.worker, portfolio, theirs)
    desk.session.rollback()
    assert pieces_of(desk) == []
