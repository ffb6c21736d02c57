"""Pages of other systems as Markdown: read by a person as before, and never as a program."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.documents import tree
from journal.documents.markdown import markdown_blocks, render
from journal.elsewhere.reading.to_markdown import markdown_of, plain

WORDS = st.text(
    st.characters(categories=["L", "N", "P", "S", "Zs"], include_characters="\n*_`#>[]()-+.\\<&"),
    max_size=80,
)


def words_in(text: str) -> str:
    """What a reader sees of Markdown, with single spaces."""
    leaves = (part for part in tree.walk(markdown_blocks(text)) if isinstance(part, tree.Text))
    seen = " ".join(leaf.text for leaf in leaves)
    return "".join(seen.split())


@pytest.mark.parametrize(
    ("page", "markdown"),
    [
        ("<p>One</p><p>Two<br/>three</p>", "One\n\nTwo\nthree"),
        ("a <b> bold </b>and <em>soft</em>", "a **bold** and *soft*"),
        ("<h2>A <b>head</b></h2>words", "## A head\n\nwords"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n    - b\n- c"),
        ("<ol start='3'><li>a<li>b</ol>", "3. a\n4. b"),
        ("<blockquote><p>q</p></blockquote>", "> q"),
        ("<a href='https://a.example/x'>here</a>", "[here](https://a.example/x)"),
        ("<a href='javascript:alert(1)'>here</a>", "here"),
        ("<a href='https://a.example/x(1)'>here</a>", "here (https://a.example/x(1))"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a | b"),
        ("<img src='x' alt='a map'>", "(picture: a map)"),
        ("<script>alert(1)</script><style>p {}</style>seen", "seen"),
        ("<!-- hidden --><p onclick='x'>seen</p>", "seen"),
        ("1 * 2, snake_case, _low_, # 1", "1 \\* 2, snake_case, \\_low\\_, # 1"),
        ("caf&eacute;&nbsp;&amp; tea", "café & tea"),
        (
            "<p># no heading</p><p>- no list</p><p>1. no</p>",
            "\\# no heading\n\n\\- no list\n\n1\\. no",
        ),
    ],
)
def test_what_a_page_shows_is_kept(page: str, markdown: str) -> None:
    assert markdown_of(page) == markdown


def test_lists_of_two_kinds_stay_two() -> None:
    shown = render(markdown_of("<ul><li>a</li><li>b<p>c</p></li></ul><ol><li>d</li></ol>"))
    assert shown.count("<ul>") == shown.count("<ol>") == 1


@given(WORDS)
def test_words_stay_words_whatever_signs_are_in_them(text: str) -> None:
    assert words_in(plain(text)) == "".join(text.split())


@given(st.text(max_size=300))
def test_any_page_becomes_harmless_text(page: str) -> None:
    assert "<script" not in render(markdown_of(page)).lower()


@pytest.mark.parametrize(
    "piece",
    ["<div>", "<b><i>", "<!--", "<a href='x'>", "<ul><li>", "<td>", "<b>x", '<a "', "[", "<", "*"],
)
def test_a_page_made_to_be_slow_is_read_in_a_moment(piece: str) -> None:
    begun = time.process_time()
    markdown_of(piece * (200_000 // len(piece)))
    assert time.process_time() - begun < 4
