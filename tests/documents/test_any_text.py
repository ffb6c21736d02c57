"""Whatever people type, in whatever language: the PDF is made, and says what it could not draw."""

import io
import json
import re
from collections.abc import Callable

import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journal.documents import tree
from journal.documents.glyphs import is_plain
from journal.documents.markdown import markdown_blocks
from journal.documents.pdf import as_data, for_typesetter, to_pdf
from journal.documents.typeset import LONGEST_PARAGRAPH, Press, drawable, typeset
from tests.documents.examples import document, everywhere, paragraph

LANGUAGES = {
    "Arabic": "\u0627\u0646\u062a\u0638\u0631\u062a \u0628\u0647\u062f\u0648\u0621",
    "Bengali": "\u0986\u09ae\u09b0\u09be \u09ac\u09b8\u09c7\u099b\u09bf\u09b2\u09be\u09ae",
    "Chinese": "\u6211\u4eec\u5750\u5728\u4e00\u8d77",
    "Greek": "\u03ba\u03b1\u03bb\u03b7\u03bc\u03ad\u03c1\u03b1",
    "Gujarati": "\u0a86\u0aaa\u0aa3\u0ac7 \u0aac\u0ac7\u0aa0\u0abe",
    "Hebrew": "\u05d9\u05e9\u05d1\u05e0\u05d5 \u05d9\u05d7\u05d3",
    "Hindi": "\u0939\u092e \u0938\u093e\u0925 \u092c\u0948\u0920\u0947",
    "Japanese": "\u4e00\u7dd2\u306b\u5ea7\u308a\u307e\u3057\u305f",
    "Korean": "\ud568\uaed8 \uc549\uc558\uc2b5\ub2c8\ub2e4",
    "Polish": "Za\u017c\u00f3\u0142\u0107 g\u0119\u015bl\u0105 ja\u017a\u0144",
    "Punjabi": "\u0a05\u0a38\u0a40\u0a02 \u0a2c\u0a48\u0a20\u0a47",
    "Romanian": "\u00cenv\u0103\u021b\u0103m \u0219i",
    "Somali": "Waxaan wada fadhiisannay",
    "Tamil": "\u0ba8\u0bbe\u0bae\u0bcd",
    "Tigrinya": "\u1230\u120b\u121d",
    "Ukrainian": "\u0491\u0430\u043d\u043e\u043a, \u0457\u0436\u0430\u043a, \u0454",
    "Urdu": "\u0645\u06cc\u06ba \u0679\u06be\u06cc\u06a9 \u06c1\u0648\u06ba\u06d4",
    "Vietnamese": "Ch\u00fang t\u00f4i ng\u1ed3i b\u00ean nhau",
    "emoji": "\U0001f642 \U0001f44d\U0001f3fd \u2764\ufe0f \U0001f1f5\U0001f1f1 1\ufe0f\u20e3",
    "signs": "\u2713 \u2717 \u2605 \u2610 \u2192 \u2265 \u00bd \u221e",
}
NOTE = "Characters written out by name"


def words_of(pdf: bytes) -> str:
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def places(pdf: bytes) -> list[tuple[float, str]]:
    """How far from the left edge, in points, each run of words on the third page starts."""
    found: list[tuple[float, str]] = []

    def note(words: str, outer: list[float], inner: list[float], *_font: object) -> None:
        found.append((outer[4] + inner[4], words))

    pypdf.PdfReader(io.BytesIO(pdf)).pages[2].extract_text(visitor_text=note)
    return found


def set_here(document: tree.Document) -> bytes:
    """The PDF made in this process, so that the fonts are read only once."""
    return typeset(json.loads(json.dumps(for_typesetter(document))))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_is_drawn(language: str) -> None:
    words = words_of(to_pdf(everywhere(LANGUAGES[language])))
    assert NOTE not in words
    assert "[character" not in words
    letters = set(re.findall(r"\w", LANGUAGES[language]))
    assert len(letters & set(words)) >= len(letters) * 0.8


def test_what_no_font_has_is_named_and_the_reader_told() -> None:
    tibetan = "\u0f56\u0f7c\u0f51"
    words = words_of(to_pdf(document(paragraph(f"Before {tibetan} after \U000f0000 end"))))
    assert "Before [character U+0F56 U+0F7C U+0F51] after [character U+F0000] end" in words
    assert NOTE in words
    assert "3 characters could not be drawn here, and are written out" in words


def test_one_character_is_one_character() -> None:
    words = words_of(to_pdf(document(paragraph("Here: \U000f0000"))))
    assert "One character could not be drawn here, and is written out" in words


def test_control_characters_are_gone_and_nothing_else() -> None:
    words = words_of(to_pdf(document(paragraph("be\0fore\x07 and\x9f after"))))
    assert "before and after" in words


@pytest.mark.parametrize("language", ["Arabic", "Hebrew", "Urdu"])
def test_words_that_run_to_the_left_start_at_the_right(language: str) -> None:
    def starts_at(*blocks: tree.Block) -> float:
        placed = places(to_pdf(document(*blocks)))
        return min(x for x, found in placed if re.search(r"[\u0590-\u06ff]|Same", found))

    words = LANGUAGES[language]
    middle = 595 / 2
    assert starts_at(paragraph(words)) > middle
    assert starts_at(tree.Heading(3, words)) > middle
    assert starts_at(*markdown_blocks(f"- {words}")) > middle
    assert starts_at(*markdown_blocks(f"> {words}")) > middle
    assert starts_at(paragraph(f"Same side: {words}")) < middle
    assert starts_at(paragraph(f"1. 2. (3) {words}")) > middle


def test_a_very_long_word_stays_on_the_page_and_can_be_copied() -> None:
    word = "abcdefghij" * 60
    cells = ((tree.Text("one"),), (tree.Text("two"),))
    pdf = to_pdf(document(paragraph(word), tree.Table(cells, (((tree.Text(word),),) * 2,))))
    found = pypdf.PdfReader(io.BytesIO(pdf)).pages[2].extract_text()
    lines = [line for line in found.splitlines() if "abcdefghij" in line]
    assert max(map(len, lines)) < 130
    assert re.sub(r"\s", "", found).count(word) >= 1
    assert "\u200b" not in found


def test_plain_characters_are_in_every_style() -> None:
    """What is never asked about has to be there: all that `is_plain` lets through."""
    plain = "".join(chr(code) for code in range(0x20, 0x2200) if is_plain(chr(code)))
    assert len(plain) > 300
    for wrapped in (tree.Strong, tree.Emphasis, lambda runs: tree.Strong((tree.Emphasis(runs),))):
        runs = (wrapped((tree.Text(plain),)),)
        assert NOTE not in words_of(to_pdf(document(tree.Paragraph(runs))))


def test_the_press_knows_what_it_lacks() -> None:
    press = Press("")
    assert press.draws(["Hello", "\u0645\u0631\u062d\u0628\u0627"])
    assert not press.draws(["Hello", "\u0f56"])


@pytest.mark.parametrize(
    "unit", ["word ", "x", "\u4e2d\u6587", "A line as people type them, and then the next.\n"]
)
def test_a_long_text_is_set_in_time(unit: str, many: Callable[[int, int], int]) -> None:
    """A megabyte in the full trials, and a fifth of one every day."""
    words = unit * (many(200_000, 1_000_000) // len(unit.encode()))
    assert to_pdf(document(*markdown_blocks(words))).startswith(b"%PDF")


@pytest.mark.parametrize("runs", [1, 7])
def test_no_paragraph_to_be_set_is_monstrous(runs: int) -> None:
    """The typesetter's time for one grows with the square of its length."""
    words = "One word after the other. " * (400 * 7 // runs)
    data = as_data((tree.Paragraph((tree.Text(words),) * runs),))
    parts = drawable(data, missing=set())
    lengths = [sum(len(run["text"]) for run in part["runs"]) for part in parts]
    assert max(lengths) <= LONGEST_PARAGRAPH
    assert "".join(run["text"] for part in parts for run in part["runs"]) == words * runs


@settings(
    deadline=None, derandomize=True, max_examples=40, suppress_health_check=[HealthCheck.too_slow]
)
@given(st.text(alphabet=st.characters(), max_size=80))
def test_any_text_can_be_set(words: str) -> None:
    assert set_here(everywhere(words)).startswith(b"%PDF")


@settings(
    deadline=None, derandomize=True, max_examples=40, suppress_health_check=[HealthCheck.too_slow]
)
@given(st.text(alphabet=st.characters(categories=["Mn", "Mc", "Me", "Cf", "Cc", "Lo", "So", "Sk"])))
def test_any_pile_of_marks_can_be_set(words: str) -> None:
    assert set_here(document(paragraph(words), title=words)).startswith(b"%PDF")
