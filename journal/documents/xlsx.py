"""A workbook for Excel and its kin: rows in, bytes out, and nothing in it that runs."""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import xlsxwriter

Cell = str | int | float | date | None

FORBIDDEN_IN_TITLES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
LONGEST_TITLE = 31
"""In the units of UTF-16, as Excel counts."""
LONGEST_CELL = 32_767
CANNOT_STAND = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
LOOKS_LIKE_A_FORMULA = re.compile(r"[=+\-@]")
ALWAYS_THE_SAME_DAY = datetime(2020, 1, 1)
OUR_GREEN = "#2F5D50"


@dataclass(frozen=True)
class Sheet:
    """One sheet: a heading for each column, rows of text, numbers and dates, and how wide each
    column is in letters. Yes or no is said in words, by whoever makes the rows."""

    title: str
    header: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    widths: Sequence[int] = ()


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """The sheets as one XLSX file. The same sheets make the same bytes, whenever they are made.

    Text stays text, also when it begins as a formula would.
    """
    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "dd/mm/yyyy",
    }
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"created": ALWAYS_THE_SAME_DAY})
    for sheet, title in zip(sheets, titles_of(sheets), strict=True):
        fill(book, book.add_worksheet(title), sheet)
    book.close()
    return out.getvalue()


def fill(book: xlsxwriter.Workbook, page: xlsxwriter.worksheet.Worksheet, sheet: Sheet) -> None:
    """Write one sheet: a heading that stays in sight and can be filtered, then the rows."""
    head = book.add_format(
        {"bold": True, "font_color": "#FFFFFF", "bg_color": OUR_GREEN, "text_wrap": True}
    )
    wrapped = {"text_wrap": True, "valign": "top"}
    formats = {
        "text": book.add_format(wrapped),
        "formula": book.add_format({**wrapped, "quote_prefix": True}),
        "date": book.add_format({"num_format": "dd/mm/yyyy", "valign": "top", "align": "left"}),
        "number": book.add_format({"valign": "top"}),
    }
    for column, text in enumerate(sheet.header):
        page.write_string(0, column, showable(text), head)
    for at, row in enumerate(sheet.rows, start=1):
        for column, value in enumerate(row):
            write(page, at, column, value, formats)
    for column, width in enumerate(sheet.widths):
        page.set_column(column, column, width)
    page.freeze_panes(1, 0)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    if sheet.rows and sheet.header:
        page.autofilter(0, 0, len(sheet.rows), len(sheet.header) - 1)


def write(
    page: xlsxwriter.worksheet.Worksheet,
    row: int,
    column: int,
    value: Cell,
    formats: dict[str, object],
) -> None:
    """Write one cell by its kind, never by what its text looks like."""
    if value is None or value == "":
        return
    if isinstance(value, date):
        page.write_datetime(row, column, value, formats["date"])
    elif isinstance(value, str):
        kind = "formula" if LOOKS_LIKE_A_FORMULA.match(value) else "text"
        page.write_string(row, column, showable(value), formats[kind])
    else:
        page.write_number(row, column, value, formats["number"])


def showable(text: str) -> str:
    """Text that a cell can hold: nothing that XML refuses, and a mark where it is cut."""
    text = CANNOT_STAND.sub("", text).encode("utf-8", "replace").decode("utf-8")
    fits = len(text.encode("utf-16-le")) <= 2 * LONGEST_CELL
    return text if fits else cut(text, LONGEST_CELL - 4) + " ..."


def titles_of(sheets: Sequence[Sheet]) -> list[str]:
    """A title for each sheet that the format allows and no other sheet has."""
    titles: list[str] = []
    for number, sheet in enumerate(sheets, start=1):
        wanted = FORBIDDEN_IN_TITLES.sub(" ", showable(sheet.title)).strip(" '")
        title = cut(wanted, LONGEST_TITLE).strip(" '")
        taken = {other.casefold() for other in titles} | {"history", ""}
        if title.casefold() in taken:
            title = f"{cut(wanted, LONGEST_TITLE - 4)} {number}".strip(" '")
        titles.append(title)
    return titles


def cut(text: str, longest: int) -> str:
    """The beginning of a text, counted as spreadsheets count: an emoji is two or more."""
    return text.encode("utf-16-le")[: 2 * longest].decode("utf-16-le", "ignore")
