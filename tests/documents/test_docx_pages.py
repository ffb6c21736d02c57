"""What a Word file says of its pages, and what their ends never cut in two."""

import io
from collections.abc import Iterator

import docx
import pytest
from docx.document import Document as WordFile
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from journal.documents import tree
from journal.documents.docx import to_docx
from tests.documents.examples import CODES, PIECES, document, paragraph, pieces_of, portfolio, text


def read(made: tree.Document) -> WordFile:
    return docx.Document(io.BytesIO(to_docx(made)))


@pytest.fixture(scope="module")
def opened() -> WordFile:
    return read(portfolio())


def fields(part: BaseOxmlElement) -> list[list[str]]:
    return [node.get(qn("w:instr")).split() for node in part.iter(qn("w:fldSimple"))]


def test_below_every_page_but_the_cover_stand_the_name_and_page_x_of_y(opened: WordFile) -> None:
    [page] = opened.sections
    foot = page.footer.paragraphs[0]
    assert foot.text.split() == ["Robin", "Example", "Portfolio", "of", "evidence", "Page", "of"]
    assert fields(foot._p) == [["PAGE"], ["NUMPAGES"]]
    assert page.different_first_page_header_footer
    assert page.first_page_footer.is_linked_to_previous


def test_below_a_page_a_title_of_ten_thousand_characters_is_one_line() -> None:
    foot = read(document(title="long " * 2000)).sections[0].footer.paragraphs[0].text
    assert len(foot) < 100
    assert "\u2026" in foot


def test_contents_annex_and_references_ask_for_the_pages_of_their_places(
    opened: WordFile,
) -> None:
    body = opened.element.body
    ways = {node.get(qn("w:anchor")) for node in body.iter(qn("w:hyperlink"))}
    asked = [words for words in fields(body) if words[0] == "PAGEREF"]
    named = [words[1] for words in asked]
    rows = sum(len(pieces_of(index)) for index in range(len(CODES)))
    assert len(asked) == (PIECES + 2) + rows + 1
    assert set(named) <= ways
    assert "the seventh piece (page\u00a0" in "".join(node.text for node in body.iter(qn("w:t")))


def with_style(opened: WordFile, style: str) -> Iterator[BaseOxmlElement]:
    """The paragraphs of a style."""
    for each in opened.element.body.iter(qn("w:p")):
        if [node.get(qn("w:val")) for node in each.iter(qn("w:pStyle"))] == [style]:
            yield each


def test_a_row_stays_whole_unless_it_would_fill_a_page() -> None:
    rows = ((text("short"),), (text("long " * 600),))
    [table] = read(document(tree.Table((text("What"),), rows))).tables
    whole = [bool(list(row._tr.iter(qn("w:cantSplit")))) for row in table.rows]
    assert whole == [True, True, False]


def test_a_heading_and_the_little_under_it_stay_on_one_page() -> None:
    little = (tree.Heading(3, "Little"), paragraph("One"), tree.BulletList(((paragraph("Two"),),)))
    much = (tree.Heading(3, "Much"), paragraph("Three " * 400), paragraph("Four"))
    made = read(document(*little, *much))
    stays = {
        each.text.split()[0]: bool(list(each._p.iter(qn("w:keepNext"))))
        for each in made.paragraphs
        if each.text
    }
    assert [stays[name] for name in ("One", "Two", "Three", "Four")] == [True, False, False, False]


@pytest.mark.parametrize(
    ("kind", "style"), [("note", "Callout"), ("good", "CalloutGood"), ("care", "CalloutCare")]
)
def test_a_word_of_care_does_not_look_like_a_plain_note(kind: str, style: str) -> None:
    made = read(document(tree.Callout("Title", (paragraph("Words"),), kind)))
    assert len(list(with_style(made, style))) == 1
    assert len(list(with_style(made, f"{style}Title"))) == 1
    edges = {
        each.style_id: [node.get(qn("w:color")) for node in each.element.iter(qn("w:left"))]
        for each in made.styles
    }
    others = {"Callout", "CalloutGood", "CalloutCare"} - {style}
    assert edges[style]
    assert all(edges[other] != edges[style] for other in others)
