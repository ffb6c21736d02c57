"""Tables of earlier evidence as people keep them."""

import io
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest

from journal.documents.csv_out import csv_bytes
from journal.documents.table import CannotRead
from journal.domain.entry_kind import EntryKind
from journal.elsewhere.reading import columns
from journal.elsewhere.reading.columns import Column
from journal.elsewhere.reading.found import Thing
from journal.elsewhere.reading.reading import read
from journal.hours import columns as columns_of_hours
from tests.elsewhere.made import PNG, zipped

HEAD = "Title,Date,What happened,KSBs\n"


def line(text: str, head: str = HEAD) -> Thing:
    """The one line of a table."""
    (thing,) = read((head + text + "\n").encode()).things
    return thing


def sheet(*rows: tuple[Any, ...], merge: str = "") -> bytes:
    """A workbook."""
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    if merge:
        book.active.merge_cells(merge)
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("known", [columns.column_of, columns_of_hours.column_of])
def test_a_heading_as_long_as_a_page_is_none_and_keeps_nobody_busy(known: Any) -> None:
    """Looking for what it says in brackets would take time that grows with its square."""
    assert known("Date (when it was)").value == "Date"
    assert known("Date " + "(" * 30_000 + ")") is None


def test_the_columns_of_others_are_known() -> None:
    head = "Evidence name;Date of activity;Reflection;KSB codes;Evidence type;Duration;URL;Colour\n"
    text = "Tea;3/2/2025;We talked;K4, S2;Workshop;1h 30m;https://a.example/x;red\n"
    found = read((head + text).encode("cp1252"))
    (thing,) = found.things
    assert (thing.title, thing.dated, thing.text) == ("Tea", date(2025, 2, 3), "We talked")
    assert (thing.kind, thing.minutes, thing.ksbs) == (EntryKind.TRAINING, 90, "K4, S2")
    assert thing.ending == ["Link: [https://a.example/x](https://a.example/x)"]
    assert thing.notes == ["“Workshop” becomes “Training”."]
    assert found.notes == ("These columns are not brought in: “Colour”.",)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2025-02-03", date(2025, 2, 3)),
        ("3/2/2025", date(2025, 2, 3)),
        ("03.02.25", date(2025, 2, 3)),
        ("3 February 2025", date(2025, 2, 3)),
        ("Mon 3 Feb 2025", date(2025, 2, 3)),
        ("2025-02-03T09:00:00Z", date(2025, 2, 3)),
    ],
)
def test_days_as_people_write_them(said: str, day: date) -> None:
    assert line(f"A,{said},w,").dated == day


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("A,,w,", "There is no date."),
        ("A,last spring,w,", "no day that we can read"),
        ("A,02/25/2025,w,", "has the month before the day"),
        (",03/02/2025,,", "neither a title"),
    ],
)
def test_what_is_amiss_is_told_by_the_line(text: str, problem: str) -> None:
    thing = line(text)
    assert thing.where == "Line 2"
    assert [problem in said for said in thing.problems] == [True]


def test_where_some_days_have_the_month_first_the_others_are_asked_about() -> None:
    table = f"{HEAD}A,02/25/2025,w,\nB,03/04/2025,w,\nC,05/05/2025,w,\nD,2025-04-03,w,\n"
    _, unclear, same, plain = read(table.encode()).things
    assert "could be two days" in unclear.problems[0]
    assert (same.problems, plain.problems) == ([], [])


def test_formulas_and_merged_cells_stop_their_lines() -> None:
    rows = [("Title", "Date", "What happened"), ("A", datetime(2025, 2, 3), "=1+1"),
            ("B", datetime(2025, 2, 3), "w"), (None, datetime(2025, 2, 3), "w")]  # fmt: skip
    formula, first, second = read(sheet(*rows, merge="A3:A4")).things
    assert "formula in C2" in formula.problems[0]
    assert "A3:A4 are merged" in first.problems[0]
    assert "A3:A4 are merged" in second.problems[0]
    assert first.dated == date(2025, 2, 3)


def test_text_that_would_be_a_formula_is_text() -> None:
    thing = line('=HYPERLINK("http://x")|"&A1,03/02/2025,@SUM(1),'.replace('"', ""))
    assert thing.title.startswith("=HYPERLINK")
    assert thing.text == "@SUM(1)"


def test_our_template_is_understood_and_empty() -> None:
    head = csv_bytes(list(Column), [])
    assert read(head + b"A,2025-02-03,w,K4,Mutual,Note,1,30,,\r\n").things[0].minutes == 90
    assert read(head).things == ()


def test_files_come_with_the_table_in_one_zip() -> None:
    table = "Title,Date,File name\nA,2025-02-03,map.png\nB,2025-02-03,../map.png; gone.png\n"
    first, second = read(zipped({"evidence/list.csv": table, "evidence/map.png": PNG})).things
    assert [file.read() for file in first.files] == [PNG]
    assert second.files == []
    assert second.ending == ["File there: ../map.png", "File there: gone.png"]


def test_without_a_date_column_nothing_is_guessed() -> None:
    with pytest.raises(CannotRead, match="could not find the columns"):
        read(b"Title,Words\nA,b\n")
