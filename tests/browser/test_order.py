"""The pieces of a portfolio are put in order by finger, by arrow keys, and say when they cannot."""

import pytest
from playwright.sync_api import Browser, Page, expect

from journal import Application
from journal.extensions import db
from tests.browser.phone import signs_in
from tests.conftest import apart, inside
from tests.rooms.portfolios import desk_of
from tests.world import World

pytestmark = pytest.mark.browser
NAMES = ("First", "Second", "Third")


@pytest.fixture
def path(app: Application, world: World) -> str:
    """The address of a portfolio with three pieces."""

    def lay() -> str:
        desk = desk_of(db.session, world)
        for name in NAMES:
            desk.write(name, tags={"S1": "We drew it."}, statement=f"I drew {name}.")
            desk.add(name, name)
        return desk.path

    return apart(lambda: inside(app, lay))


def order(page: Page) -> list[str]:
    """The pieces as they stand on the page."""
    return page.locator("[data-order] .row-title").all_inner_texts()


def test_a_handle_moves_a_piece(path: str, chromium: Browser, address: str) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    signs_in(page, address, "other_worker@test.example")
    page.goto(address + path)
    said = page.locator("#order-said")
    with page.expect_response(lambda answer: answer.url.endswith("/move")):
        page.get_by_role("button", name="Drag: Third").press("ArrowUp")
    assert order(page) == ["First", "Third", "Second"]
    assert said.inner_text() == "Third: place 2 of 3."
    drag(page, "Third", "First")
    page.locator("[data-order] > li").first.get_by_text("Piece 1").wait_for()
    assert order(page) == ["Third", "First", "Second"]
    page.reload()
    assert order(page) == ["Third", "First", "Second"]
    page.route("**/move", lambda route: route.abort())
    page.set_viewport_size({"width": 390, "height": 420})
    page.get_by_role("button", name="Drag: Third").press("ArrowDown")
    page.locator("#order-problem").wait_for(state="visible")
    assert "could not be saved" in page.locator("#order-problem").inner_text()
    box = page.locator("#order-problem").bounding_box()
    assert box is not None
    assert 0 <= box["y"] <= 420 - box["height"], "it is said where whoever moved it can see it"
    assert order(page) == ["Third", "First", "Second"]
    context.close()


FOCUSED = """[
  document.activeElement.closest("li")?.dataset.name, document.activeElement.firstChild.data,
]"""


def test_whoever_moves_a_piece_by_keyboard_stays_at_it(
    path: str, chromium: Browser, address: str
) -> None:
    context = chromium.new_context()
    page = context.new_page()
    signs_in(page, address, "other_worker@test.example")
    page.goto(address + path)
    row = page.locator("[data-order] > li", has_text="Third")
    row.get_by_role("button", name="Move up").press("Enter")
    row.get_by_text("Piece 2").wait_for()
    assert order(page) == ["First", "Third", "Second"]
    assert page.evaluate(FOCUSED) == ["Third", "Move up"]
    assert page.locator("#order-said").inner_text() == "Third: place 2 of 3."
    row.get_by_role("button", name="Move up").press("Enter")
    row.get_by_text("Piece 1").wait_for()
    assert page.evaluate(FOCUSED) == ["Third", "Drag"], "the first piece has no way up"
    row.get_by_text("Move to another place").click()
    row.get_by_label("Place, from 1 to 3").fill("3")
    row.get_by_label("Place, from 1 to 3").press("Enter")
    row.get_by_text("Piece 3").wait_for()
    assert page.evaluate(FOCUSED) == ["Third", "Drag"]
    page.set_viewport_size({"width": 390, "height": 420})
    handle = page.get_by_role("button", name="Drag: Third")
    handle.press("Home")
    expect(handle).to_be_in_viewport()
    handle.press("End")
    expect(handle).to_be_in_viewport()
    row.get_by_text("Piece 3").wait_for()
    page.route("**/move", lambda route: route.abort())
    row.get_by_role("button", name="Move up").press("Enter")
    page.locator("#order-problem").wait_for(state="visible")
    assert order(page) == ["First", "Second", "Third"]
    assert page.evaluate(FOCUSED) == ["Third", "Move up"], "it could not be moved"
    context.close()


def drag(page: Page, name: str, onto: str) -> None:
    """Take a piece by its handle to where another begins."""
    handle = page.get_by_role("button", name=f"Drag: {name}")
    handle.scroll_into_view_if_needed()
    there = page.get_by_role("button", name=f"Drag: {onto}")
    begin, end = handle.bounding_box(), there.bounding_box()
    assert begin
    assert end
    page.mouse.move(begin["x"] + 5, begin["y"] + 5)
    page.mouse.down()
    page.mouse.move(end["x"] + 5, end["y"] + 5, steps=5)
    page.wait_for_function(
        "name => document.querySelector('[data-order] li').dataset.name === name", arg=name
    )
    page.mouse.up()
