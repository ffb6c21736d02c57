"""What somebody looks for is marked where it stands, and nothing else of the page changes."""

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.document_pages import Shown, shown
from tests.documents.examples import HOSTILE, everywhere

PIECES = ("R&D for <b>everyone</b>", "amp", "strong", "a", "Ärger", "'", '"', "#x27", "href")


def read(page: Shown) -> list[tuple[str, list[tuple[str, dict[str, str]]]]]:
    """Every section as a browser has it: its words, and its elements but for the marks."""
    roots = [lxml.html.fragment_fromstring(each.html, "div") for each in page.sections]
    return [
        (
            root.text_content(),
            [(one.tag, dict(one.attrib)) for one in root.iter() if one.tag != "mark"],
        )
        for root in roots
    ]


@pytest.mark.parametrize("words", [*HOSTILE, *PIECES])
@pytest.mark.parametrize("wanted", [*HOSTILE, *PIECES])
def test_a_mark_changes_no_element_and_no_sign(words: str, wanted: str) -> None:
    page = shown(everywhere(words))
    assert read(page.with_marks(wanted)) == read(page)


@given(st.text(), st.text())
def test_whatever_is_typed_stays_as_it_was(words: str, wanted: str) -> None:
    page = shown(everywhere(words))
    assert read(page.with_marks(wanted)) == read(page)


@pytest.mark.parametrize("words", ["Consent", "R&D", "<i>", '"yes"'])
def test_what_is_looked_for_is_marked_wherever_it_stands(words: str) -> None:
    page = shown(everywhere(words)).with_marks(words.swapcase())
    [section] = page.sections
    root = lxml.html.fragment_fromstring(section.html, create_parent="div")
    marks = [mark.text_content() for mark in root.iter("mark")]
    assert marks == [words] * root.text_content().count(words)
    [hit] = page.find(words)
    assert section.html.count(f'id="{hit.place}"') == 1
    assert hit.place != section.anchor


def test_the_longer_of_two_words_is_marked_whole() -> None:
    [section] = shown(everywhere("Peer")).with_marks("pe peer").sections
    assert ">Peer</mark>" in section.html


def test_a_word_of_the_heading_alone_leads_to_the_heading() -> None:
    page = shown(everywhere("Consent"))
    [hit] = page.with_marks("zebra").find("Consent")
    assert hit.place == hit.section.anchor


def test_nothing_looked_for_is_nothing_marked() -> None:
    page = shown(everywhere("Consent"))
    assert page.with_marks("  ") == page
