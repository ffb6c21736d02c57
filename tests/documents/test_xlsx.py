"""Workbooks: the same rows make the same bytes, and no text in them ever runs."""

import io
import zipfile
from datetime import date

import openpyxl
import pytest

from journal.documents.csv_out import csv_bytes, guarded, unguarded
from journal.documents.xlsx import LONGEST_CELL, About, Sheet, workbook

RUNS = ["=1+1", "+44", "-5", "@SUM(A1)", '=HYPERLINK("http://x.example","y")']


def opened(sheets: list[Sheet]) -> openpyxl.Workbook:
    """What another program reads of the workbook."""
    return openpyxl.load_workbook(io.BytesIO(workbook(sheets)))


def test_what_goes_in_comes_out() -> None:
    sheet = Sheet("Hours", ("Date", "What", "Minutes"), [(date(2026, 11, 3), "A talk", 90)], (12,))
    page = opened([sheet])["Hours"]
    assert [[cell.value for cell in row] for row in page.iter_rows(min_row=1, max_row=1)] == [
        ["Date", "What", "Minutes"]
    ]
    assert page["A2"].value.date() == date(2026, 11, 3)
    assert (page["B2"].value, page["C2"].value) == ("A talk", 90)


@pytest.mark.parametrize("text", [*RUNS, "http://x.example/"])
def test_text_stays_text(text: str) -> None:
    cell = opened([Sheet("A", ("What",), [(text,)])])["A"]["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_the_same_rows_make_the_same_bytes() -> None:
    sheets = [Sheet("A", ("What",), [("one",), (2,)])]
    assert workbook(sheets) == workbook(sheets)


def test_on_paper_and_on_the_screen_one_sees_whose_it_is_and_where_one_is() -> None:
    sheet = Sheet("A", ("KSB", "What"), [("K1", "one")], named_by=1)
    about = About("Mapping & more", "Robin Example")
    book = openpyxl.load_workbook(io.BytesIO(workbook([sheet], about)))
    page = book["A"]
    assert (book.properties.title, book.properties.creator) == ("Mapping & more", "Robin Example")
    assert (page.freeze_panes, page.auto_filter.ref) == ("B2", "A1:B2")
    assert page.print_title_rows == "$1:$1"
    assert (page.page_setup.orientation, page.page_setup.fitToHeight) == ("landscape", 0)
    assert page.oddFooter.left.text == "Robin Example \u00b7 Mapping && more"
    assert page.oddFooter.right.text == "Page &P of &N"
    assert workbook([sheet], about) == workbook([sheet], about)


def test_a_title_of_any_length_makes_a_workbook() -> None:
    about = About("&\x00\ud800\U0001fad6" * 2000, "y" * 10_000)
    book = openpyxl.load_workbook(io.BytesIO(workbook([Sheet("A", ("What",), [("x",)])], about)))
    assert len(book.properties.creator) <= 255
    assert len(book["A"].oddFooter.left.text) <= 255


def test_where_the_foot_is_cut_one_sees_it() -> None:
    about = About("Mapping form: Alongside, mostly: eleven months as a peer worker")
    book = openpyxl.load_workbook(io.BytesIO(workbook([Sheet("A", ("What",), [("x",)])], about)))
    foot = book["A"].oddFooter.left.text
    assert foot == "Mapping form: Alongside, mostly: eleven months as\u2026"


def test_a_row_is_as_high_as_its_words_and_goes_on_growing_with_them() -> None:
    words = ("short", "some words " * 8, "one\ntwo\nthree", "y " * 9999)
    sheets = [Sheet("A", ("KSB", "What"), [("K1", each) for each in words], (8, 30))]
    page = opened(sheets)["A"]
    heights = [page.row_dimensions[number].height for number in range(2, 6)]
    assert heights == [None, 4 * 15, 3 * 15, 405]
    with zipfile.ZipFile(io.BytesIO(workbook(sheets))) as packed:
        assert b"customHeight" not in packed.read("xl/worksheets/sheet1.xml")


def test_a_sign_that_is_twice_as_wide_takes_the_room_of_two() -> None:
    rows = [("同伴支持" * 10,), ("x" * 80,), ("é" * 80,)]
    page = opened([Sheet("A", ("What",), rows, (40,))])["A"]
    assert [page.row_dimensions[number].height for number in (2, 3, 4)] == [2 * 15] * 3


def test_titles_that_the_format_refuses_are_made_to_fit() -> None:
    titles = ["a/b:c", "A b c", "x" * 60, "", "History", "'quoted'", "\U0001fad6" * 40]
    book = opened([Sheet(title, ("What",), []) for title in titles])
    assert len(book.sheetnames) == len(titles)
    assert all(0 < len(name.encode("utf-16-le")) <= 2 * 31 for name in book.sheetnames)


def test_text_that_a_cell_cannot_hold_is_cut_where_everybody_sees_it() -> None:
    cell = opened([Sheet("A", ("What",), [("y" * 40_000,)])])["A"]["A2"]
    assert len(cell.value) == LONGEST_CELL
    assert cell.value.endswith(" ...")


def test_an_emoji_counts_as_a_spreadsheet_counts_it() -> None:
    cell = opened([Sheet("A", ("What",), [("\U0001fad6" * 20_000,)])])["A"]["A2"]
    assert len(cell.value.encode("utf-16-le")) <= 2 * LONGEST_CELL
    assert cell.value == "\U0001fad6" * ((LONGEST_CELL - 4) // 2) + " ..."


def test_control_characters_and_half_letters_do_no_harm() -> None:
    cell = opened([Sheet("A", ("What",), [("a\x00b\x0bc\ud800d\uffff",)])])["A"]["A2"]
    assert cell.value == "abc?d"


@pytest.mark.parametrize("text", [*RUNS, "\tx", "\rx", "＝1", "'=1", "''=1"])  # noqa: RUF001
def test_csv_guards_what_a_spreadsheet_would_run_and_gives_it_back(text: str) -> None:
    assert guarded(text) == "'" + text
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", ["", "a=b", "'tis", "''", "it's"])
def test_csv_leaves_other_text_as_it_is(text: str) -> None:
    assert guarded(text) == unguarded(text) == text


def test_csv_says_how_its_letters_are_written() -> None:
    made = csv_bytes(("Wörter",), [("=1",), (None,), (date(2026, 11, 3),)])
    assert made.startswith(b"\xef\xbb\xbf")
    assert made.decode("utf-8-sig").split() == ["Wörter", "'=1", '""', "2026-11-03"]
