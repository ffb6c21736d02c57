"""A workbook for Excel and its kin: rows in, bytes out, and nothing in it that runs."""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import zip_longest
from textwrap import wrap
from unicodedata import east_asian_width

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

Cell = str | int | float | date | None

FORBIDDEN_IN_TITLES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
LONGEST_TITLE = 31
"""In the units of UTF-16, as Excel counts."""
LONGEST_CELL = 32_767
CANNOT_STAND = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
LOOKS_LIKE_A_FORMULA = re.compile(r"[=+\-@]")
ALWAYS_THE_SAME_DAY = datetime(2020, 1, 1)
FOR_EVER = "customHeight"
POINTS_A_LINE, HIGHEST, USUAL_WIDTH = 15, 405, 8
LONGEST_PROPERTY, LONGEST_AT_FOOT = 255, 50
OUR_GREEN, OUR_LINE = "#2F5D50", "#DDD3C2"


@dataclass(frozen=True)
class Sheet:
    """One sheet: a heading for each column, rows of text, numbers and dates, and how wide each
    column is in letters. Yes or no is said in words, by whoever makes the rows."""

    title: str
    header: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    widths: Sequence[int] = ()
    named_by: int = 0
    """How many columns at the left name the row, and stay in sight."""


@dataclass(frozen=True)
class About:
    """What a workbook is and whose, for its properties and the foot of each sheet on paper."""

    title: str = ""
    author: str = ""


class Page(Worksheet):  # type: ignore[misc]  # XlsxWriter says no types
    """A sheet whose rows have the height that their words ask for, as Excel writes it, and grow
    with them: what XlsxWriter calls the height of a row is one for ever."""

    def _xml_start_tag_unencoded(
        self, tag: str, attributes: Sequence[tuple[str, object]] = ()
    ) -> None:
        super()._xml_start_tag_unencoded(tag, [one for one in attributes if one[0] != FOR_EVER])


def workbook(sheets: Sequence[Sheet], about: About = About()) -> bytes:
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
    told = {name: cut(showable(text), LONGEST_PROPERTY) for name, text in vars(about).items()}
    book.set_properties({**told, "created": ALWAYS_THE_SAME_DAY})
    for sheet, title in zip(sheets, titles_of(sheets), strict=True):
        page = book.add_worksheet(title, Page)
        fill(book, page, sheet)
        page.set_footer(foot(about))
    book.close()
    return out.getvalue()


def fill(book: xlsxwriter.Workbook, page: Worksheet, sheet: Sheet) -> None:
    """Write one sheet: a heading that stays in sight and can be filtered, then the rows."""
    head = book.add_format(
        {"bold": True, "font_color": "#FFFFFF", "bg_color": OUR_GREEN, "text_wrap": True,
         "valign": "vcenter"}
    )  # fmt: skip
    ruled = {"valign": "top", "bottom": 1, "bottom_color": OUR_LINE}
    wrapped = {**ruled, "text_wrap": True}
    formats = {
        "text": book.add_format(wrapped),
        "formula": book.add_format({**wrapped, "quote_prefix": True}),
        "date": book.add_format({**ruled, "num_format": "dd/mm/yyyy", "align": "left"}),
        "number": book.add_format(ruled),
        "empty": book.add_format(ruled),
    }
    for column, text in enumerate(sheet.header):
        page.write_string(0, column, showable(text), head)
    for at, row in enumerate(sheet.rows, start=1):
        for column, value in enumerate(row):
            write(page, at, column, value, formats)
        lines = lines_in(row, sheet.widths)
        if lines > 1:
            page.set_row(at, min(lines * POINTS_A_LINE, HIGHEST))
    for column, width in enumerate(sheet.widths):
        page.set_column(column, column, width)
    page.freeze_panes(1, sheet.named_by)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    if sheet.rows and sheet.header:
        page.autofilter(0, 0, len(sheet.rows), len(sheet.header) - 1)


def lines_in(row: Sequence[Cell], widths: Sequence[int]) -> int:
    """How many lines the words of a row need, in the cell that needs the most. LibreOffice would
    show the first one only: it asks the file, and not the words."""
    spaced = (in_widths(each) if isinstance(each, str) else each for each in row)
    texts = zip_longest(spaced, widths[: len(row)], fillvalue=USUAL_WIDTH)
    needed = (
        sum(len(wrap(line, width)) or 1 for line in value.splitlines())
        for value, width in texts
        if isinstance(value, str) and (len(value) > width or "\n" in value)
    )
    return max(needed, default=1)


def in_widths(text: str) -> str:
    """The text with two signs for each that is twice as wide, such as a Chinese one."""
    if text.isascii():
        return text
    return "".join(sign * 2 if east_asian_width(sign) in "WF" else sign for sign in text)


def foot(about: About) -> str:
    """Below each sheet on paper: whose it is, what it is, and page x of y."""
    told = (begun(showable(each)) for each in (about.author, about.title) if each)
    whose = " \u00b7 ".join(told).replace("&", "&&")
    return f"&L{whose}&RPage &P of &N"


def write(
    page: Worksheet,
    row: int,
    column: int,
    value: Cell,
    formats: dict[str, object],
) -> None:
    """Write one cell by its kind, never by what its text looks like."""
    if value is None or value == "":
        page.write_blank(row, column, None, formats["empty"])
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


def begun(text: str) -> str:
    """As much of a text as fits at the foot; what is left out leaves a sign."""
    short = cut(text, LONGEST_AT_FOOT)
    return text if short == text else f"{short.rstrip()}\u2026"


def cut(text: str, longest: int) -> str:
    """The beginning of a text, counted as spreadsheets count: an emoji is two or more."""
    return text.encode("utf-16-le")[: 2 * longest].decode("utf-16-le", "ignore")
