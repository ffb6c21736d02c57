"""The headings of a table of hours: which line holds them, and what each column is."""

from collections.abc import Iterator, Sequence

from journal.documents.table import Line, Table
from journal.hours.columns import NEEDED, OURS_TO_SAY, Column, column_of

FIRST_LINES = 30
VAGUE = frozenset({"time", "length"})
NO_HEADINGS = (
    "We could not find the columns. Please give the first line headings such as: Date, Method, "
    "Description, KSBs, Hours, Minutes, In paid hours."
)
NO_LENGTH = (
    "We found a column for the date and one for the description, and none for how long it took. A "
    "start and an end are not read. Please add a column called “Hours”, such as 1.5 or 1:30."
)


def heading_of(table: Table) -> tuple[int, dict[Column, int]]:
    """Which line holds the headings, and where each column is; nothing when none does."""
    for at, line in enumerate(table.lines[:FIRST_LINES]):
        columns: dict[Column, int] = {}
        for place, heading in enumerate(line.cells):
            column = column_of(heading)
            if column is not None and (column not in columns or is_vague(line, columns[column])):
                columns[column] = place
        has_length = Column.HOURS in columns or Column.MINUTES in columns
        if has_length and all(column in columns for column in NEEDED):
            return at, columns
    return 0, {}


def is_vague(heading: Line, place: int) -> bool:
    """Whether a heading may as well name a time of day, so that any other for hours is better."""
    return str(heading.cells[place]).strip().casefold() in VAGUE


def left_out(heading: Line, columns: dict[Column, int]) -> Iterator[str]:
    """Columns that are not brought in, so that nobody finds out later."""
    if OURS_TO_SAY & columns.keys():
        yield (
            "Who verified a line, and when, cannot come from a file. Lines that are new here wait "
            "for a word from your line manager or coach."
        )
    twice = {
        column: place
        for place, cell in enumerate(heading.cells)
        if (column := column_of(cell)) in columns and place != columns[column]
    }
    for column, place in twice.items():
        yield (
            f"There is more than one column for “{column.value}”. {named(heading, columns[column])}"
            f" is read, and {named(heading, place)} is not. Please check which one you mean."
        )
    others = [
        str(cell).strip()[:60]
        for place, cell in enumerate(heading.cells)
        if place not in {*columns.values(), *twice.values()}
        and cell is not None
        and str(cell).strip()
    ]
    if others:
        yield "These columns are not brought in: " + ", ".join(f"“{each}”" for each in others) + "."


def named(heading: Line, place: int) -> str:
    """A column by its heading and its number."""
    return f"“{str(heading.cells[place]).strip()[:60]}”, column {place + 1},"


def why_not(tables: Sequence[Table]) -> str:
    """What is missing, where no line holds all the headings that it takes."""
    for table in tables:
        for line in table.lines[:FIRST_LINES]:
            found = {column_of(cell) for cell in line.cells}
            if found.issuperset(NEEDED):
                return NO_LENGTH
    return NO_HEADINGS
