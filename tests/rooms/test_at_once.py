"""Two requests at the very same moment: one after the other, whatever the database."""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session

from journal.extensions import db
from journal.models import EvidenceStatement, Unfinished
from journal.models.confidential import visible
from tests.client import Client
from tests.world import World

ClientFor = Callable[..., Client]


@contextmanager
def meeting(statement: str) -> Iterator[None]:
    """Let the first two requests that come as far as this statement go on together.

    On SQLite writers come one after the other by themselves, and never meet.
    """
    both, met = Barrier(2, timeout=20), Counter[str]()

    def wait(connection: sa.Connection, cursor: Any, sql: str, *more: Any) -> None:
        if sql.startswith(statement):
            met[statement] += 1
            if met[statement] <= both.parties:
                both.wait()

    if db.engine.dialect.name == "sqlite":
        yield
        return
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
