"""A Word file: opened again by the library that others use too."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from html.parser import HTMLParser

import docx
import pytest
from docx.document import Document as WordFile
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.documents import tree
from journal.documents.docx import to_docx
from journal.documents.html import to_html
from tests.documents.examples import (
    CODES,
    HOSTILE,
    PIECES,
    document,
    everywhere,
    paragraph,
    pieces_of,
    portfolio,
    text,
)

ARABIC, EMOJI = "تحدثنا بهدوء", "🫖👩🏽‍💻"


class Headings(HTMLParser):
    """The headings of an HTML file, with their levels."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[int, str]] = []
        self._level = 0
        self.feed(html)

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        if re.fullmatch("h[1-6]", tag):
            self._level = int(tag[1])
            self.found.append((self._level, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == f"h{self._level}":
            self._level = 0

    def handle_data(self, data: str) -> None:
        if self._level:
            level, words = self.found[-1]
            self.found[-1] = level, words + data


@pytest.fixture(scope="module")
def made() -> bytes:
    return to_docx(portfolio())


@pytest.fixture(scope="module")
def opened(made: bytes) -> WordFile:
    return read(made)


def read(made: bytes) -> WordFile:
    return docx.Document(io.BytesIO(made))


def headings(opened: WordFile) -> list[tuple[int, str]]:
    """Title and headings as (level in HTML, words)."""
    levels = {"Title": 1, "TOC Heading": 2, **{f"Heading {one}": one + 1 for one in range(1, 6)}}
    return [
        (levels[name], "".join(node.text or "" for node in each.iter(qn("w:t"))))
        for each, name in styled(opened)
        if name in levels
    ]


def styled(opened: WordFile) -> Iterator[tuple[BaseOxmlElement, str]]:
    """Every paragraph, with the name of its style."""
    names = {style.style_id: style.name for style in opened.styles}
    for each in opened.element.body.iter(qn("w:p")):
        [*found] = each.iter(qn("w:pStyle"))
        yield each, str(names[found[0].get(qn("w:val"))]) if found else "Normal"


def test_it_has_the_headings_of_the_html(opened: WordFile) -> None:
    expected = Headings(to_html(portfolio())).found
    assert len(expected) > 2 * PIECES
    assert headings(opened) == expected


def test_the_contents_are_a_field_with_a_line_for_every_section(opened: WordFile) -> None:
    body = opened.element.body
    [field] = [node.text for node in body.iter(qn("w:instrText"))]
    assert field.split()[:3] == ["TOC", "\\o", '"1-1"']
    kinds = [node.get(qn("w:fldCharType")) for node in body.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"]
    assert [name for _, name in styled(opened)].count("toc 1") == PIECES + 2
    [asks] = opened.settings.element.iter(qn("w:updateFields"))
    assert asks.get(qn("w:val")) == "true"


def test_every_way_inside_leads_to_a_place_that_is_there_once(opened: WordFile) -> None:
    body = opened.element.body
    places = [node.get(qn("w:name")) for node in body.iter(qn("w:bookmarkStart"))]
    numbers = [node.get(qn("w:id")) for node in body.iter(qn("w:bookmarkStart"))]
    ways = [way for node in body.iter(qn("w:hyperlink")) if (way := node.get(qn("w:anchor")))]
    assert len(set(places)) == len(places) == len(set(numbers))
    assert set(ways) <= set(places)
    annex = opened.tables[-1]
    assert len(annex.rows) == len(CODES) + 1
    for index, row in enumerate(annex.rows[1:]):
        there = [node.get(qn("w:anchor")) for node in row._tr.iter(qn("w:hyperlink"))]
        assert there == [f"piece_{number}" for number in pieces_of(index)]
        back = f"row_{CODES[index].lower()}"
        assert ways.count(back) == len(there)


def test_tables_say_which_row_heads_them_and_what_they_are(opened: WordFile) -> None:
    for table, caption in zip(opened.tables, ("Who vouches", "Map"), strict=True):
        first, *others = [row._tr for row in table.rows]
        assert list(first.iter(qn("w:tblHeader")))
        assert not [row for row in others if list(row.iter(qn("w:tblHeader")))]
        [said] = table._tbl.iter(qn("w:tblCaption"))
        assert said.get(qn("w:val")) == caption


def test_it_says_its_language_and_what_it_is(opened: WordFile) -> None:
    languages = {node.get(qn("w:val")) for node in opened.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}
    told = opened.core_properties
    assert (told.title, told.author) == ("Portfolio of evidence", "Robin Example")
    assert told.created == told.modified
    assert told.created is not None
    assert told.created.date() == date(2026, 4, 12)


def test_equal_documents_are_equal_files(made: bytes) -> None:
    assert to_docx(portfolio()) == made
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        moments = {datetime(*about.date_time) for about in package.infolist()}
        assert moments == {datetime(1980, 1, 1)}
        assert not [name for name in package.namelist() if "thumbnail" in name]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(words: str) -> None:
    found = "".join(node.text or "" for node in read(to_docx(everywhere(words))).element.body.iter(
        qn("w:t")))  # fmt: skip
    assert found.count(words) >= 25


def test_words_that_run_to_the_left_are_marked_so() -> None:
    opened = read(to_docx(document(paragraph(f"{ARABIC} {EMOJI}"), paragraph("To the right"))))
    leftwards, rightwards = opened.paragraphs[-2:]
    assert leftwards.text == f"{ARABIC} {EMOJI}"
    assert list(leftwards._p.iter(qn("w:bidi")))
    assert not list(rightwards._p.iter(qn("w:bidi")))


def test_a_wide_table_goes_on_below_with_every_cell() -> None:
    header = tuple(text(f"head{column}") for column in range(40))
    rows = tuple(tuple(text(f"r{row}c{column}") for column in range(40)) for row in range(3))
    opened = read(to_docx(document(tree.Table(header, rows, "Wide"))))
    assert len(opened.tables) == 5
    found = {cell.text for table in opened.tables for row in table.rows for cell in row.cells}
    assert found == {each[0].text for line in (header, *rows) for each in line}


def test_a_title_of_ten_thousand_characters_is_whole_in_the_text() -> None:
    long = "long " * 2000
    opened = read(to_docx(everywhere(long)))
    assert (1, long) in headings(opened)
    assert len(opened.core_properties.title) == 255


def test_links_out_lead_where_they_say_and_are_kept_once() -> None:
    address = "https://example.org/a?b=1&c=%C3%A9#d"
    link = tree.Link(text("the page"), address)
    opened = read(to_docx(document(tree.Paragraph((link, link)))))
    targets = [each.target_ref for each in opened.part.rels.values() if each.is_external]
    assert targets == [address]


def test_each_ordered_list_begins_where_it_should() -> None:
    one = tree.OrderedList(((paragraph("a"),), (paragraph("b"),)))
    four = tree.OrderedList(((paragraph("c"), tree.BulletList(((paragraph("d"),),))),), 4)
    opened = read(to_docx(document(one, four)))
    lists = opened.part.numbering_part.element
    starts = {
        each.get(qn("w:numId")): begins[0].get(qn("w:val"))
        for each in lists.iter(qn("w:num"))
        if (begins := list(each.iter(qn("w:startOverride"))))
    }
    used = [node.get(qn("w:val")) for node in opened.element.body.iter(qn("w:numId"))]
    assert [starts.get(number) for number in used] == ["1", "1", "4", None]


@settings(max_examples=25, deadline=None)
@given(st.text())
def test_whatever_people_type_can_be_opened_again(words: str) -> None:
    assert headings(read(to_docx(everywhere(words))))[0][0] == 1


def test_a_document_may_be_nearly_empty() -> None:
    bare = tree.Document("T", "", document().date, tree.Cover("T"), ())
    assert headings(read(to_docx(bare))) == [(1, "T"), (2, "Contents")]
