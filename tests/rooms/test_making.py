"""Waiting for a file: how far it is, and stopping it; with nobody waiting, nothing is kept."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal import frozen_forms
from journal import making as waiting
from journal.archive import packing
from journal.audit import Event
from journal.database import begin_writing
from journal.documents import pdf, tree
from journal.domain.making import Watch
from journal.domain.submission import FileKind
from journal.extensions import db
from journal.models import AuditEvent, Making, SignIn, Submission
from journal.models.base import as_if, now
from journal.portfolio import edition, freezing
from journal.portfolio_forms import FORMS
from tests.client import Client
from tests.rooms.handing_in import (
    ClientFor,
    a_link,
    comes_in,
    handed_in,
    hidden,
    ready_desk,
    sign_own,
)
from tests.rooms.portfolios import Desk
from tests.world import PASSWORD, World


class Seen(list[tuple[int, Any]]):
    """What was answered meanwhile."""


Meanwhile = Callable[[], None]


@pytest.fixture
def desk(session: Session, world: World) -> Desk:
    """A worker whose portfolio has one piece that counts."""
    return ready_desk(session, world)


def while_it_is_set(monkeypatch: pytest.MonkeyPatch, where: Any, meanwhile: Meanwhile) -> None:
    """Do something while the typesetter is at work; it is the real one."""
    typeset = pdf.to_pdf

    def setting(document: tree.Document, **more: Any) -> bytes:
        meanwhile()
        return typeset(document, **more)

    monkeypatch.setattr(where, "to_pdf", setting)


def asks(client_for: ClientFor, desk: Desk, making: UUID, seen: Seen) -> Meanwhile:
    """Their page, and somebody else's, ask how far it is."""
    mine, others = client_for(desk.worker), client_for(desk.world.worker)

    def ask() -> None:
        answer = mine.get(f"/making/{making}")
        seen.append((answer.status_code, answer.json))
        seen.append((others.get(f"/making/{making}").status_code, None))

    return ask


def stops(client_for: ClientFor, desk: Desk, making: UUID, seen: Seen) -> Meanwhile:
    """Somebody else tries to stop it, and then they do themselves."""
    mine, others = client_for(desk.worker), client_for(desk.world.worker)

    def stop() -> None:
        seen.extend(
            (who.post(f"/making/{making}/stop").status_code, None) for who in (others, mine)
        )

    return stop


def count(session: Session, *where: sa.ColumnElement[bool]) -> int:
    """How many rows there are of which that is true, past all rules."""
    session.rollback()
    with db.engine.connect().execution_options(migrating=True) as connection:
        return connection.scalar(sa.select(sa.func.count()).where(*where)) or 0


def test_a_page_sees_how_far_its_file_is_and_nobody_else_does(
    desk: Desk, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker, making, seen = client_for(desk.worker), uuid4(), Seen()
    monkeypatch.setattr(waiting, "BETWEEN", 0)
    while_it_is_set(monkeypatch, edition, asks(client_for, desk, making, seen))
    assert worker.get(f"/making/{making}").status_code == 404
    made = worker.post(f"{desk.path}/zip", {"making": str(making)})
    assert made.data[:2] == b"PK"
    assert seen == [
        (200, {"done": list(FORMS).index("pdf"), "parts": 5, "over": False}),
        (404, None),
    ]
    assert worker.get(f"/making/{making}").json == {"done": 5, "parts": 5, "over": True}
    assert worker.post(f"/making/{making}/stop").status_code == 404


@pytest.mark.parametrize("seconds", [0, 3600], ids=["seen at once", "seen at the end"])
def test_what_is_stopped_is_not_made_and_not_noted(
    seconds: int, desk: Desk, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "BETWEEN", seconds)
    worker, making, seen = client_for(desk.worker), uuid4(), Seen()
    is_noted = AuditEvent.event == Event.PORTFOLIO_COMPILED
    before = count(desk.session, is_noted)
    while_it_is_set(monkeypatch, edition, stops(client_for, desk, making, seen))
    answer = worker.post(f"{desk.path}/zip", {"making": str(making)}, follow_redirects=True)
    assert seen == [(404, None), (200, None)]
    assert "Stopped. Nothing was made." in answer.text
    assert count(desk.session, is_noted) == before
    assert worker.get(f"/making/{making}").json["over"]  # type: ignore[index]


def test_what_is_stopped_before_it_begins_is_not_made_either(
    desk: Desk, client_for: ClientFor
) -> None:
    worker, others, making = client_for(desk.worker), client_for(desk.world.worker), uuid4()
    assert worker.post(f"/making/{making}/stop").status_code == 200
    assert others.post(f"/making/{making}/stop").status_code == 404
    answer = worker.post(f"{desk.path}/html", {"making": str(making)}, follow_redirects=True)
    assert "Stopped. Nothing was made." in answer.text
    assert worker.post(f"{desk.path}/html", {"making": str(uuid4())}).status_code == 200


def test_whoever_locks_the_device_meanwhile_is_asked_to_unlock_it(
    desk: Desk, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = client_for(desk.worker)
    while_it_is_set(monkeypatch, edition, lock_every_device)
    answer = worker.post(f"{desk.path}/pdf")
    assert answer.status_code == 423
    assert "Unlock to go on" in answer.text


def lock_every_device() -> None:
    """As somebody does in another tab."""
    with Session(db.engine) as session:
        begin_writing(session)
        session.execute(sa.update(SignIn).values(locked_at=now()))
        session.commit()


def test_a_freezing_that_is_stopped_leaves_nothing_behind(
    desk: Desk, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_own(desk)
    worker, making, seen = client_for(desk.worker), uuid4(), Seen()
    page = worker.get(f"{desk.path}/hand-in").text
    typed = {name: hidden(page, name) for name in ("digest", "submission_id")}
    typed["making"] = str(making)
    while_it_is_set(monkeypatch, freezing.pdf, stops(client_for, desk, making, seen))
    answer = worker.post(f"{desk.path}/hand-in", typed, follow_redirects=True)
    assert "Stopped. Nothing was frozen." in answer.text
    assert count(desk.session, Submission.portfolio_id == desk.portfolio.id) == 0
    monkeypatch.undo()
    assert "Frozen." in worker.post(f"{desk.path}/hand-in", typed, follow_redirects=True).text


def test_an_archive_that_is_stopped_asks_no_second_time_who_is_there(
    desk: Desk, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker, making, seen = client_for(desk.worker), uuid4(), Seen()
    stop, put_together = stops(client_for, desk, making, seen), packing.archive_of
    worker.post("/account/again", {"password": PASSWORD})

    def putting(*given: Any) -> packing.Archive:
        *others, watch = given
        return put_together(*others, Stopping(watch, stop))

    monkeypatch.setattr(packing, "archive_of", putting)
    answer = worker.post("/archive", {"making": str(making)})
    assert answer.status_code == 422
    assert "Stopped. Nothing was made." in answer.text
    monkeypatch.undo()
    making = uuid4()
    assert worker.post("/archive", {"making": str(making)}).data[:2] == b"PK"


class Stopping:
    """A watch beside which somebody presses Stop after the first part."""

    def __init__(self, watch: Watch, stop: Meanwhile) -> None:
        self.watch, self.stop = watch, stop

    def begin(self, parts: int) -> None:
        """As the watch does."""
        self.watch.begin(parts)

    def part_done(self) -> None:
        """Stop, and then as the watch does."""
        self.stop()
        self.watch.part_done()

    def look(self) -> None:
        """As the watch does."""
        self.watch.look()


@pytest.fixture
def at_the_link(desk: Desk, client_for: ClientFor) -> tuple[Client, str]:
    """An assessor who has come in, and where."""
    _, path, code = a_link(desk, handed_in(desk))
    assessor = client_for(None)
    comes_in(assessor, path, code)
    return assessor, path


def during(monkeypatch: pytest.MonkeyPatch, meanwhile: Meanwhile) -> None:
    """Do something after the first part of what is put together of frozen files."""
    put_together = frozen_forms.contents_of

    def putting(storage: Any, kept: Any, watch: Watch) -> frozen_forms.Contents:
        return put_together(storage, kept, Stopping(watch, meanwhile))

    monkeypatch.setattr(frozen_forms, "contents_of", putting)


def test_an_assessor_sees_how_far_the_zip_is_and_nobody_else_does(
    desk: Desk,
    at_the_link: tuple[Client, str],
    client_for: ClientFor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (assessor, path), making, seen = at_the_link, uuid4(), Seen()
    worker, outside = client_for(desk.worker), client_for(None)

    def ask() -> None:
        seen.append((0, assessor.get(f"{path}/making/{making}").json))
        for who, at in ((outside, path), (worker, path), (worker, ""), (assessor, "")):
            seen.append((who.get(f"{at}/making/{making}").status_code, None))

    monkeypatch.setattr(waiting, "BETWEEN", 0)
    during(monkeypatch, ask)
    assert f'data-how-far="{path}/making/' in assessor.get(path).text
    assert assessor.post(f"{path}/zip", {"making": str(making)}).data[:2] == b"PK"
    parts = len(FileKind)
    assert seen[0] == (0, {"done": 0, "parts": parts, "over": False})
    assert seen[1:3] == [(404, None), (404, None)]
    assert [status for status, _ in seen[3:5]] == [404, 303]
    assert seen[-5] == (0, {"done": parts - 1, "parts": parts, "over": False})
    assert assessor.get(f"{path}/making/{making}").json == {
        "done": parts, "parts": parts, "over": True
    }  # fmt: skip


def test_an_assessor_stops_the_zip_and_nobody_hears_that_it_was_taken(
    desk: Desk,
    at_the_link: tuple[Client, str],
    client_for: ClientFor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (assessor, path), making, seen = at_the_link, uuid4(), Seen()
    outside = client_for(None)

    def stop() -> None:
        seen.extend(
            (who.post(f"{path}/making/{making}/stop").status_code, None)
            for who in (outside, assessor)
        )

    during(monkeypatch, stop)
    monkeypatch.setattr(waiting, "BETWEEN", 0)
    answer = assessor.post(f"{path}/zip", {"making": str(making)})
    assert seen == [(404, None), (200, None)]
    assert (answer.status_code, answer.data) == (204, b""), "the page with their notes stays"
    assert count(desk.session, AuditEvent.event == Event.SUBMISSION_TAKEN) == 0
    assert assessor.post(f"{path}/zip", {"making": str(uuid4())}).data[:2] == b"PK"


def test_with_nobody_waiting_nothing_is_kept(desk: Desk, client_for: ClientFor) -> None:
    worker = client_for(desk.worker)
    before = rows(desk.session)
    assert worker.post(f"{desk.path}/pdf").data[:5] == b"%PDF-"
    assert rows(desk.session) == before


def test_what_is_over_goes_with_the_next(
    desk: Desk, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = client_for(desk.worker)
    before = rows(desk.session)
    first, second, third = uuid4(), uuid4(), uuid4()
    for making in (first, second):
        assert worker.post(f"{desk.path}/html", {"making": str(making)}).status_code == 200
    over = worker.get(f"/making/{first}").json
    assert over
    assert over["over"], "its own page has to see it first"
    monkeypatch.setattr(waiting, "SEEN", timedelta())
    assert worker.post(f"{desk.path}/html", {"making": str(third)}).status_code == 200
    assert rows(desk.session) == before + 1


def test_an_id_of_somebody_elses_neither_shows_nor_stops_anything(
    desk: Desk, client_for: ClientFor, world: World
) -> None:
    theirs = world.ids["making_id"][0]
    before = desk.session.get_one(Making, theirs)
    desk.session.expunge_all()
    worker = client_for(desk.worker)
    assert worker.post(f"{desk.path}/html", {"making": str(theirs)}).status_code == 200
    desk.session.rollback()
    after = desk.session.get_one(Making, theirs)
    assert (after.done, after.parts, after.is_over) == (before.done, before.parts, before.is_over)


def rows(session: Session) -> int:
    """How many such rows there are."""
    return count(session, Making.parts >= 0)


def test_a_database_that_is_busy_keeps_no_file_from_being_made(
    desk: Desk, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(session: Session) -> None:
        raise sa.exc.OperationalError("BEGIN IMMEDIATE", None, Exception("database is locked"))

    monkeypatch.setattr(waiting, "begin_writing", busy)
    made = client_for(desk.worker).post(f"{desk.path}/html", {"making": str(uuid4())})
    assert made.status_code == 200


def test_what_nobody_ended_is_let_go_of_after_a_while(session: Session, world: World) -> None:
    session.rollback()
    with as_if(now() + waiting.KEPT / 2):
        waiting.forget_old(session)
    assert session.get(Making, world.ids["making_id"][0])
    with as_if(now() + waiting.KEPT * 2):
        waiting.forget_old(session)
    session.expire_all()
    assert session.get(Making, world.ids["making_id"][0]) is None
    session.rollback()
