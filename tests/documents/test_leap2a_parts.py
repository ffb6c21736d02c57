"""Texts as another system keeps them: tidied, and in parts that fit."""

from datetime import UTC, datetime

from lxml import etree

from journal.documents import tree
from journal.documents.leap2a import Post
from journal.documents.leap2a_parts import LARGEST_POST, parts_of, size_of
from journal.documents.xhtml import xhtml
from tests.documents.examples import paragraph, text

DAY = datetime(2026, 4, 12, 11, tzinfo=UTC)
HALF = "word " * (LARGEST_POST // 10)


def inside(*blocks: tree.Block) -> str:
    """What stands inside both elements, without the line ends."""
    start = '<div xmlns="http://www.w3.org/1999/xhtml"><div>'
    written = xhtml(blocks)
    assert written.startswith(start)
    return written[len(start) : -len("</div></div>")].replace("\n", "")


def parts(*blocks: tree.Block) -> list[tree.Blocks]:
    """The blocks of each part of a post."""
    section = tree.Section("piece-1", "A day", blocks)
    found = list(parts_of(Post(section, DAY, DAY)))
    assert len({one.section.anchor for one in found}) == len(found)
    assert all(size_of(one.section.blocks) <= LARGEST_POST for one in found)
    return [one.section.blocks for one in found]


def test_an_element_without_words_is_left_out_and_the_words_after_it_stay() -> None:
    """One that is closed in its own tag goes on, for a browser, to the end of the page."""
    empty = tree.Emphasis(text(" "))
    runs = (empty, tree.Text("one"), tree.Strong(()), tree.Text("two"), tree.LineBreak(), empty)
    assert inside(tree.PageBreak(), tree.Paragraph(runs), tree.PageBreak()) == (
        "<p> onetwo<br /> </p>"
    )
    assert inside(tree.BulletList(()), tree.Rule()) == "<hr />"


def test_a_cell_may_be_empty() -> None:
    table = tree.Table((text("a"), text("b")), ((text("c"), ()),))
    assert "<td>c</td><td />" in inside(table)


def test_a_list_of_facts_has_terms_alone() -> None:
    facts = (tree.Fact("Kind", text("Note")), tree.Fact("Date", text("1 May")))
    assert inside(tree.KeyValues(facts)) == (
        "<dl><dt>Kind</dt><dd>Note</dd><dt>Date</dt><dd>1 May</dd></dl>"
    )


def test_the_direction_is_that_of_the_first_letter_that_has_one() -> None:
    hebrew = "\u05d1\u05d9\u05ea"
    assert inside(paragraph(f"1. «{hebrew} a")) == f'<p dir="rtl">1. «{hebrew} a</p>'
    assert inside(paragraph(f"a {hebrew}")) == f"<p>a {hebrew}</p>"
    assert inside(paragraph("12 + 3")) == "<p>12 + 3</p>"


def test_a_text_that_fits_stays_as_it_is() -> None:
    post = Post(tree.Section("piece-1", "A day", (paragraph(HALF),)), DAY, DAY)
    assert list(parts_of(post)) == [post]


def test_a_heading_goes_on_with_what_stands_under_it() -> None:
    first, second = tree.Heading(3, "First"), tree.Heading(4, "Second")
    long = paragraph(HALF)
    assert parts(long, first, second, long, long) == [(long,), (first, second, long), (long,)]


def test_a_long_list_goes_on_counting() -> None:
    items = tuple((paragraph(f"{number} {'word ' * 100}"),) for number in range(300))
    found = parts(tree.OrderedList(items, 5))
    lists = [block for part in found for block in part]
    assert len(found) > 1
    at = 5
    for each in lists:
        assert isinstance(each, tree.OrderedList)
        assert each.start == at
        at += len(each.items)
    assert [
        item for each in lists if isinstance(each, tree.OrderedList) for item in each.items
    ] == [*items]


def test_every_part_of_a_long_table_has_its_headings() -> None:
    rows = tuple((text(f"{number} {'word ' * 100}"),) for number in range(300))
    found = parts(tree.Table((text("What"),), rows))
    tables = [block for part in found for block in part if isinstance(block, tree.Table)]
    assert [row for each in tables for row in each.rows] == [*rows]
    for part in found:
        assert etree.fromstring(xhtml(part)).findtext(".//{*}th") == "What"
