"""A table as it stands in a file from elsewhere, before anybody knows what it means."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from journal.documents.csv_out import unguarded

MOST_BYTES = 5 * 1024 * 1024
MOST_LINES = 5_000
MOST_COLUMNS = 60
MOST_LETTERS_IN_A_CELL = 32_767
LONGEST_NAME = 200
"""Letters of a heading, or of anything else that is known by name; what is longer is neither."""


@dataclass(frozen=True)
class Formula:
    """A cell that works something out. What it last came to is not taken: it may be old."""

    place: str


Value = str | int | float | date | datetime | time | timedelta | Formula | None


@dataclass(frozen=True)
class Line:
    """One filled line of a file, by its number there, without the empty cells at its end."""

    number: int
    cells: tuple[Value, ...]


@dataclass(frozen=True)
class Merged:
    """Cells joined into one: nobody can tell to which of its lines what stands there belongs."""

    place: str
    first: int
    last: int


@dataclass(frozen=True)
class Table:
    """One sheet of a file: its filled lines, the first heading among them."""

    title: str
    lines: tuple[Line, ...]
    merged: tuple[Merged, ...] = ()
    notes: tuple[str, ...] = ()
    day_zero: date = date(1899, 12, 30)
    """From which day this file counts days, where it gives one as a number."""
    is_guarded: bool = False
    """Whether text may be led by an apostrophe that keeps it from being a formula."""


class CannotRead(Exception):
    """The file is no table that we can read, and why, in a sentence for its owner."""


def too_many() -> CannotRead:
    """The sentence for a file with more lines than are read at once."""
    return CannotRead(
        f"There are more than {MOST_LINES:,} lines in this file, and we read {MOST_LINES:,} at "
        "once. Please split it, for example by year."
    )


def value_in(line: Line, place: int | None) -> Value:
    """What stands in a column of a line; None for nothing, and for spaces."""
    if place is None or place >= len(line.cells):
        return None
    found = line.cells[place]
    return None if isinstance(found, str) and not found.strip() else found


def text_of(value: Value, *, is_guarded: bool) -> str:
    """A value as text: a day as in Britain, a whole number without its nought."""
    if isinstance(value, datetime | date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = "" if value is None or isinstance(value, Formula) else str(value)
    return unguarded(text) if is_guarded else text


def formulas_in(line: Line) -> list[str]:
    """What to do about the cells of a line that work something out."""
    places = [cell.place for cell in line.cells if isinstance(cell, Formula)]
    if not places:
        return []
    return [
        f"There is a formula in {', '.join(places)}. What it comes to is not taken. Please copy "
        "the cells and paste them as values."
    ]


def merged_over(merged: Sequence[Merged], number: int) -> list[str]:
    """What to do about joined cells that reach over a line."""
    return [
        f"The cells {each.place} are merged, so it is not clear what belongs to this line. Please "
        "unmerge them and fill in each line."
        for each in merged
        if each.first <= number <= each.last
    ]


def names_in(heading: Value) -> tuple[str, ...]:
    """The names that a heading may be known by: as it stands, and without what is in brackets."""
    if not isinstance(heading, str) or len(heading) > LONGEST_NAME:
        return ()
    name = " ".join(re.sub(r"[*:?_]", " ", heading).casefold().split())
    return name, re.sub(r"\s*\(.*\)$", "", name)
