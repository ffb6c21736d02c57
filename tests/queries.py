"""Counting what reaches the database, so that no page's count grows with what it shows."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

from journal.extensions import db
from tests.client import Client


@contextmanager
def queries_counted() -> Iterator[list[str]]:
    """Every statement that reaches the database meanwhile."""
    seen: list[str] = []

    def note(connection: Any, cursor: Any, sql: str, *ignored: Any) -> None:
        seen.append(sql)

    sa.event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", note)


def queries_of(client: Client, path: str) -> list[str]:
    """What one page asks of the database; the page must be there."""
    with queries_counted() as seen:
        answer = client.get(path)
    assert answer.status_code == 200, path
    return seen
