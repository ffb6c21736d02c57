"""The columns of a row as JSON can hold them, and back, by the types that the models declare.

What comes back is believed in nothing: each value has to be of its column's type, down to what a
list holds, since pages rely on that.
"""

import types
import typing
from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa

NOT_CARRIED = frozenset({"organisation_id", "address", "token_hash", "code_hash"})
"""Columns that belong to the installation: where somebody is, where bytes lie, and secrets."""
LARGEST_NUMBER = 2**31 - 1
FIRST_YEAR, LAST_YEAR = 2, 9998
"""Moments that every clock in the world can show: at the ends of the calendar some cannot."""


class NotAValue(Exception):
    """Not of the type that its column has."""


def columns_of(model: Any) -> Mapping[str, Any]:
    """The columns that travel, each with the Python type it is declared as."""
    return _columns(model)


@cache
def _columns(model: Any) -> dict[str, Any]:
    hints = typing.get_type_hints(model, include_extras=False)
    return {
        name: typing.get_args(hints[name])[0]
        for name in sa.inspect(model).columns.keys()  # noqa: SIM118 - not a dictionary
        if name not in NOT_CARRIED
    }


def written(row: Any) -> dict[str, Any]:
    """A row as JSON can hold it."""
    return {name: _written(getattr(row, name)) for name in columns_of(type(row))}


def _written(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    return value.value if isinstance(value, StrEnum) else value


def read(model: Any, told: object) -> dict[str, Any]:
    """The values of one row. Raises NotAValue, for a column that this version does not know too.

    A column that is missing gets what the model gives it, as long as it gives something: an
    archive may be older than the column.
    """
    known = columns_of(model)
    if not isinstance(told, dict) or not told.keys() <= known.keys():
        raise NotAValue
    for name in known.keys() - told.keys():
        column = sa.inspect(model).columns[name]
        if column.default is None and not column.nullable:
            raise NotAValue
    return {name: _read(known[name], value) for name, value in told.items()}


def _read(wanted: Any, value: object) -> Any:
    origin, inside = typing.get_origin(wanted), typing.get_args(wanted)
    if wanted is Any:
        return _plain(value)
    if origin in (typing.Union, types.UnionType):
        [one] = (each for each in inside if each is not types.NoneType)
        return None if value is None else _read(one, value)
    if origin is list:
        return [_read(inside[0], each) for each in _of(list, value)]
    if origin is dict:
        told = _of(dict, value)
        return {_text(key): _read(inside[1], each) for key, each in told.items()}
    return _one(wanted, value)


def _one(wanted: Any, value: object) -> Any:
    if wanted is bool:
        return _of(bool, value)
    if wanted is int:
        number = _of(int, value)
        if isinstance(number, bool) or abs(number) > LARGEST_NUMBER:
            raise NotAValue
        return number
    text = _text(value)
    try:
        return _from_text(wanted, text)
    except (ValueError, OverflowError) as error:
        raise NotAValue from error


def _from_text(wanted: Any, text: str) -> Any:
    if wanted is datetime:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            raise NotAValue
        found = moment.astimezone(UTC)
        if not FIRST_YEAR <= found.year <= LAST_YEAR:
            raise NotAValue
        return found
    if wanted is date:
        return date.fromisoformat(text)
    if wanted in (str, UUID) or issubclass(wanted, StrEnum):
        return wanted(text)
    raise NotAValue


def _text(value: object) -> str:
    """Text that every database takes."""
    text: str = _of(str, value)
    if "\0" in text or (not text.isascii() and any("\ud800" <= each <= "\udfff" for each in text)):
        raise NotAValue
    return text


def _of(kind: type, value: object) -> Any:
    if not isinstance(value, kind):
        raise NotAValue
    return value


def _plain(value: object) -> Any:
    """Whatever JSON holds, as long as every text in it can be kept."""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {_text(key): _plain(each) for key, each in value.items()}
    return value
