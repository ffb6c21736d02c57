"""Pages of a long list by key: page 40 costs what page 1 costs, and nothing is shown twice."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import QueryableAttribute, Session

Row = TypeVar("Row")
PAGE_SIZE = 20


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Some rows of a list, and the key after which the next page begins."""

    rows: Sequence[Row]
    next_key: str | None


def page_of(
    session: Session,
    statement: sa.Select[Any],
    *,
    key: tuple[QueryableAttribute[Any], QueryableAttribute[UUID]],
    after: tuple[Any, UUID] | None,
    key_of: Callable[[Any], str],
    descending: bool = True,
    size: int = PAGE_SIZE,
) -> Page[Any]:
    """One page of `statement`, in the order of `key`, after the row that `after` names."""
    wanted = sa.tuple_(*key)
    if after is not None:
        last = sa.tuple_(
            *(sa.literal(part, column.type) for part, column in zip(after, key, strict=True))
        )
        statement = statement.where(wanted < last if descending else wanted > last)
    order = [column.desc() if descending else column.asc() for column in key]
    rows = session.scalars(statement.order_by(*order).limit(size + 1)).unique().all()
    more = len(rows) > size
    return Page(rows[:size], key_of(rows[size - 1]) if more else None)


def key_text(part: Any, row_id: UUID) -> str:
    """The key of a row as it stands in an address."""
    return f"{part.isoformat()}~{row_id}"


def read_key(text: str, read: Callable[[str], Any]) -> tuple[Any, UUID] | None:
    """The key in an address; None for anything that is not one, which shows the first page."""
    part, _, row_id = text.partition("~")
    try:
        return read(part), UUID(row_id)
    except ValueError:
        return None
