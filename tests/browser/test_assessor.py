"""An assessor reads on a phone: nothing is cut, nothing that they typed is lost."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from journal import Application
from journal.extensions import db
from tests.conftest import apart, inside
from tests.rooms.handing_in import a_link, handed_in, ready_desk
from tests.world import World

pytestmark = pytest.mark.browser

WIDTH, HEIGHT = 390, 844

LINES_OF_A_WORD = """(text) => {
  const cell = [...document.querySelectorAll("th, td p")].find((each) => each.innerText === text);
  const range = document.createRange();
  range.selectNodeContents(cell);
  return new Set([...range.getClientRects()].map((each) => Math.round(each.top))).size;
}"""


@pytest.fixture
def way_in(app: Application, world: World) -> tuple[str, str]:
    """The path of an assessor's link, and its code."""

    def lay() -> tuple[str, str]:
        desk = ready_desk(db.session, world, pieces=2)
        _, path, code = a_link(desk, handed_in(desk))
        return path, code

    return apart(lambda: inside(app, lay))


@pytest.fixture
def page(way_in: tuple[str, str], chromium: Browser, address: str) -> Page:
    """The portfolio, on the assessor's phone."""
    path, code = way_in
    page = chromium.new_context(viewport={"width": WIDTH, "height": HEIGHT}).new_page()
    page.goto(address + path)
    page.get_by_label("Your code").fill(code)
    page.get_by_role("button", name="Open the portfolio").click()
    page.get_by_label("Find in this portfolio").wait_for()
    return page


def test_reading_comes_first_and_no_word_of_a_table_is_cut(page: Page) -> None:
    first_screen = page.get_by_role("link", name="Piece 1: A map 0").first.bounding_box()
    assert first_screen is not None
    assert first_screen["y"] < HEIGHT
    assert page.evaluate(LINES_OF_A_WORD, "Confirmed") == 1
    assert page.evaluate("document.documentElement.scrollWidth") == WIDTH
    page.locator("#annex").scroll_into_view_if_needed()
    page.get_by_role("link", name="Contents", exact=True).click()
    page.wait_for_url("**#contents")
    page.context.close()


def test_enter_in_the_search_keeps_what_stands_beside_the_pieces(page: Page) -> None:
    write(page, "Ask who drew it.")
    page.get_by_label("Find in this portfolio").fill("map")
    with page.expect_navigation():
        page.get_by_label("Find in this portfolio").press("Enter")
    assert "sections with" in page.locator("main").inner_text()
    assert page.locator("#note-piece-1").input_value() == "Ask who drew it."
    page.context.close()


def test_a_window_with_words_that_are_not_kept_asks_before_it_closes(page: Page) -> None:
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    write(page, "Ask who drew it.")
    with page.expect_event("dialog"):
        page.close(run_before_unload=True)
    assert asked == ["beforeunload"]
    with page.expect_navigation():
        page.locator("section:has(#note-piece-1)").get_by_text("Keep my notes").click()
    with page.expect_event("close"):
        page.close(run_before_unload=True)
    assert asked == ["beforeunload"]


def test_a_download_asks_nothing_and_keeps_what_is_being_written(page: Page) -> None:
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    write(page, "Ask who drew it.")
    with page.expect_download() as taken:
        page.get_by_role("button", name="Download everything as one ZIP").click()
    assert re.fullmatch(r"portfolio-\d{4}-\d\d-\d\d\.zip", taken.value.suggested_filename)
    assert asked == []
    assert page.locator("#note-piece-1").input_value() == "Ask who drew it."
    with page.expect_event("dialog"):
        page.close(run_before_unload=True)
    assert asked == ["beforeunload"]
    page.context.close()


def test_what_was_found_is_on_the_screen_when_it_is_pressed(page: Page) -> None:
    page.get_by_label("Find in this portfolio").fill("places")
    with page.expect_navigation():
        page.get_by_label("Find in this portfolio").press("Enter")
    found = page.get_by_role("region", name="with “places”")
    found.get_by_role("link", name="Piece 2").click()
    expect(page.locator("#found-piece-2")).to_be_in_viewport()
    page.context.close()


def write(page: Page, words: str) -> None:
    """A note beside the first piece."""
    beside = page.locator("section:has(#note-piece-1)")
    beside.locator("summary").click()
    beside.locator("textarea").fill(words)
