"""A table from CSV: whichever letters, whichever mark between the cells."""

import csv
import io
from collections import Counter

from journal.documents.table import (
    MOST_COLUMNS,
    MOST_LETTERS_IN_A_CELL,
    MOST_LINES,
    CannotRead,
    Line,
    Table,
    too_many,
)

BETWEEN = (",", ";", "\t", "|")
LOOKED_AT = 20
NOT_A_TABLE = (
    "This does not look like a table. Please choose a file in CSV or XLSX; in a spreadsheet, "
    "“Save as” offers both."
)


def csv_table(content: bytes) -> Table:
    """The filled lines of a CSV file. CannotRead says what is wrong, and on which line."""
    text = decoded(content)
    text, between = told_between(text)
    if between is None:
        between = likeliest(text)
    lines: list[Line] = []
    for number, cells in rows_of(text, between):
        if len(cells) > MOST_COLUMNS:
            raise CannotRead(f"Line {number} has more than {MOST_COLUMNS} columns. {NOT_A_TABLE}")
        while cells and not cells[-1].strip():
            cells.pop()
        if cells:
            lines.append(Line(number, tuple(cells)))
        if len(lines) > MOST_LINES + 1:
            raise too_many()
    return Table("", tuple(lines), is_guarded=True)


def decoded(content: bytes) -> str:
    """The text of a file, in whichever of the usual ways its letters are written."""
    for way in likely_ways(content):
        try:
            text = content.decode(way)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise CannotRead(NOT_A_TABLE)


def likely_ways(content: bytes) -> tuple[str, ...]:
    """Encodings to try, the surest first."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    if content[1:40:2].count(0) > 10:
        return ("utf-16-le",)
    if content[0:40:2].count(0) > 10:
        return ("utf-16-be",)
    return ("utf-8-sig", "cp1252")


def told_between(text: str) -> tuple[str, str | None]:
    """The text without the line `sep=;` by which Excel says what stands between cells."""
    first, _, rest = text.partition("\n")
    told = first.strip().strip('"')
    if told.lower().startswith("sep=") and len(told) == len("sep=;"):
        return "\n" + rest, told[-1]
    if told.lower() == "sep=":
        return "\n" + rest, "\t"
    return text, None


def likeliest(text: str) -> str:
    """The mark that cuts the first lines into the same number of cells, and into the most."""

    def evenness(mark: str) -> tuple[int, int]:
        rows = rows_of(text[:20_000], mark, strict=False)
        counts = Counter(
            len(cells) for _, (_, cells) in zip(range(LOOKED_AT), rows, strict=False) if cells
        )
        return max(
            ((number * (cells > 1), cells) for cells, number in counts.items()), default=(0, 0)
        )

    return max(BETWEEN, key=evenness)


def rows_of(text: str, between: str, *, strict: bool = True) -> "Rows":
    """Each line that is a row, with its number in the file."""
    return Rows(text, between, strict=strict)


class Rows:
    """Goes through the rows of a CSV text and tells by line what is wrong with it."""

    def __init__(self, text: str, between: str, *, strict: bool) -> None:
        """Begin at the first line."""
        self.reader = csv.reader(io.StringIO(text, newline=""), delimiter=between, strict=strict)

    def __iter__(self) -> "Rows":
        """Itself."""
        return self

    def __next__(self) -> tuple[int, list[str]]:
        """The next row and the line it begins on."""
        number = self.reader.line_num + 1
        try:
            row = next(self.reader)
        except csv.Error as error:
            raise CannotRead(wrong_at(number)) from error
        if any(len(cell) > MOST_LETTERS_IN_A_CELL for cell in row):
            raise CannotRead(wrong_at(number))
        return number, row


def wrong_at(number: int) -> str:
    """What to look for in a line that cannot be read."""
    return (
        f'On line {number} a cell is too long, or a quotation mark (") opens and does not close '
        "where it should."
    )
