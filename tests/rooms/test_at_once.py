"""Two requests at the very same moment: one after the other, whatever the database."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session

from journal.extensions import db
from journal.models import EvidenceStatement, Share, Tag, Unfinished
from journal.models.confidential import visible
from tests.client import Client
from tests.world import World

ClientFor = Callable[..., Client]


@contextmanager
def meeting(*statements: str) -> Iterator[None]:
    """Let the first two requests that come as far as one of these statements go on together.

    Where one waits for the other before it, they never meet; then the first goes on by itself.
    """
    both = Barrier(2, timeout=2)

    def wait(connection: sa.Connection, cursor: Any, sql: str, *more: Any) -> None:
        if sql.startswith(statements):
            with suppress(BrokenBarrierError):
                both.wait()

    event.listen(db.engine, "before_cursor_execute", wait)
    try:
        yield
    finally:
        event.remove(db.engine, "before_cursor_execute", wait)


@pytest.mark.parametrize("texts", [("From the desk.", "From the phone."), ("Both.", "Both.")])
def test_two_statements_saved_at_once_are_both_kept(
    texts: tuple[str, str], session: Session, world: World, client_for: ClientFor
) -> None:
    path = f"/entries/{world.entries['shared'].id}/statement"
    clients = [client_for(world.worker) for _ in texts]
    tokens = [client.token for client in clients]
    session.rollback()

    def save(number: int) -> int:
        typed = {"csrf_token": tokens[number], "text": texts[number], "number": "1"}
        return clients[number].open(path, method="POST", data=typed).status_code

    with meeting("INSERT INTO evidence_statements"), ThreadPoolExecutor(2) as threads:
        answers = sorted(threads.map(save, range(2)))
    is_same = len(set(texts)) == 1
    assert answers == ([303, 303] if is_same else [303, 409])
    mine = visible(EvidenceStatement, to=world.worker)
    saved = session.scalars(mine.where(EvidenceStatement.entry_id == world.entries["shared"].id))
    copies = session.scalars(visible(Unfinished, to=world.worker)).all()
    kept = [each.text for each in saved if each.number > 1]
    kept += [copy.fields["text"] for copy in copies if copy.place == path]
    assert sorted(kept) == sorted(set(texts))
    session.rollback()


@pytest.mark.parametrize(
    ("page", "typed", "statement"),
    [
        ("tags", {"tag": "peer-worker:K4", "reason-peer-worker:K4": "Why."}, "INSERT INTO tags"),
        ("share", {"readers": "coach"}, "INSERT INTO shares"),
    ],
)
def test_a_form_pressed_twice_at_once_is_taken_once(
    page: str,
    typed: dict[str, str],
    statement: str,
    session: Session,
    world: World,
    client_for: ClientFor,
) -> None:
    entry = world.entries["draft"]
    sent = {
        name: str(world.relationships["coach"].id) if text == "coach" else text
        for name, text in typed.items()
    }
    clients = [client_for(world.worker) for _ in range(2)]
    tokens = [client.token for client in clients]
    session.rollback()

    def press(number: int) -> int:
        data = {"csrf_token": tokens[number], **sent}
        path = f"/entries/{entry.id}/{page}"
        return clients[number].open(path, method="POST", data=data).status_code

    with meeting(statement), ThreadPoolExecutor(2) as threads:
        answers = sorted(threads.map(press, range(2)))
    assert answers == [303, 303]
    mine = visible(Tag if page == "tags" else Share, to=world.worker)
    made = [each for each in session.scalars(mine) if each.entry_id == entry.id]
    assert len([each for each in made if getattr(each, "code", "K4") == "K4"]) == 1
    session.rollback()
