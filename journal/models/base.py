"""The base of every model: names for constraints, random ids, times in UTC."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, mapped_column


class UtcDateTime(sa.TypeDecorator[datetime]):
    """A moment in UTC that keeps its zone, also in a database that forgets zones."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a time without a zone: it would be read back as something else."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A time needs a zone.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back that the database may have dropped."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Constraint names are fixed, since a migration can only change what it can name."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {
        datetime: UtcDateTime,
        str: sa.Text,
        StrEnum: sa.Enum(
            StrEnum,
            native_enum=False,
            length=40,
            values_callable=lambda kinds: [kind.value for kind in kinds],
        ),
        dict[str, Any]: sa.JSON,
        dict[str, str]: sa.JSON,
    }


_as_if: ContextVar[datetime | None] = ContextVar("as_if", default=None)


def now() -> datetime:
    """This moment, in UTC; the one place that asks what time it is."""
    return _as_if.get() or datetime.now(UTC)


def this_moment() -> sa.BindParameter[datetime]:
    """`now()` as SQL. It is asked when a query runs, so that a rule can be kept and used again."""
    return sa.bindparam("this_moment", unique=True, callable_=now, type_=UtcDateTime())


@contextmanager
def as_if(moment: datetime) -> Iterator[None]:
    """Let it be `moment` inside: the demo writes eleven months this way, and tests move time."""
    token = _as_if.set(moment)
    try:
        yield
    finally:
        _as_if.reset(token)


RandomId = Annotated[UUID, mapped_column(primary_key=True, default=uuid4)]
Moment = Annotated[datetime, mapped_column(default=now)]
