"""JSON from anywhere: read with care, and asked for what may or may not be there."""

import json
from collections.abc import Iterable
from typing import Any

from journal.exchange.problems import LONGEST_FIELD, CannotRead

Data = dict[str, Any]


def parse(data: bytes) -> Any:
    """What the file holds; numbers with a point stay as written, since 1.10 is not 1.1."""
    try:
        text = data.decode(json.detect_encoding(data))
    except (UnicodeDecodeError, LookupError) as error:
        raise CannotRead(
            "The file is not in UTF-8, as JSON has to be. Save it as UTF-8 and try again."
        ) from error
    try:
        return json.loads(text.removeprefix("\ufeff"), parse_float=str, parse_constant=nothing)
    except json.JSONDecodeError as error:
        raise CannotRead(
            f"Line {error.lineno}, character {error.colno}: the file is not JSON from here on"
            f" ({error.msg})."
        ) from error
    except RecursionError as error:
        raise CannotRead("The file is nested deeper than any framework.") from error
    except ValueError as error:
        raise CannotRead("The file holds a number too long to be one.") from error


def nothing(constant: str) -> None:
    """NaN is how some systems write an empty cell, though JSON knows no such number."""


def dump(data: Data) -> bytes:
    """The same bytes for the same content, ready to be read by people too."""
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def mapping(value: Any, where: str) -> Data:
    """An object, or a sentence about what stands there."""
    if not isinstance(value, dict):
        raise CannotRead(f"{where}: an object in curly brackets was expected.")
    return value


def items(value: Any, where: str) -> list[Data]:
    """A list of objects; nothing at all counts as an empty one."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise CannotRead(f"{where}: a list in square brackets was expected.")
    wrong = [f"{where}, number {number}" for number, each in enumerate(value, start=1)
             if not isinstance(each, dict)]  # fmt: skip
    if wrong:
        raise CannotRead(*(f"{each}: an object in curly brackets was expected." for each in wrong))
    return value


def words(data: Data, names: Iterable[str], where: str) -> str:
    """The first of these fields that is filled, as text; a number or a link's title will do."""
    for name in names:
        value = data.get(name)
        if isinstance(value, dict) and isinstance(value.get("title"), str):
            value = value["title"]
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if isinstance(value, (dict, list, bool)):
            raise CannotRead(f"{where}: {name} should be text.")
        if value:
            if len(value) > LONGEST_FIELD:
                raise CannotRead(f"{where}: {name} is longer than {LONGEST_FIELD} characters.")
            return str(value)
    return ""


def number(value: Any) -> float | None:
    """A number, also one in quotes; None for anything else."""
    try:
        return float(value) if isinstance(value, (int, str)) else None
    except (ValueError, OverflowError):
        return None
