"""The files a portfolio becomes: what they hold, and what they never hold."""

import re
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal.audit import Event
from journal.documents import tree
from journal.domain.entry_kind import EntryKind
from journal.domain.standing import Decision
from journal.library import content
from journal.models import AuditEvent
from journal.models.base import as_if, now
from journal.models.confidential import act_as, visible
from journal.portfolio import actions, edition
from journal.portfolio.files import edition_for
from tests.rooms.portfolios import (
    ARABIC,
    EMOJI,
    REASON,
    STATEMENT,
    ClientFor,
    Desk,
    cells_of,
    desk_of,
    feed_of,
    made,
    pages_of,
    row_of,
    text_of_word,
    words_of,
)
from tests.world import World

RAW = r"raw(title|text|answer)"


@pytest.fixture
def desk(session: Session, world: World) -> Desk:
    """A worker with an empty portfolio."""
    return desk_of(session, world)


def test_nothing_of_the_raw_entry_is_in_any_file(desk: Desk, client_for: ClientFor) -> None:
    for kind in EntryKind:
        name = kind.value.replace("_", "")
        desk.write(name, kind, {"S1": f"reasonfor{name}"}, f"statementof{name}")
        if kind in {EntryKind.REFLECTION, EntryKind.WITNESS_TESTIMONY}:
            desk.vouch(name, f"vouchedfor{name}")
        desk.decide(name, "S1", Decision.NOT_YET, f"becauseof{name}")
        desk.feedback(name, f"feedbackon{name}")
        desk.add(name)
    files = [
        made(client_for, desk, "html").decode(),
        client_for(desk.worker).get(f"{desk.path}/preview").text,
        " ".join(pages_of(made(client_for, desk, "pdf"))),
        text_of_word(made(client_for, desk, "docx")),
        feed_of(made(client_for, desk, "leap2a")),
    ]
    assert not re.search(RAW, str(cells_of(made(client_for, desk, "xlsx"))))
    for text in files:
        assert not re.search(RAW, text)
        assert "supervisionnote" not in text
        assert "feedbackonreflection" not in text
        for word in ("statementofreflection", "reasonforreflection", "vouchedforreflection",
                     "becauseofreflection", "feedbackonworkproduct"):  # fmt: skip
            assert word in text


def test_only_the_feedback_that_was_ticked_goes_along(desk: Desk, client_for: ClientFor) -> None:
    entry = desk.write("map", tags={"S1": REASON}, statement=STATEMENT)
    desk.feedback("map", "First message.")
    desk.feedback("map", "Second message.")
    worker = client_for(desk.worker)
    page = worker.get(f"{desk.path}/add/{entry.id}").text
    ids = re.findall(r'name="feedback"[^>]*value="([^"]+)"[^>]*checked', page)
    assert len(ids) == 2
    ticked = [ids[1], "not-an-id"]
    worker.post(f"{desk.path}/add/{entry.id}", {"title": "A map", "feedback": ticked})
    html = made(client_for, desk, "html").decode()
    assert "First message." not in html
    assert "Second message." in html
    worker.post(row_of(desk, "map"), {"title": "A map of town"})
    html = made(client_for, desk, "html").decode()
    assert "Second message." not in html
    assert "A map of town" in html


def test_a_claim_never_reads_as_a_confirmation(desk: Desk, client_for: ClientFor) -> None:
    desk.write("map", tags={"S1": REASON, "S3": REASON}, statement=STATEMENT)
    desk.add("map", "A map")
    desk.decide("map", "S3", Decision.CONFIRMED)
    words = words_of(made(client_for, desk, "html").decode())
    assert "S1: claimed" in words
    assert "Nobody has confirmed this yet." in words
    assert "S3: confirmed" in words
    assert words.count("Confirmed by Other Supervisor Person (supervisor)") == 1
    assert "Confirmed 1 of 61 statements" in words
    assert "Only claimed 1 of 61 statements" in words
    desk.decide("map", "S3", Decision.NOT_YET, "Say what they said.")
    words = words_of(made(client_for, desk, "html").decode())
    assert "S3: not yet" in words
    assert "Confirmed by" not in words
    assert "Not yet, says Other Supervisor Person (supervisor)" in words
    assert "Say what they said." in words


def test_a_word_on_an_earlier_version_says_so(desk: Desk, client_for: ClientFor) -> None:
    desk.write("report", EntryKind.OBSERVATION_REPORT, {"S1": REASON}, STATEMENT)
    desk.decide("report", "S1", Decision.CONFIRMED)
    desk.vouch("report", "My own words.")
    desk.add("report", "An observation")
    words = words_of(made(client_for, desk, "html").decode())
    assert "earlier version" not in words
    assert "on version 1" not in words
    desk.save_text("report", "rawtextreport, with a change")
    desk.new_statement("report", STATEMENT + " Twice.")
    words = words_of(made(client_for, desk, "html").decode())
    assert "Given on an earlier version of the entry." in words
    assert "(on an earlier version of the entry)" in words
    assert "on version 1 of the statement" in words


def test_the_pieces_stand_in_the_chosen_order(desk: Desk, client_for: ClientFor) -> None:
    for name in ("one", "two", "three"):
        desk.write(name, statement=STATEMENT)
        desk.add(name, f"The {name}")
    client_for(desk.worker).post(f"{row_of(desk, 'three')}/move", {"do": "up"})
    html = made(client_for, desk, "html").decode()
    titles = re.findall(r"<h2[^>]*>.*?(The \w+).*?</h2>", html)
    assert titles == ["The one", "The three", "The two"]


def test_emoji_and_arabic_reach_both_files(desk: Desk, client_for: ClientFor) -> None:
    desk.write("talk", tags={"S1": f"{EMOJI} {ARABIC}"}, statement=f"{ARABIC}\n\n{EMOJI} tea")
    desk.add("talk", f"{EMOJI} {ARABIC}")
    html = made(client_for, desk, "html").decode()
    assert html.count(ARABIC) >= 3
    assert html.count(EMOJI) >= 3
    pdf = " ".join(pages_of(made(client_for, desk, "pdf")))
    assert EMOJI in pdf or "[teapot]" in pdf
    assert re.search(r"[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufeff]{4}", pdf)


@pytest.mark.parametrize("ending", ["html", "pdf", "docx", "xlsx", "leap2a"])
def test_the_same_portfolio_is_the_same_file_whenever_it_is_made(
    ending: str, desk: Desk, client_for: ClientFor
) -> None:
    desk.write("map", tags={"S1": REASON}, statement=STATEMENT)
    desk.add("map", "A map")
    first = made(client_for, desk, ending)
    desk.session.expire_all()
    with as_if(now() + timedelta(days=3)):
        later = edition_for(desk.session, desk.worker, desk.portfolio, content())
    assert b"".join(later.member(ending).read()) == first
    desk.decide("map", "S1", Decision.CONFIRMED)
    assert made(client_for, desk, ending) != first


def test_the_date_is_that_of_the_newest_words(desk: Desk, client_for: ClientFor) -> None:
    desk.write("map", tags={"S1": REASON}, statement=STATEMENT)
    desk.add("map", "A map")
    with as_if(now() + timedelta(days=40)):
        desk.decide("map", "S1", Decision.CONFIRMED)
        said = now().date()
    answer = client_for(desk.worker).post(f"{desk.path}/html")
    assert f"portfolio-{said.isoformat()}.html" in answer.headers["Content-Disposition"]
    assert f"As it stood on {said.day} {said:%B %Y}" in words_of(answer.text)


def test_making_a_file_is_written_down_and_looking_is_not(
    desk: Desk, client_for: ClientFor
) -> None:
    worker = client_for(desk.worker)
    worker.get(f"{desk.path}/preview")
    compiled = visible(AuditEvent, to=desk.worker).where(
        AuditEvent.event == Event.PORTFOLIO_COMPILED.value,
        AuditEvent.owner_id == desk.worker.id,
        AuditEvent.subject_id == desk.portfolio.id,
    )
    assert desk.session.scalars(compiled).all() == []
    answer = worker.post(f"{desk.path}/pdf")
    desk.session.rollback()
    assert len(desk.session.scalars(compiled).all()) == 1
    desk.session.rollback()
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=portfolio-")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.mimetype == "application/pdf"
    assert worker.get(f"{desk.path}/pdf").status_code == 404


def test_a_portfolio_without_a_piece_is_a_file_too(desk: Desk, client_for: ClientFor) -> None:
    act_as(desk.session, desk.worker)
    desk.session.refresh(desk.portfolio)
    new = ("Mine", "# Hello\n\nI am new.", "")
    mark = actions.mark_of_words(desk.portfolio)
    actions.change_words(desk.session, desk.worker, desk.portfolio, *new, mark)
    desk.session.commit()
    words = words_of(made(client_for, desk, "html").decode())
    assert "I am new." in words
    assert "No piece yet 61 of 61 statements" in words
    assert "Closing words" not in words
    assert len(pages_of(made(client_for, desk, "pdf"))) > 3


def test_nothing_is_locked_while_a_file_is_made(
    desk: Desk, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While one person's PDF is typeset, another can write."""
    other = client_for(desk.world.worker)
    typeset = edition.to_pdf
    seen: list[int] = []

    def slow(document: tree.Document, **more: Any) -> bytes:
        begun = other.post("/portfolio", {"title": "Meanwhile", "plan": "illustrative"})
        seen.append(begun.status_code)
        return typeset(document, **more)

    monkeypatch.setattr(edition, "to_pdf", slow)
    assert made(client_for, desk, "pdf")[:5] == b"%PDF-"
    assert seen == [303]
    assert desk.session.scalar(sa.select(1)) == 1
    desk.session.rollback()
