"""A table as it stands in a file from elsewhere, before anybody knows what it means."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

MOST_BYTES = 5 * 1024 * 1024
MOST_LINES = 5_000
MOST_COLUMNS = 60
MOST_LETTERS_IN_A_CELL = 32_767


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
