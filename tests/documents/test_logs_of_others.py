"""Logs of hours as other systems and other hands write them: read right, or told line by line."""

import io
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest

from journal.content import Content, load
from journal.documents.tables_in import CannotRead, tables_of
from journal.hours.reading import How, Read, Reading, read_tables
from tests.content.conftest import CONTENT

TODAY = date(2026, 11, 22)
HEADINGS = "Date,Description,KSBs,Hours"


@pytest.fixture(scope="module")
def shipped() -> Content:
    """The content of the service."""
    return load(CONTENT)


def reading(content: bytes, shipped: Content) -> Reading:
    """What a file comes to."""
    return read_tables(tables_of(content), How(shipped.standard.framework, TODAY, all_paid=True))


def lengths(found: Reading) -> list[int | None]:
    """The minutes of each line; None where it would not go in."""
    return [each.written.minutes if each.written else None for each in found.lines]


def left_out(line: Read) -> bool:
    """Whether a line is told as a sum."""
    return not line.problems and line.notes == ["This is a sum, not a line, so it is left out."]


@pytest.mark.parametrize(
    ("written", "minutes"),
    [
        ("1.5", 90), ('"1,5"', 90), ("1:30", 90), ("1:30:00", 90), ("1h 30m", 90), ("1h30", 90),
        ("1hr 30", 90), ("90 mins", 90), ("1 hour and 30 minutes", 90), ("0.25", 15), ("0.33", 20),
        ("1:30 PM", None), ("10:30 am", None), ("one and a half", None), ("1:75", None),
        ("-1", None), ("25", None), ("0.0625", None),
    ],
)  # fmt: skip
def test_how_long_it_took_is_read_or_asked_about(
    written: str, minutes: int | None, shipped: Content
) -> None:
    text = f"{HEADINGS}\n03/11/2026,Planning,K1,{written}\n"
    found = reading(text.encode(), shipped)
    assert lengths(found) == [minutes]
    assert bool(found.lines[0].problems) is (minutes is None)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("03/11/2026 2:30 PM", 3), ("3/11/26", 3), ('"Tuesday, 3 November 2026"', 3),
        ("2026-11-03T10:00:00Z", 3), ("46329", 3), ("46329.5", 3), ("20261103", 3),
        ("11/22/2026", None), ("31/02/2026", None), ("20261303", None), ("1/12/2026", None),
    ],
)  # fmt: skip
def test_the_day_is_read_or_asked_about(written: str, day: int | None, shipped: Content) -> None:
    text = f"{HEADINGS}\n{written},Planning,K1,1\n"
    [line] = reading(text.encode(), shipped).lines
    assert (line.written and line.written.dated) == (day and date(2026, 11, day))
    assert bool(line.problems) is (day is None)


def test_sums_in_a_csv_file_are_left_out_and_said_so(shipped: Content) -> None:
    text = (
        f"{HEADINGS}\n03/11/2026,Planning,K1,1.5\nTotal,,,1.5\nTotal for November,,,1.5\n"
        ",,,1:30\n,Total hours:,,1.5\nSub-total,,,1.5\n,,,\n,,,\n"
        ",Total communication course,K1,2\n"
    )
    first, *sums, course = reading(text.encode(), shipped).lines
    assert first.written is not None
    assert [left_out(each) for each in sums] == [True] * 5
    assert course.problems == ["There is no date."], "a line without its day is no sum"


def test_a_time_of_day_is_never_taken_for_a_length(shipped: Content) -> None:
    """“Time” is often when it began: beside any other column for hours, that one is read."""
    text = "Date,Time,Duration,Description\n03/11/2026,10:30,1.5,Planning\n"
    found = reading(text.encode(), shipped)
    assert lengths(found) == [90]
    [note] = found.notes
    assert "“Duration”, column 3, is read, and “Time”, column 2, is not" in note
    text = "Date,Description,Start,End\n03/11/2026,Planning,9:00 AM,10:30 AM\n"
    with pytest.raises(CannotRead, match="none for how long it took"):
        reading(text.encode(), shipped)


def test_a_heading_that_stands_twice_is_told(shipped: Content) -> None:
    text = "Date,Description,Hours,Hours\n03/11/2026,Planning,1.5,2\n"
    found = reading(text.encode(), shipped)
    assert lengths(found) == [90]
    assert "more than one column for “Hours”" in found.notes[0]


def test_a_workbook_by_hand_is_told_line_by_line(shipped: Content) -> None:
    book, out = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    sheet.append(["My training log"])
    sheet.append([])
    sheet.append(["Date", "Activity", "KSB", "Duration (hh:mm)"])
    sheet.append([date(2026, 11, 3), "Cells of their own kinds", "K1 S2", time(1, 30)])
    sheet.append([datetime(2026, 11, 4, 9, 30), "Longer than a day", "K1", timedelta(hours=26)])
    sheet.append([46331, "A time that lost its look", "K1", 0.0625])
    sheet.append(["05/11/2026", "Worked out", "K1", "=1+1"])
    sheet.append(["06/11/2026", "Merged", "K1", 1])
    sheet.append([None, "Merged as well", "K1", 1])
    sheet.merge_cells("A8:A9")
    sheet.append(["Total", None, None, "=SUM(D4:D9)"])
    sheet["A900"] = " "
    hidden = book.create_sheet("Old")
    hidden.sheet_state = "hidden"
    hidden.append(["Date", "Description", "Hours"])
    hidden.append([date(2026, 1, 1), "Not in sight", 1])
    book.save(out)
    lines = {each.number: each for each in reading(out.getvalue(), shipped).lines}
    assert [number for number, each in lines.items() if each.written] == [4, 8]
    assert lines[4].written is not None
    assert (lines[4].written.minutes, lines[4].written.codes) == (90, ("K1", "S2"))
    for number, words in (
        (5, "between 1 minute and 24 hours"),
        (6, "not clear how long"),
        (7, "formula in D7"),
        (8, "A8:A9 are merged"),
        (9, "There is no date."),
    ):
        assert words in " ".join(lines[number].problems)
    assert left_out(lines[10])
    assert max(lines) == 10, "nothing of the empty rows, and nothing of the hidden sheet"
