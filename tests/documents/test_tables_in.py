"""Tables from elsewhere: read as they really come, or refused in a sentence that helps."""

import io
import struct
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest

from journal.documents.days_in import day_of, minutes_of
from journal.documents.table import MOST_LINES, CannotRead, Formula, Value
from journal.documents.tables_in import tables_of

TEXT = "Date,What\r\n03/11/2026,Café visit — listening\r\n"
Fill = Callable[[openpyxl.Workbook], None]


def made(fill: Fill) -> bytes:
    """A workbook as a spreadsheet program saves it."""
    book, out = openpyxl.Workbook(), io.BytesIO()
    fill(book)
    book.save(out)
    return out.getvalue()


def changed(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """A workbook with one of its parts tampered with."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, change(text) if name == part else text)
    return out.getvalue()


def rows(*values: tuple[object, ...]) -> bytes:
    """A workbook of one sheet with these rows."""

    def fill(book: openpyxl.Workbook) -> None:
        for row in values:
            book.active.append(row)

    return made(fill)


def cells(content: bytes) -> list[tuple[Value, ...]]:
    """The filled lines of the first sheet."""
    return [line.cells for line in tables_of(content)[0].lines]


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode("utf-8"),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("cp1252"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.replace(",", ";").encode(),
        TEXT.replace(",", "\t").encode(),
        TEXT.replace(",", "|").encode(),
        ("sep=;\r\n" + TEXT.replace(",", ";")).encode(),
        TEXT.replace("\r\n", "\n").encode(),
        TEXT.replace("\r\n", "\r").encode(),
        ("\r\n,,\r\n" + TEXT + " , \r\n").encode(),
    ],
)
def test_csv_is_read_however_it_is_written(content: bytes) -> None:
    assert cells(content) == [("Date", "What"), ("03/11/2026", "Café visit — listening")]


def test_a_semicolon_file_may_have_commas_in_its_texts() -> None:
    text = "Date;What;Hours\n1/2/2026;one, two, three, four;1,5\n2/2/2026;five;2\n"
    assert cells(text.encode())[1] == ("1/2/2026", "one, two, three, four", "1,5")


def test_a_cell_may_run_over_lines_and_the_next_line_keeps_its_number() -> None:
    table = tables_of(b'Date,What\n1/2/2026,"one\ntwo"\n2/2/2026,three\n')[0]
    assert [line.number for line in table.lines] == [1, 2, 4]
    assert table.lines[1].cells == ("1/2/2026", "one\ntwo")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf\r\n", "empty"),
        (b"\0" * 100, "empty"),
        (b",,,\n,,\n", "no filled lines"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n....", "picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "password"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "web page"),
        (b"\x01\x02\x00\x03binary\x00\x81\x8d", "not look like a table"),
        (b'a,b\n1,"never closed\n2,x\n', "line 2"),
        (b"a," + b"x" * 40_000, "line 1"),
        (b"1," * 80, "60 columns"),
        (b"x" * (6 * 1024 * 1024), "larger than 5 MB"),
        (b"a,b\n" * (MOST_LINES + 5), "more than 5,000 lines"),
        (b"PK\x03\x04 not really", "damaged"),
    ],
)
def test_what_is_no_table_is_told_in_a_sentence(content: bytes, says: str) -> None:
    with pytest.raises(CannotRead, match=says):
        tables_of(content)


def test_a_workbook_gives_its_values_by_their_kind() -> None:
    day = datetime(2026, 11, 3)
    content = rows(("Date", "What", "Hours"), (day, "A talk", 1.5), (), (day, True, time(1, 30)))
    table = tables_of(content)[0]
    assert [line.number for line in table.lines] == [1, 2, 4]
    assert table.lines[1].cells == (day, "A talk", 1.5)
    assert table.lines[2].cells == (day, "yes", time(1, 30))


def test_a_formula_is_named_and_never_taken() -> None:
    assert cells(rows(("Hours",), ("=1+1",), ("text",)))[1] == (Formula("A2"),)


def test_text_that_only_looks_like_a_formula_is_text() -> None:
    def fill(book: openpyxl.Workbook) -> None:
        book.active["A1"].value = "=1+1"
        book.active["A1"].data_type = "s"

    assert cells(made(fill)) == [("=1+1",)]


def test_merged_cells_are_told_with_their_lines() -> None:
    def fill(book: openpyxl.Workbook) -> None:
        for row in (("Date", "What"), ("1/2/2026", "a"), ("", "b")):
            book.active.append(row)
        book.active.merge_cells("A2:A3")

    merged = tables_of(made(fill))[0].merged
    assert [(each.place, each.first, each.last) for each in merged] == [("A2:A3", 2, 3)]


def test_every_sheet_in_sight_is_read_and_no_other() -> None:
    def fill(book: openpyxl.Workbook) -> None:
        book.active.append(("one",))
        book.create_sheet("Two").append(("two",))
        book.create_sheet("Empty")
        hidden = book.create_sheet("Hidden")
        hidden.append(("three",))
        hidden.sheet_state = "hidden"

    assert [table.title for table in tables_of(made(fill))] == ["Sheet", "Two"]


def test_a_sheet_that_says_a_wrong_size_is_read_whole() -> None:
    content = changed(
        rows(("a", "b"), ("c", "d")),
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b'ref="A1:B2"', b'ref="A1:A1"'),
    )
    assert cells(content) == [("a", "b"), ("c", "d")]


def test_a_workbook_that_counts_days_from_1904_says_so() -> None:
    content = changed(
        rows(("Date",), (44_502,)),
        "xl/workbook.xml",
        lambda xml: xml.replace(b"<workbookPr/>", b'<workbookPr date1904="1"/>'),
    )
    table = tables_of(content)[0]
    assert day_of(table.lines[1].cells[0], table.day_zero) == date(2025, 11, 3)


def test_more_lines_than_are_read_at_once_are_refused() -> None:
    with pytest.raises(CannotRead, match="more than 5,000 lines"):
        tables_of(rows(*[("x",)] * (MOST_LINES + 5)))


def test_a_long_empty_stretch_is_not_read_in_silence() -> None:
    def fill(book: openpyxl.Workbook) -> None:
        book.active["A1"] = "a"
        book.active["A1000000"] = "z"

    table = tables_of(made(fill))[0]
    assert [line.cells for line in table.lines] == [("a",)]
    assert "After line 1 " in table.notes[0]


def test_a_workbook_that_unpacks_to_a_mountain_is_refused() -> None:
    mountain = changed(rows(("a",)), "xl/styles.xml", lambda xml: xml + b" " * 50_000_000)
    assert len(mountain) < 200_000
    with pytest.raises(CannotRead, match="far larger inside"):
        tables_of(mountain)


def test_a_size_that_lies_does_not_help_a_mountain() -> None:
    mountain = bytearray(
        changed(rows(("a",)), "xl/styles.xml", lambda xml: xml + b" " * 50_000_000)
    )
    at = mountain.rindex(b"PK\x01\x02", 0, mountain.rindex(b"xl/styles.xml"))
    mountain[at + 24 : at + 28] = struct.pack("<I", 10)
    with pytest.raises(CannotRead):
        tables_of(bytes(mountain))


@pytest.mark.parametrize(
    ("part", "before", "more"),
    [
        ("xl/styles.xml", b"</styleSheet>", b"<xf/>" * 400_001),
        ("xl/workbook.xml", b"</workbook>", b"<a></a>" * 400_001),
        ("xl/worksheets/sheet1.xml", b"</sheetData>", b'<row r="9">%b</row>' % (b"<c/>" * 700_001)),
        ("xl/worksheets/sheet1.xml", b"</worksheet>", b'<mergeCell ref="A1:A2"/>' * 5_001),
        ("xl/worksheets/sheet1.xml", b"</worksheet>", b"<!--sst-->" + b"<a/>" * 400_001),
    ],
)
def test_a_workbook_that_is_small_and_takes_minutes_to_read_is_not_read(
    part: str, before: bytes, more: bytes
) -> None:
    content = changed(rows(("a",)), part, lambda xml: xml.replace(before, more + before))
    with pytest.raises(CannotRead, match="far larger inside"):
        tables_of(content)


@pytest.mark.parametrize("letters", ["utf-8", "utf-16"])
@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"])
def test_a_workbook_that_defines_entities_is_refused(part: str, letters: str) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "xxxx"><!ENTITY y "&x;&x;">]><a>&y;</a>'
    content = changed(rows(("a",)), part, lambda xml: bomb.encode(letters))
    with pytest.raises(CannotRead, match="not opened"):
        tables_of(content)


@pytest.mark.parametrize(
    ("part", "says"),
    [("mimetype", "OpenDocument"), ("xl/workbook.bin", "binary"), ("word/document.xml", "no work")],
)
def test_another_kind_of_file_in_a_zip_is_named(part: str, says: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(part, "x")
    with pytest.raises(CannotRead, match=says):
        tables_of(out.getvalue())


@pytest.mark.parametrize("number", ["1E999", "-1E999", "9" * 400])
def test_a_number_that_no_sheet_can_hold_is_shown_as_sheets_show_it(number: str) -> None:
    one = b"<v>46329</v>"
    book = changed(
        rows((46_329,)),
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(one, one.replace(b"46329", number.encode())),
    )
    (found,) = cells(book)[0]
    assert found == "#NUM!"
    assert day_of(found) is None


def test_a_sheet_made_to_keep_the_reader_busy_is_read_at_once() -> None:
    """Looked for the way it once was, this took hours."""
    busy = b"<!-- " + b"<mergeCell " * 100_000 + b" -->"
    book = changed(
        rows(("a",)),
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b"</worksheet>", busy + b"</worksheet>"),
    )
    assert tables_of(book)[0].merged == ()
    assert day_of("t" * 30_000) is None
    assert minutes_of("1" * 30_000, unit=60) is None


def test_a_workbook_cut_short_is_refused() -> None:
    whole = rows(("a",))
    with pytest.raises(CannotRead, match="damaged"):
        tables_of(whole[: len(whole) // 2])


@pytest.mark.parametrize(
    "written",
    [
        "03/11/2026", "3/11/2026", "3-11-2026", "3.11.2026", "3/11/26", "2026-11-03", "2026/11/3",
        "3 November 2026", "3rd November 2026", "3 Nov 26", "3-Nov-2026", "Tue 3 Nov 2026",
        "Tuesday, 3 November 2026", "November 3, 2026", "Nov 3rd 2026", " 03/11/2026 00:00:00 ",
        "2026-11-03T09:30:00Z", "3rd of November 2026", "46329", date(2026, 11, 3),
        datetime(2026, 11, 3, 9, 30), 46_329, 46_329.0,
    ],
)  # fmt: skip
def test_a_day_is_read_as_people_in_britain_write_it(written: Value) -> None:
    assert day_of(written) == date(2026, 11, 3)


@pytest.mark.parametrize(
    "written",
    ["", "soon", "11/13/2026", "31/02/2026", "2026-13-01", "3 Mai 2026", "12", 12, 3.7, None,
     "November 2026", "3/11", "0/0/2026", "99999", Formula("A1"), "3 Octomber 2026"],
)  # fmt: skip
def test_what_is_no_day_is_not_made_one(written: Value) -> None:
    assert day_of(written) is None


@pytest.mark.parametrize(
    "written",
    ["1.5", "1,5", "1:30", "01:30:00", "1h 30m", "1 h 30 min", "1 hour 30 minutes", "90 min",
     "1 hr, 30 mins", "1½", "1.5 hours", "90m", 1.5, time(1, 30), timedelta(minutes=90)],
)  # fmt: skip
def test_a_length_of_time_is_read_as_people_write_it(written: Value) -> None:
    assert minutes_of(written, unit=60) == 90


@pytest.mark.parametrize("written", ["", "a while", "-1", "1.5.5", None, Formula("A1"), "1:75"])
def test_what_is_no_length_of_time_is_not_made_one(written: Value) -> None:
    assert minutes_of(written, unit=60) is None


def test_a_bare_number_counts_in_the_unit_of_its_column() -> None:
    assert [minutes_of(value, unit=1) for value in ("45", 45, "1h")] == [45, 45, 60]
    assert minutes_of(datetime(1900, 1, 1, 2, 0), unit=60) == 26 * 60
