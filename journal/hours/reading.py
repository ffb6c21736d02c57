"""Lines of hours read from a table of elsewhere: each as it would be logged, or what is amiss."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from journal.documents.days_in import day_of, minutes_of
from journal.documents.table import (
    Formula,
    Line,
    Table,
    Value,
    formulas_in,
    merged_over,
    text_of,
    value_in,
)
from journal.documents.tables_in import CannotRead
from journal.domain.framework import Framework
from journal.domain.hours import TrainingMethod
from journal.domain.passages import has_marks
from journal.domain.typed_codes import read_codes
from journal.forms import clean
from journal.hours.actions import Written
from journal.hours.columns import Column, column_of, method_of, paid_of
from journal.hours.forms import A_DAY, LONGEST_CODES, LONGEST_DESCRIPTION
from journal.hours.headings import heading_of, left_out, why_not

FIRST_DAY = date(1990, 1, 1)

A_SUM = re.compile(r"(grand |sub-?)?totals?( hours| minutes)?|sum")
A_SUM_OF = re.compile(rf"({A_SUM.pattern})\b.{{0,40}}")


@dataclass
class Read:
    """One line of a file: what it would be as a line of the log, what is amiss, what to know."""

    number: int
    written: Written | None = None
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Reading:
    """A file read: its lines, and what is to be known of the whole."""

    lines: tuple[Read, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class How:
    """By what a file's lines are read."""

    framework: Framework
    today: date
    all_paid: bool


def read_tables(tables: Sequence[Table], how: How) -> Reading:
    """The lines of the first sheet that has the columns. CannotRead says why there are none."""
    for table in tables:
        at, columns = heading_of(table)
        if columns:
            others = [f"“{each.title}”" for each in tables if each is not table]
            left = [f"Only the sheet “{table.title}” was read, and not {', '.join(others)}."]
            return Reading(
                tuple(read_lines(table, at, columns, how)),
                (*table.notes, *(left if others else []), *left_out(table.lines[at], columns)),
            )
    raise CannotRead(why_not(tables))


def read_lines(table: Table, at: int, columns: dict[Column, int], how: How) -> Iterator[Read]:
    """Every line below the headings that is one."""
    merged = [each for each in table.merged if each.last > table.lines[at].number]
    for line in table.lines[at + 1 :]:
        row = Row(line, columns, table)
        if row.is_repeated_heading():
            continue
        read = Read(line.number)
        if row.is_a_sum():
            read.notes.append("This is a sum, not a line, so it is left out.")
        else:
            fill(read, row, how)
            read.problems += merged_over(merged, line.number)
        yield read


@dataclass(frozen=True)
class Row:
    """The cells of one line by what they hold."""

    line: Line
    columns: dict[Column, int]
    table: Table

    def value(self, column: Column) -> Value:
        """What stands in a column; None for nothing."""
        return value_in(self.line, self.columns.get(column))

    def text(self, column: Column) -> str:
        """What stands in a column, as text."""
        return clean(text_of(self.value(column), is_guarded=self.table.is_guarded)).strip()

    def is_repeated_heading(self) -> bool:
        """Whether it is the headings once more, as on the next page of a print."""
        return column_of(self.value(Column.DATE)) is Column.DATE

    def is_a_sum(self) -> bool:
        """Whether it adds up the lines above: no day, and at most the word for it."""
        if day_of(self.value(Column.DATE), self.table.day_zero) is not None:
            return False
        said = [cell for cell in self.line.cells if isinstance(cell, str) and is_said(cell)]
        words = " ".join(said).casefold().strip(" :")
        only_numbers = not said and self.value(Column.DATE) is None
        is_learned = self.value(Column.DESCRIPTION) is not None
        return only_numbers or bool((A_SUM if is_learned else A_SUM_OF).fullmatch(words))


def is_said(text: str) -> bool:
    """Whether a cell holds words, and no number or length of time."""
    return bool(text.strip()) and minutes_of(text, unit=60) is None


def fill(read: Read, row: Row, how: How) -> None:
    """Read every column of a line; it becomes a line of the log only when nothing is amiss."""
    read.problems += formulas_in(row.line)
    day, minutes = read_day(read, row, how), read_minutes(read, row)
    description, paid = read_description(read, row), read_paid(read, row, how)
    method, codes = read_method(read, row), read_all_codes(read, row, how)
    if not read.problems and day and minutes and description and paid is not None:
        read.written = Written(day, method, description, tuple(codes), minutes, paid)


def read_day(read: Read, row: Row, how: How) -> date | None:
    """The day, which has been and is not long ago."""
    value = row.value(Column.DATE)
    day = day_of(value, row.table.day_zero)
    if isinstance(value, Formula):
        return None
    if value is None:
        read.problems.append("There is no date.")
    elif day is None:
        read.problems.append(
            f"“{row.text(Column.DATE)[:40]}” is no day that we can read. Please write it as day, "
            "month and year, such as 03/11/2026."
        )
    elif day > how.today:
        read.problems.append(f"{day.day} {day:%B %Y} is in the future.")
    elif day < FIRST_DAY:
        read.problems.append(f"{day.day} {day:%B %Y} is a long time ago. Please check the year.")
    return day


def read_minutes(read: Read, row: Row) -> int | None:
    """How long it took, from hours, minutes or both."""
    given = [(row.value(Column.HOURS), 60), (row.value(Column.MINUTES), 1)]
    filled = [(value, unit) for value, unit in given if value is not None]
    if any(isinstance(value, Formula) for value, _ in filled):
        return None
    found = [minutes_of(value, unit=unit) for value, unit in filled]
    if not found or None in found:
        read.problems.append(
            "It is not clear how long it took. Please write 1.5, 1:30 or 1h 30m, or use a column "
            "for hours and one for minutes."
        )
        return None
    total = sum(each or 0 for each in found)
    if not 1 <= total <= A_DAY:
        read.problems.append(
            "A line holds between 1 minute and 24 hours. Please give each day a line of its own."
        )
        return None
    return total


def read_description(read: Read, row: Row) -> str:
    """What was learned."""
    text = row.text(Column.DESCRIPTION)
    if isinstance(row.value(Column.DESCRIPTION), Formula):
        return ""
    if not text:
        read.problems.append("There is no description. Please say what was learned.")
    if len(text) > LONGEST_DESCRIPTION:
        read.problems.append(
            f"The description is longer than {LONGEST_DESCRIPTION:,} characters. Please shorten it."
        )
    if has_marks(text):
        read.problems.append("Others read this, so nothing in it can be marked as just for you.")
    return text


def read_paid(read: Read, row: Row, how: How) -> bool | None:
    """Whether it was in paid hours, as the file says or as was said for all of it."""
    value = row.value(Column.PAID)
    if value is None and how.all_paid:
        return True
    paid = paid_of(value)
    if paid is None and not isinstance(value, Formula):
        read.problems.append(
            "It does not say whether this was in paid hours: please write yes or no, or tick the "
            "box for the whole file."
            if value is None
            else f"“{row.text(Column.PAID)[:40]}” is neither yes nor no for paid hours."
        )
    return paid


def read_method(read: Read, row: Row) -> TrainingMethod:
    """How it was learned; words that we do not know are told, and become another way."""
    text = row.text(Column.METHOD)
    found = method_of(text)
    if text and found is None:
        read.notes.append(f"“{text[:60]}” is logged as “{TrainingMethod.OTHER.label}”.")
    elif found is not None and text.casefold() not in {found.label.casefold(), found.value}:
        read.notes.append(f"“{text[:60]}” is logged as “{found.label}”.")
    return found or TrainingMethod.OTHER


def read_all_codes(read: Read, row: Row, how: How) -> list[str]:
    """The KSBs that the standard has; others are told and left out."""
    text = row.text(Column.CODES)
    if len(text) > LONGEST_CODES:
        read.problems.append(f"The KSBs are longer than {LONGEST_CODES} characters. Please check.")
        return []
    known, unknown = read_codes(text, how.framework)
    if unknown:
        said = ", ".join(f"“{each}”" for each in unknown[:5])
        read.notes.append(f"Left out, as your standard has no such code: {said}.")
    return known
