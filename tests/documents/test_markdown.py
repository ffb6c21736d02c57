"""What people type in Markdown, as blocks and on a page."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.documents import tree
from journal.documents.markdown import LONGEST_MARKDOWN, markdown_blocks, render
from tests.documents.examples import STORY, text


def headings(blocks: tree.Blocks) -> list[tuple[int, str]]:
    return [(part.level, part.text) for part in tree.walk(blocks) if isinstance(part, tree.Heading)]


def words(blocks: tree.Blocks) -> str:
    leaves = (part for part in tree.walk(blocks) if isinstance(part, tree.Text | tree.Code))
    return " ".join(leaf.text for leaf in leaves)


def test_the_subset_becomes_blocks() -> None:
    line = "One *two* **three** `four`\nfive [six](https://example.org)"
    typed = line + "\n\n- a\n- b\n\n3. c\n\n> d\n\n---"
    assert markdown_blocks(typed) == (
        tree.Paragraph(
            (
                tree.Text("One "),
                tree.Emphasis(text("two")),
                tree.Text(" "),
                tree.Strong(text("three")),
                tree.Text(" "),
                tree.Code("four"),
                tree.LineBreak(),
                tree.Text("five "),
                tree.Link(text("six"), "https://example.org"),
            )
        ),
        tree.BulletList(((tree.Paragraph(text("a")),), (tree.Paragraph(text("b")),))),
        tree.OrderedList(((tree.Paragraph(text("c")),),), 3),
        tree.Quote((tree.Paragraph(text("d")),)),
        tree.Rule(),
    )


@pytest.mark.parametrize(
    ("typed", "below", "expected"),
    [
        ("# a\n## b\n### c", 3, [3, 4, 5]),
        ("### a\n# b\n##### c", 3, [3, 3, 4]),
        ("## a\n###### b\n#### c\n## d", 3, [3, 4, 4, 3]),
        ("# a\n## b\n### c\n#### d\n##### e\n###### f", 4, [4, 5, 6, 6, 6, 6]),
        ("> ## quoted\n\n#### after", 3, [3, 4]),
    ],
)
def test_headings_stand_below_their_section(typed: str, below: int, expected: list[int]) -> None:
    assert [level for level, _ in headings(markdown_blocks(typed, below))] == expected


def test_a_list_needs_no_empty_line_before_it() -> None:
    blocks = markdown_blocks("I did three things:\n- this\n- that\n- and this")
    assert [type(block) for block in blocks] == [tree.Paragraph, tree.BulletList]


@pytest.mark.parametrize(
    "typed",
    [
        "#hashtag is no heading",
        "<b>bold</b> &amp; &nbsp; <script>alert(1)</script>",
        "[click](javascript:alert(1))",
        "[click](data:text/html;base64,AAAA)",
        "[home](/sign-out)",
        "| a | b |",
        "$x^2$ #sys.version @ref",
        "    indented by four",
        "[a]: https://example.org",
    ],
)
def test_what_is_no_markdown_stays_as_typed(typed: str) -> None:
    assert markdown_blocks(typed) == (tree.Paragraph(text(typed.strip())),)


@pytest.mark.parametrize("number", ["07700900123", "9" * 20, "9" * 5_000], ids=len)
def test_a_number_too_long_to_count_with_begins_no_list(number: str) -> None:
    typed = f"{number}. was on the note"
    assert markdown_blocks(typed) == (tree.Paragraph(text(typed)),)
    assert number in render(f"First\n\n1. one\n\n    {number}. two")


def test_a_picture_stays_as_it_was_typed() -> None:
    typed = "![a picture](https://example.org/x.png)"
    assert markdown_blocks(typed) == (tree.Paragraph(text(typed)),)


def test_a_line_under_a_line_is_a_pause_not_a_heading() -> None:
    assert markdown_blocks("Some words\n---") == (tree.Paragraph(text("Some words")), tree.Rule())


def test_the_title_of_a_link_is_not_lost() -> None:
    assert words(markdown_blocks('[here](https://example.org "worth reading")')) == (
        "here  (worth reading)"
    )


def test_a_link_without_words_shows_its_address() -> None:
    link = tree.Link(text("https://example.org"), "https://example.org")
    assert markdown_blocks("[](https://example.org)") == (tree.Paragraph((link,)),)


def test_a_page_shows_what_a_document_holds() -> None:
    assert render("Hello *there*\nyou", 3) == ('<p dir="auto">Hello <em>there</em><br>\nyou</p>')
    assert '<h3 dir="auto">What I noticed</h3>' in render(STORY)
    assert '<h5 dir="auto">What I noticed</h5>' in render(STORY, 5)


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        '[x](https://example.org/"onmouseover=alert(1))',
        "<https://example.org/<script>>",
        "**<svg/onload=alert(1)>**",
        '<p class="x" id="y" style="z">',
        "`<script>`",
        "# <iframe src=https://example.org>",
        "&lt;script&gt;",
    ],
)
def test_nothing_typed_becomes_markup(typed: str) -> None:
    tags = re.findall(r"<\s*/?\s*([a-z0-9]+)([^>]*)>", render(typed), re.IGNORECASE)
    assert {name for name, _ in tags} <= {"p", "a", "strong", "code", "h3"}
    for name, attributes in tags:
        assert re.fullmatch(r'( dir="auto"| href="https://[^"]*"| rel="[a-z ]+")*', attributes), (
            name
        )


def test_every_page_has_passed_the_second_wall() -> None:
    """Our own writing escapes the apostrophe; only the cleaner writes it plainly again."""
    assert render("it's") == '<p dir="auto">it\'s</p>'


def test_too_long_or_too_deep_is_shown_as_typed() -> None:
    deep = "\n".join("  " * depth + f"- item{depth}" for depth in range(40))
    assert all(f"item{depth}" in words(markdown_blocks(deep)) for depth in range(40))
    long = "# not a heading\n\n" + "word " * (LONGEST_MARKDOWN // 5)
    assert headings(markdown_blocks(long)) == []
    assert words(markdown_blocks(long)).startswith("# not a heading")


@pytest.mark.parametrize(
    "unit", ["[", "![", "*a ", "`a ", "<", "> ", "# a\n", "- a\n", "[](", "***a**"]
)
def test_no_text_keeps_the_server_busy(unit: str) -> None:
    start = time.process_time()
    render(unit * (40_000 // len(unit)))
    assert time.process_time() - start < 10


@settings(deadline=None, derandomize=True)
@given(st.text(alphabet="ab #*_`[]()<>!-+>.\n\t1234567890:/\\\"'&;|~\u05d0", max_size=120))
def test_no_letter_is_ever_lost(typed: str) -> None:
    """Every letter and digit typed is in the words, or in the address of a link."""
    blocks = markdown_blocks(typed)
    addresses = "".join(part.href for part in tree.walk(blocks) if isinstance(part, tree.Link))
    starts = "".join(
        str(part.start) for part in tree.walk(blocks) if isinstance(part, tree.OrderedList)
    )
    items = sum(len(part.items) for part in tree.walk(blocks) if isinstance(part, tree.OrderedList))
    found = "".join(part.text for part in tree.walk(blocks) if isinstance(part, tree.Heading))
    found += words(blocks) + addresses + starts
    for letter in "ab\u05d0":
        assert found.count(letter) >= typed.count(letter)
    if not items:
        assert sum(map(str.isdigit, found)) >= sum(map(str.isdigit, typed))


@pytest.mark.parametrize("unit", ["[", "![", "[](", "[a](", "# a\n", "*a ", "**a", "_a_ ", "> "])
def test_a_text_made_to_be_slow_is_not_slow(unit: str) -> None:
    """A ratio in one run: it may cost a few times an honest text as long, and never hundreds."""
    honest = "We sat on the **steps** and said little. " * 250
    slowest = max(seconds(unit * (length // len(unit))) for length in (1_000, 10_000, 100_000))
    assert slowest < 200 * max(seconds(honest), 0.005)


def seconds(typed: str) -> float:
    """How long a text takes."""
    began = time.perf_counter()
    markdown_blocks(typed)
    return time.perf_counter() - began


def test_code_keeps_its_letters_its_lines_and_how_far_they_stand_in() -> None:
    [block] = markdown_blocks('```\nif a < b & c:\n    say("&lt;")\n```')
    assert isinstance(block, tree.Paragraph)
    assert block.runs == (
        tree.Code("if a < b & c:"), tree.LineBreak(), tree.Code("\u00a0" * 4 + 'say("&lt;")'),
    )  # fmt: skip
    assert "<code>a &lt; b</code>" in render("`a < b`")
