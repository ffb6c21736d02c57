"""A table of earlier evidence: each line as it could become an entry, or what is amiss with it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from journal.documents.days_in import day_of, minutes_of
from journal.documents.runs import SAFE_LINK
from journal.documents.table import (
    CannotRead,
    Formula,
    Line,
    Table,
    Value,
    formulas_in,
    merged_over,
    text_of,
    value_in,
)
from journal.domain.entry_kind import EntryKind
from journal.elsewhere.reading.columns import Column, column_of, kind_of
from journal.elsewhere.reading.found import MOST_TAGS, MOST_THINGS, Enclosure, Found, Thing
from journal.elsewhere.reading.packed import Packed
from journal.elsewhere.reading.to_markdown import plain

FIRST_LINES = 30
A_DAY = 24 * 60
SOURCE = "a table"
SHORT_DAY = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})")
NO_HEADINGS = (
    "We could not find the columns. Please give the first line headings such as: Title, Date, "
    "What happened, KSBs. A date is needed, and a title or what happened."
)
TOO_MANY = (
    f"There are more than {MOST_THINGS:,} lines in this file, and we look through "
    f"{MOST_THINGS:,} at once. Please split it, for example by year."
)


def read_tables(tables: Sequence[Table], packed: Packed | None = None, path: str = "") -> Found:
    """The lines of the first sheet that has the columns. CannotRead says why there are none."""
    for table in tables:
        at, columns = heading_of(table)
        if columns:
            things = tuple(Lines(table, at, columns, packed, path).things())
            if len(things) > MOST_THINGS:
                raise CannotRead(TOO_MANY)
            others = [f"“{each.title}”" for each in tables if each is not table]
            left = [f"Only the sheet “{table.title}” was read, and not {', '.join(others)}."]
            notes = (
                *table.notes, *(left if others else []), *left_out(table.lines[at], columns),
            )  # fmt: skip
            return Found(SOURCE, things, (), notes, is_table=True)
    raise CannotRead(NO_HEADINGS)


def heading_of(table: Table) -> tuple[int, dict[Column, int]]:
    """Which line holds the headings, and where each column is; nothing when none does."""
    for at, line in enumerate(table.lines[:FIRST_LINES]):
        columns: dict[Column, int] = {}
        for place, heading in enumerate(line.cells):
            column = column_of(heading)
            if column is not None:
                columns.setdefault(column, place)
        if Column.DATE in columns and (Column.TITLE in columns or Column.WORDS in columns):
            return at, columns
    return 0, {}


def left_out(heading: Line, columns: Mapping[Column, int]) -> Iterator[str]:
    """Columns that are not brought in, so that nobody finds out later."""
    others = [
        str(cell).strip()[:60]
        for place, cell in enumerate(heading.cells)
        if place not in columns.values() and cell is not None and str(cell).strip()
    ]
    if others:
        yield "These columns are not brought in: " + ", ".join(f"“{each}”" for each in others) + "."


@dataclass
class Lines:
    """The lines below the headings of a table."""

    table: Table
    at: int
    columns: Mapping[Column, int]
    packed: Packed | None
    path: str

    def things(self) -> Iterator[Thing]:
        """Every line that is one."""
        self.has_month_first = any(
            is_month_first(value_in(line, self.columns[Column.DATE]))
            for line in self.table.lines[self.at + 1 :]
        )
        first = self.table.lines[self.at].number
        self.merged = [each for each in self.table.merged if each.last > first]
        for line in self.table.lines[self.at + 1 :]:
            if column_of(value_in(line, self.columns[Column.DATE])) is not Column.DATE:
                yield self.thing(line)

    def thing(self, line: Line) -> Thing:
        """One line, read column by column."""
        text = self.text(line, Column.WORDS)
        title = " ".join(self.text(line, Column.TITLE).split())
        thing = Thing(title, plain(text), EntryKind.REFLECTION, None, f"Line {line.number}")
        thing.problems += formulas_in(line) + merged_over(self.merged, line.number)
        if not title and not text and not thing.problems:
            thing.problems.append("There is neither a title nor a word on what happened.")
        thing.dated = self.read_day(thing, value_in(line, self.columns[Column.DATE]))
        thing.minutes = self.read_minutes(thing, line)
        self.read_kind(thing, self.text(line, Column.KIND))
        thing.ksbs = self.text(line, Column.CODES)
        tags = re.split(r"[,;|\n]", self.text(line, Column.TAGS))
        thing.tags = tuple(" ".join(tag.split()) for tag in tags if tag.strip())[:MOST_TAGS]
        self.read_link(thing, self.text(line, Column.LINK))
        self.read_files(thing, self.text(line, Column.FILE))
        return thing

    def text(self, line: Line, column: Column) -> str:
        """What stands in a column, as text."""
        value = value_in(line, self.columns.get(column))
        return text_of(value, is_guarded=self.table.is_guarded).strip()

    def read_day(self, thing: Thing, value: Value) -> date | None:
        """The day; one that could be either of two is asked about and not guessed."""
        if isinstance(value, Formula):
            return None
        said = text_of(value, is_guarded=True).strip()[:40]
        day = day_of(value, self.table.day_zero)
        if value is None:
            thing.problems.append("There is no date.")
        elif is_month_first(value):
            thing.problems.append(
                f"“{said}” has the month before the day. Please write it as day, month and year, "
                "such as 03/11/2026, or as 2026-11-03."
            )
        elif day is None:
            thing.problems.append(
                f"“{said}” is no day that we can read. Please write it as day, month and year, "
                "such as 03/11/2026, or as 2026-11-03."
            )
        elif self.has_month_first and could_be_either(value):
            thing.problems.append(
                f"“{said}” could be two days, since other lines of this file have the month "
                "first. Please write it as 2026-11-03."
            )
            return None
        return day

    def read_minutes(self, thing: Thing, line: Line) -> int | None:
        """How long it took, if it says."""
        given = [(value_in(line, self.columns.get(column)), unit)
                 for column, unit in ((Column.HOURS, 60), (Column.MINUTES, 1))]  # fmt: skip
        filled = [(value, unit) for value, unit in given if value is not None]
        if not filled or any(isinstance(value, Formula) for value, _ in filled):
            return None
        found = [minutes_of(value, unit=unit) for value, unit in filled]
        total = sum(each or 0 for each in found)
        if None in found or not 0 <= total <= A_DAY * 7:
            thing.problems.append(
                "It is not clear how long it took. Please write 1.5, 1:30 or 1h 30m, or use a "
                "column for hours and one for minutes."
            )
            return None
        return total or None

    def read_kind(self, thing: Thing, text: str) -> None:
        """What kind of evidence it is; words that we do not know are told."""
        if not text:
            return
        found = kind_of(text)
        thing.kind = found or EntryKind.REFLECTION
        if found is None or text.casefold() not in {found.label.casefold(), found.value}:
            thing.notes.append(f"“{text[:60]}” becomes “{thing.kind.label}”.")

    def read_link(self, thing: Thing, text: str) -> None:
        """Addresses go below the text; what is none stays as words."""
        for each in text.split():
            safe = SAFE_LINK.fullmatch(each) and not re.search(r"[\[\]()<>]", each)
            thing.ending.append(f"Link: [{each}]({each})" if safe else f"Link: {plain(each)}")

    def read_files(self, thing: Thing, text: str) -> None:
        """Files by their names, which must lie in the same ZIP; else the name stays as words."""
        for name in filter(None, (each.strip() for each in re.split(r"[;|\n]|,\s", text))):
            known = self.packed.find(name, self.path) if self.packed else None
            if self.packed and known and known != self.path:
                read = partial(self.packed.read, known)
                thing.files.append(Enclosure(known, "", self.packed.size(known), read))
            else:
                thing.ending.append(f"File there: {plain(name)}")
                thing.notes.append(
                    f"The file “{name[:80]}” is not here, so its name is kept as words."
                    + ("" if self.packed else " To bring files along, put them and the table "
                       "into one ZIP.")
                )  # fmt: skip


def is_month_first(value: Value) -> bool:
    """Whether a text can only be a day with the month before it, as in America: 04/25/2026."""
    found = SHORT_DAY.fullmatch(value.strip()) if isinstance(value, str) else None
    return found is not None and int(found[2]) > 12 >= int(found[1]) > 0


def could_be_either(value: Value) -> bool:
    """Whether a text is a day either way round: 03/04/2026."""
    found = SHORT_DAY.fullmatch(value.strip()) if isinstance(value, str) else None
    return found is not None and int(found[1]) <= 12 and int(found[1]) != int(found[2])
