"""An assessor's link in the hands of an outsider, of a program, and of a curious administrator."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Thread
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from journal import throttle
from journal.cleaning.kinds import WAV
from journal.extensions import db
from journal.file_serving import NoLongerTheirs
from journal.models import AssessorLink, Attempt, Submission
from journal.models.confidential import visible
from journal.storage import BLOCK
from tests.client import Client
from tests.rooms.enclosing import attach, let_go
from tests.rooms.handing_in import STATEMENT, ClientFor, a_link, comes_in, handed_in, ready_desk
from tests.rooms.portfolios import Desk
from tests.rooms.test_at_once import meeting
from tests.world import World

ASKS = "Your code, please"
WRONG = "WRNG-WRNG"
TALK = b"RIFF" + b"\x80" * (3 * BLOCK)
PAGES = ("", "/pdf", "/html", "/notes", "/files/1")


@pytest.fixture
def desk(session: Session, world: World) -> Desk:
    """A worker whose portfolio has a piece that counts."""
    return ready_desk(session, world)


@pytest.fixture
def made(desk: Desk) -> Submission:
    """What the worker handed in."""
    return handed_in(desk)


@pytest.fixture
def with_talk(desk: Desk, client_for: ClientFor) -> Submission:
    """The same with a recording of several blocks."""
    file = attach(desk, "map0", TALK, WAV).id
    let_go(client_for(desk.worker), desk, "map0", file, "A talk")
    return handed_in(desk)


def test_a_code_given_in_two_places_at_once_lets_one_in(
    desk: Desk, made: Submission, client_for: ClientFor
) -> None:
    _, path, code = a_link(desk, made)
    browsers = [client_for(None) for _ in range(2)]
    tokens = [each.token for each in browsers]
    desk.session.rollback()

    def give(number: int) -> int:
        typed = {"csrf_token": tokens[number], "code": code}
        return browsers[number].open(path, method="POST", data=typed).status_code

    with meeting("UPDATE assessor_links", "INSERT INTO assessor_visits"), ThreadPoolExecutor() as t:
        assert sorted(t.map(give, range(2))) == [303, 422]
    assert [STATEMENT in each.get(path).text for each in browsers].count(True) == 1


def test_tries_made_all_at_once_are_counted_one_by_one(
    desk: Desk, made: Submission, client_for: ClientFor
) -> None:
    """Four tries are counted and the fifth is about to be: the sixth waits, and finds it shut."""
    _, path, code = a_link(desk, made)
    for _ in range(4):
        comes_in(client_for(None), path, WRONG)
    sixth, answers = client_for(None), list[int]()
    token = sixth.token

    def give() -> None:
        typed = {"csrf_token": token, "code": code}
        answers.append(sixth.open(path, method="POST", data=typed).status_code)

    thread = Thread(target=give)

    def begin_sixth(connection: sa.Connection, cursor: Any, sql: str, *more: Any) -> None:
        if sql.startswith("INSERT INTO attempts") and thread.ident is None:
            thread.start()
            thread.join(timeout=1)

    event.listen(db.engine, "before_cursor_execute", begin_sixth)
    try:
        assert comes_in(client_for(None), path, WRONG).status_code == 422
        thread.join()
    finally:
        event.remove(db.engine, "before_cursor_execute", begin_sixth)
    assert answers == [422]


def test_guessing_from_many_places_and_browsers_is_counted_at_the_link(
    desk: Desk, made: Submission, client_for: ClientFor
) -> None:
    _, path, code = a_link(desk, made)
    for number in range(5):
        tried(client_for(None), path, WRONG, f"198.51.100.{number}")
    assert tried(client_for(None), path, code, "203.0.113.9").status_code == 422


def test_guessing_at_many_links_is_counted_at_the_place(
    desk: Desk, made: Submission, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttle, "TRIES_FROM_ONE_PLACE", 6)
    _, path, code = a_link(desk, made)
    guesser = client_for(None)
    for number in range(6):
        address = f"2001:db8::{number}"
        assert tried(guesser, f"/assess/guess-{number}", WRONG, address).status_code == 422
    assert tried(client_for(None), path, code, "2001:db8::ffff").status_code == 422
    assert tried(client_for(None), path, code, "2001:db8:1::1").status_code == 303


def tried(client: Client, path: str, code: str, place: str) -> TestResponse:
    """A try from some place."""
    return client.post(path, {"code": code}, environ_base={"REMOTE_ADDR": place})


def test_a_program_that_looks_through_letters_uses_nothing_up(
    desk: Desk, made: Submission, client_for: ClientFor, session: Session
) -> None:
    _, path, code = a_link(desk, made)
    before = everything(desk)
    for page in PAGES:
        for method in ("GET", "HEAD", "OPTIONS"):
            for _ in range(7):
                client_for(None).open(path + page, method=method)
    for _ in range(7):
        assert client_for(None).post(path, {"code": " "}).status_code == 422
        assert client_for(None).post(f"{path}/leave").status_code == 303
        assert client_for(None).post(f"{path}/notes", {"note-annex": ""}).status_code == 404
    assert everything(desk) == before
    assert session.scalar(sa.select(sa.func.count()).select_from(Attempt)) == 0
    session.rollback()
    assert comes_in(client_for(None), path, code).status_code == 303


def everything(desk: Desk) -> list[tuple[object, ...]]:
    """What is known of every link of the worker's."""
    columns = AssessorLink.__table__.c
    desk.session.rollback()
    links = desk.session.scalars(visible(AssessorLink, to=desk.worker).order_by(AssessorLink.id))
    found = [tuple(getattr(each, column.key) for column in columns) for each in links]
    desk.session.rollback()
    return found


@pytest.mark.parametrize("how", ["worker", "administrator", "leaves", "day"])
def test_a_download_under_way_is_cut_off_when_the_link_is_over(
    how: str, desk: Desk, with_talk: Submission, world: World, client_for: ClientFor
) -> None:
    link_id, path, code = a_link(desk, with_talk)
    assessor = client_for(None)
    comes_in(assessor, path, code)
    whole = assessor.open(f"{path}/files/1")
    assert whole.data == TALK
    answer = assessor.open(f"{path}/files/1", buffered=False)
    blocks: Iterator[bytes] = iter(answer.response)
    got = next(blocks)
    if how == "worker":
        client_for(desk.worker).post(f"/portfolio/links/{link_id}/end")
    elif how == "administrator":
        client_for(world.admin).post(f"/admin/assessors/{link_id}/end")
    elif how == "leaves":
        assessor.post(f"{path}/leave")
    else:
        end_now(desk, link_id)
    with pytest.raises(NoLongerTheirs):
        got += b"".join(blocks)
    assert len(got) <= BLOCK < int(answer.headers["Content-Length"])
    answer.close()


def end_now(desk: Desk, link_id: UUID) -> None:
    """Its last day is over; past the guards, as only a test may."""
    desk.session.rollback()
    table = AssessorLink.__table__
    with db.engine.connect().execution_options(migrating=True, writes=True) as connection:
        until = sa.select(table.c.expires_at).where(table.c.id == link_id)
        moved = {"expires_at": connection.scalar(until) - timedelta(days=31)}
        connection.execute(sa.update(table).where(table.c.id == link_id).values(moved))
        connection.commit()


def test_two_assessors_of_one_portfolio_see_nothing_of_each_other(
    desk: Desk, made: Submission, client_for: ClientFor
) -> None:
    ways = [a_link(desk, made) for _ in range(2)]
    one, other = client_for(None), client_for(None)
    for browser, (_, path, code) in zip((one, other), ways, strict=True):
        assert comes_in(browser, path, code).status_code == 303
    first, second = ways[0][1], ways[1][1]
    marks = dict(re.findall(r'name="(before-[\w-]+)" value="([^"]*)"', one.get(first).text))
    typed = {**marks, "note-annex": "A word of mine alone.", "section": "annex"}
    assert one.post(f"{first}/notes", typed).status_code == 303
    assert "A word of mine alone." in one.get(first).text
    for page in PAGES[:4]:
        assert "A word of mine alone." not in other.get(second + page).text
        assert ASKS in other.get(first + page).text


def test_a_curious_administrator_gets_no_further_than_the_list(
    desk: Desk, made: Submission, world: World, client_for: ClientFor
) -> None:
    link_id, path, code = a_link(desk, made)
    token = path.rpartition("/")[2]
    admin = client_for(world.admin)
    listed = admin.get("/admin/assessors").text
    for secret in (token, code, made.title, STATEMENT):
        assert secret not in listed
    assert admin.get(f"/portfolio/links/{link_id}").status_code == 404
    for act in ("code", "end"):
        assert admin.post(f"/portfolio/links/{link_id}/{act}").status_code == 404
    for page in PAGES:
        assert ASKS in admin.get(path + page).text
    for _ in range(2):
        assert comes_in(admin, path, str(link_id)).status_code == 422
    assert comes_in(client_for(None), path, code).status_code == 303


def test_parts_and_heads_say_no_more_than_the_whole(
    desk: Desk, with_talk: Submission, client_for: ClientFor
) -> None:
    _, path, code = a_link(desk, with_talk)
    outside, assessor = client_for(None), client_for(None)
    comes_in(assessor, path, code)
    for asked in ("bytes=0-9", "bytes=-5", "bytes=1-2,4-5", "bytes=99999999-"):
        part = {"Range": asked}
        for page in PAGES:
            shut = outside.open(path + page, headers=part)
            assert (shut.status_code, ASKS in shut.text) == (200, True), page
            assert "Content-Range" not in shut.headers
            answer = assessor.open(path + page, headers=part)
            assert answer.headers["Cache-Control"] == "no-store"
            assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert assessor.open(f"{path}/files/1", headers={"Range": "bytes=4-6"}).data == TALK[4:7]
    assert assessor.open(f"{path}/files/1", headers={"Range": "bytes=99999999-"}).data == b""
    for page in PAGES:
        head = assessor.open(path + page, method="HEAD")
        assert (head.status_code, head.data) == (200, b"")
        assert head.headers["Cache-Control"] == "no-store"
        assert "ETag" not in head.headers
        assert "Last-Modified" not in head.headers
    assert outside.open(f"{path}/files/1", method="HEAD").mimetype == "text/html"
