"""Documents that are hard to set: too long, too wide, too deep, to the left. They can be read.

Words of every language, emoji and control characters are in `test_any_text.py`.
"""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import docx
import pypdf
import pytest
from lxml import etree

from journal.documents import leap2a, tree
from journal.documents.docx import to_docx
from journal.documents.html import to_html
from journal.documents.markdown import markdown_blocks
from journal.documents.pdf import to_pdf
from tests.documents.examples import document, everywhere, paragraph, text

TITLE = ("A title that goes on and on, as some do, " * 250)[:10_000]
HEBREW = "\u05d1\u05d9\u05ea"
DAY = datetime(2026, 4, 12, 11, tzinfo=UTC)


def pages(made: tree.Document) -> list[str]:
    """The words of every page of the PDF."""
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(to_pdf(made))).pages]


def of_pdf(made: tree.Document) -> str:
    """All words of the PDF."""
    return "\n".join(pages(made))


def of_word(made: tree.Document) -> str:
    """All words of the Word file."""
    body = docx.Document(io.BytesIO(to_docx(made))).element.body
    return " ".join(each.text or "" for each in body.iter() if each.tag.endswith("}t"))


def of_leap2a(made: tree.Document) -> str:
    """All words of the feed."""
    posts = tuple(leap2a.Post(section, DAY, DAY) for section in made.sections)
    journal = leap2a.Journal(made, "urn:uuid:0", DAY, DAY, (), posts)
    return "".join(etree.fromstring(leap2a.feed(journal).encode()).itertext())


FORMS = [of_pdf, of_word, of_leap2a, to_html]


@pytest.mark.parametrize("form", [of_word, of_leap2a, to_html])
def test_ten_thousand_characters_may_stand_wherever_words_can(
    form: Callable[[tree.Document], str],
) -> None:
    assert form(everywhere(TITLE)).count(TITLE.strip()) >= 20


def test_ten_thousand_characters_are_set_also_where_a_table_would_repeat_them() -> None:
    """A heading row as long as a page, on every page, would never come to an end."""
    words = text(TITLE)
    [*_, last] = pages(document(tree.Table((words, words), ((words, text("The end")),))))
    assert "as some do" in last


@pytest.mark.parametrize("form", FORMS)
def test_a_table_of_forty_columns_has_every_cell(form: Callable[[tree.Document], str]) -> None:
    header = tuple(text(f"head{column}.") for column in range(40))
    rows = tuple(tuple(text(f"r{row}c{column}.") for column in range(40)) for row in range(3))
    found = form(document(tree.Table(header, rows, "Wide", (1.0,) * 40)))
    assert not [one[0].text for line in (header, *rows) for one in line if one[0].text not in found]


def test_on_paper_a_wide_table_goes_on_below_and_says_which_columns_stand_there() -> None:
    header = tuple(text(f"h{column}") for column in range(20))
    found = of_pdf(document(tree.Table(header, (header,))))
    said = re.findall(r"Table \(columns (\d+) to (\d+) of 20\)", found)
    assert said == [("1", "8"), ("9", "16"), ("17", "20")]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "typed",
    [
        "| " + " | ".join(f"w{at}." for at in range(40)) + " |\n" + "|---" * 40 + "|",
        "\n".join("    " * at + f"- w{at}." for at in range(18)),
        "\n>\n".join(">" * (at + 1) + f" w{at}." for at in range(19)),
        "```\n" + "\n".join("  " * at + f"w{at}." for at in range(30)) + "\n```",
        "\n".join("  " * at + f"{at}. > - w{at}." for at in range(60)),
    ],
    ids=["wide table", "deep list", "deep quotes", "code", "too deep"],
)
def test_what_people_paste_is_all_there(typed: str, form: Callable[[tree.Document], str]) -> None:
    found = form(document(*markdown_blocks(typed)))
    assert {f"w{at}." for at in range(18)} <= set(re.findall(r"w\d+\.", found))


def test_page_numbers_of_the_contents_stand_at_the_right_after_words_of_any_direction() -> None:
    titles = ["Plain", f"Ends in {HEBREW}", f"{HEBREW} begins it", "Turned \u202eabc\u202c !!"]
    one = document(paragraph("x"))
    sections = tuple(
        replace(one.sections[0], anchor=f"a{at}", title=title) for at, title in enumerate(titles)
    )
    placed: dict[str, float] = {}

    def note(words: str, outer: list[float], inner: list[float], *_font: object) -> None:
        if re.fullmatch(r"\s*[3-6]\s*", words):
            placed[words.strip()] = outer[4] + inner[4]

    pdf = to_pdf(replace(one, sections=sections))
    pypdf.PdfReader(io.BytesIO(pdf)).pages[1].extract_text(visitor_text=note)
    assert list(placed) == ["3", "4", "5", "6"]
    assert max(placed.values()) - min(placed.values()) < 2
    assert min(placed.values()) > 480
