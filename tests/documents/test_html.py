"""One HTML file that needs nothing but itself."""

import base64
import hashlib
import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.documents.html import to_html
from journal.documents.markdown import markdown_blocks
from tests.documents.examples import (
    CODES,
    HOSTILE,
    document,
    everywhere,
    paragraph,
    pieces_of,
    portfolio,
)

VOID = {"meta", "br", "hr"}


class Page(HTMLParser):
    """A parsed file: what a reader's program makes of it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.rows: dict[str, list[str]] = {}
        self.style = ""
        self._open: list[str] = []
        self._row = ""
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        assert len(attributes) == len(attrs)
        self.tags.append((tag, attributes))
        if tag not in VOID:
            self._open.append(tag)
        if tag == "tr":
            self._row = attributes.get("id") or ""
        if tag == "a" and self._row:
            self.rows.setdefault(self._row, []).append(attributes["href"] or "")

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag
        if tag == "table":
            self._row = ""

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] == "style":
            self.style += data
        else:
            self.texts.append(data)

    def values(self, name: str) -> list[str]:
        return [value for _, attributes in self.tags if (value := attributes.get(name))]

    @property
    def text(self) -> str:
        return "".join(self.texts)

    @property
    def levels(self) -> list[int]:
        return [int(tag[1]) for tag, _ in self.tags if re.fullmatch("h[1-6]", tag)]


@pytest.fixture(scope="module")
def page() -> Page:
    return Page(to_html(portfolio()))


def test_it_says_its_language_and_title(page: Page) -> None:
    assert ("html", {"lang": "en-GB"}) in page.tags
    assert "Portfolio of evidence" in page.texts
    assert to_html(portfolio()).startswith("<!doctype html>")


def test_nothing_is_fetched_from_anywhere(page: Page) -> None:
    assert page.values("src") == []
    assert "url(" not in page.style
    assert "@import" not in page.style
    assert {tag for tag, _ in page.tags}.isdisjoint(
        {"script", "link", "img", "iframe", "object", "embed", "form", "base", "svg"}
    )
    assert all(href.startswith("#") for href in page.values("href"))


def test_its_policy_allows_its_own_style_and_nothing_else(page: Page) -> None:
    (policy,) = (
        attributes["content"]
        for tag, attributes in page.tags
        if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
    )
    digest = base64.b64encode(hashlib.sha256(page.style.encode()).digest()).decode()
    assert policy is not None
    assert policy.split("; ")[:2] == ["default-src 'none'", f"style-src 'sha256-{digest}'"]
    assert "unsafe" not in policy
    assert page.values("style") == []
    assert not any(name.startswith("on") for _, attributes in page.tags for name in attributes)


def test_ids_are_unique_and_links_lead_to_them(page: Page) -> None:
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in page.values("href")} <= set(ids)
    assert set(page.values("aria-labelledby")) <= set(ids)


def test_headings_skip_no_level(page: Page) -> None:
    assert page.levels.count(1) == 1
    assert page.levels[0] == 1
    assert all(lower <= upper + 1 for upper, lower in pairwise(page.levels))
    assert {3, 4} <= set(page.levels)


def test_the_contents_list_every_section_and_named_heading(page: Page) -> None:
    html = to_html(portfolio())
    contents = html[html.index("<nav") : html.index("</nav>")]
    listed = re.findall(r'href="#([^"]+)"', contents)
    expected = ["about", "named-place", *(f"piece-{number}" for number in range(1, 31)), "annex"]
    assert listed == expected


def test_the_first_link_skips_to_the_text(page: Page) -> None:
    links = [attributes["href"] for tag, attributes in page.tags if tag == "a"]
    assert links[0] == "#_main"
    assert ("main", {"id": "_main", "tabindex": "-1"}) in page.tags


def test_the_annex_leads_to_each_piece_and_back(page: Page) -> None:
    for index, code in enumerate(CODES):
        places = [f"#piece-{number}" for number in pieces_of(index)]
        assert page.rows.get(f"row-{code.lower()}", []) == places
    html = to_html(portfolio())
    for number in range(1, 31):
        section = html[html.index(f'aria-labelledby="piece-{number}"') :]
        back = re.findall(r'href="#row-([a-z0-9]+)"', section[: section.index("</section>")])
        assert back == [
            code.lower() for index, code in enumerate(CODES) if number in pieces_of(index)
        ]


def test_what_a_piece_shows_stands_at_its_head_and_the_contents_are_one_press_away() -> None:
    html = to_html(portfolio())
    for number in range(1, 31):
        section = html[html.index(f'aria-labelledby="piece-{number}"') :]
        section = section[: section.index("</section>")]
        if any(number in pieces_of(index) for index in range(len(CODES))):
            assert re.search(r'</h2>\n<p class="way-back">', section)
        assert section.count('href="#_contents"') == 1
        assert section.index('href="#_contents"') > section.index("</blockquote>")


def test_on_paper_each_page_says_which_of_how_many_it_is(page: Page) -> None:
    assert re.search(r"@page \{[^@]*@bottom-right \{ content: \"Page \" counter\(page\) \" of \" "
                     r"counter\(pages\)", page.style)  # fmt: skip


def test_tables_have_headings_and_can_be_scrolled_by_keyboard(page: Page) -> None:
    scopes = [attributes["scope"] for tag, attributes in page.tags if tag == "th"]
    assert scopes.count("row") == len(CODES)
    assert scopes.count("col") == 5
    regions = [attributes for _, attributes in page.tags if attributes.get("role") == "region"]
    assert [attributes["tabindex"] for attributes in regions] == ["0", "0"]
    assert [attributes["aria-label"] for attributes in regions] == ["Who vouches", "Map"]


def test_links_out_give_nothing_away() -> None:
    page = Page(to_html(document(*markdown_blocks("[here](https://example.org/?a=1&b=2)"))))
    assert (
        "a",
        {"href": "https://example.org/?a=1&b=2", "rel": "noopener noreferrer"},
    ) in page.tags


def test_every_paragraph_finds_its_own_direction() -> None:
    html = to_html(document(paragraph("\u0645\u0631\u062d\u0628\u0627")))
    assert '<p dir="auto">\u0645\u0631\u062d\u0628\u0627</p>' in html


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(words: str) -> None:
    harmless = Page(to_html(everywhere("harmless")))
    page = Page(to_html(everywhere(words)))
    assert [tag for tag, _ in page.tags] == [tag for tag, _ in harmless.tags]
    assert page.text.count(words) >= harmless.text.count("harmless") - 2


@settings(deadline=None, derandomize=True, max_examples=60)
@given(st.text(alphabet=st.characters(), max_size=60))
def test_any_text_makes_a_good_file(words: str) -> None:
    html = to_html(everywhere(words))
    html.encode()
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]", html)
    page = Page(html)
    assert page.values("src") == []
    ids = page.values("id")
    assert len(ids) == len(set(ids))


def test_a_megabyte_of_text_is_all_there() -> None:
    words = "word " * 200_000
    page = Page(to_html(document(*markdown_blocks(words))))
    assert page.text.count("word ") + page.text.count("word\n") >= 199_999
