"""Tables from XLSX: values only, read line by line, with walls against files made to do harm."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter

from journal.documents.table import (
    MOST_COLUMNS,
    MOST_LETTERS_IN_A_CELL,
    MOST_LINES,
    CannotRead,
    Formula,
    Line,
    Merged,
    Table,
    Value,
    too_many,
)

MOST_UNPACKED = 40 * 1024 * 1024
MOST_PARTS = 1_000
MOST_ELEMENTS = 400_000
"""In a part that is read at once: some take a tenth of a millisecond each."""
MOST_IN_A_SHEET = 700_000
MOST_MERGED = 5_000
MOST_SHEETS = 20
MOST_EMPTY_LINES = 2_000
FURTHEST_NUMBER = 1e15
TOO_FAR = "#NUM!"
"""What spreadsheets themselves show for a number that is none."""
MERGED = re.compile(
    rb"""<(?:\w+:)?mergeCell\s[^<>]*?ref=["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["']"""
)
DAMAGED = "This workbook is damaged and cannot be opened. Please save it again, or as CSV."
FAR_LARGER = (
    "This workbook is far larger inside than a table that somebody filled in. Please copy only the "
    "filled lines into a new one."
)
HARMFUL = "This workbook is not made as spreadsheets make them, so it was not opened."


def xlsx_tables(content: bytes) -> list[Table]:
    """The sheets of a workbook that are in sight. CannotRead says why there are none."""
    require_safe(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return read(content)
    except CannotRead:
        raise
    except Exception as error:  # whatever a damaged file sets off inside the parser
        raise CannotRead(DAMAGED) from error


def require_safe(content: bytes) -> None:
    """Unpack every part up to a limit and look for what a spreadsheet never needs.

    What a ZIP says of its own size cannot be trusted, so it is counted while unpacking.
    """
    left = MOST_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            require_workbook([part.filename for part in parts])
            for part in parts:
                with archive.open(part) as packed:
                    text = packed.read(left + 1)
                left -= len(text)
                plain = text.replace(b"\0", b"")
                if left < 0 or is_crowded(part.filename, plain):
                    raise CannotRead(FAR_LARGER)
                if b"<!DOCTYPE" in plain:
                    raise CannotRead(HARMFUL)
    except CannotRead:
        raise
    except Exception as error:  # zipfile raises many kinds for a broken or locked archive
        raise CannotRead(DAMAGED) from error


def is_crowded(name: str, text: bytes) -> bool:
    """Whether reading a part takes minutes, however small it is packed."""
    is_sheet = name.startswith("xl/worksheets/") and b"sst" not in text
    most = MOST_IN_A_SHEET if is_sheet else MOST_ELEMENTS
    return text.count(b"</") + text.count(b"/>") > most


def require_workbook(names: list[str]) -> None:
    """Say what a ZIP is that is not a workbook of this kind."""
    if len(names) > MOST_PARTS or len(names) != len(set(names)):
        raise CannotRead(HARMFUL)
    if "xl/workbook.xml" in names:
        return
    if "xl/workbook.bin" in names:
        raise CannotRead("This is a binary workbook (.xlsb). Please save it as .xlsx or CSV.")
    if "mimetype" in names:
        raise CannotRead(
            "This is an OpenDocument file. Please save it as “Excel 2007–365 (.xlsx)” or CSV."  # noqa: RUF001
        )
    raise CannotRead("This is no workbook. Please choose a file in XLSX or CSV.")


def read(content: bytes) -> list[Table]:
    """Every sheet in sight, line by line."""
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
    try:
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        day_zero = book.epoch.date()
        return [table_of(book, sheet, day_zero) for sheet in sheets[:MOST_SHEETS]]
    finally:
        book.close()


def table_of(book: Any, sheet: Any, day_zero: date) -> Table:
    """One sheet. What it says of its own size is not asked: many programs write it wrongly."""
    sheet.reset_dimensions()
    lines: list[Line] = []
    notes: list[str] = []
    empty = 0
    for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), start=1):
        line = Line(number, tuple(without_end(map(value_of, cells))))
        empty = 0 if line.cells else empty + 1
        if line.cells:
            lines.append(line)
        if len(lines) > MOST_LINES + 1:
            raise too_many()
        if empty > MOST_EMPTY_LINES:
            notes.append(
                f"After line {number - empty} come more than {MOST_EMPTY_LINES:,} empty lines. "
                "What may stand below them was not read."
            )
            break
    merged = tuple(merged_in(book._archive.read(sheet._worksheet_path)))
    return Table(str(sheet.title), tuple(lines), merged, tuple(notes), day_zero)


def value_of(cell: Any) -> Value:
    """What a cell holds: a formula is named by its place, an error of Excel's is its text."""
    value: Any = cell.value
    if value is None or value == "":
        return None
    if cell.data_type == "f":
        return Formula(f"{get_column_letter(cell.column)}{cell.row}")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        if len(value) > MOST_LETTERS_IN_A_CELL:
            raise CannotRead(f"The text in cell {cell.coordinate} is too long.")
        return value
    if isinstance(value, int | float) and not abs(value) < FURTHEST_NUMBER:
        return TOO_FAR
    known: Value = value
    return known


def without_end(values: Iterable[Value]) -> Iterator[Value]:
    """The values without the empty ones at the end."""
    waiting: list[Value] = []
    for value in values:
        waiting.append(value)
        if value is not None and not (isinstance(value, str) and not value.strip()):
            yield from waiting
            waiting = []


def merged_in(xml: bytes) -> Iterator[Merged]:
    """The joined cells of a sheet, which reading line by line does not tell."""
    for number, found in enumerate(MERGED.finditer(xml)):
        if number >= MOST_MERGED:
            raise CannotRead(FAR_LARGER)
        left, first, right, last = (part.decode() for part in found.groups())
        yield Merged(f"{left}{first}:{right}{last}", int(first), int(last))
