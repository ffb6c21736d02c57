"""The board of pieces against statements, on the narrowest phone."""

import pytest
from playwright.sync_api import Browser

from journal import Application
from journal.extensions import db
from tests.browser.phone import signs_in
from tests.conftest import apart, inside
from tests.rooms.portfolios import desk_of
from tests.world import World

pytestmark = pytest.mark.browser
PIECES = 12


@pytest.fixture
def path(app: Application, world: World) -> str:
    """The address of a board that is wider than a phone."""

    def lay() -> str:
        desk = desk_of(db.session, world)
        for number in range(PIECES):
            name = f"map{number}"
            desk.write(name, tags={"S1": "We drew it."}, statement=f"I drew map {number}.")
            desk.add(name, f"A map {number}")
        return f"{desk.path}/board"

    return apart(lambda: inside(app, lay))


def test_a_board_of_many_pieces_scrolls_by_itself_and_not_the_page(
    path: str, chromium: Browser, address: str
) -> None:
    context = chromium.new_context(viewport={"width": 320, "height": 700})
    page = context.new_page()
    signs_in(page, address, "other_worker@test.example")
    page.goto(address + path)
    board = page.locator(".table-responsive")
    assert board.evaluate("each => each.scrollWidth > each.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.set_viewport_size({"width": 390, "height": 700})
    assert board.evaluate("each => each.scrollWidth - each.clientWidth") == 0, "a usual one fits"
    context.close()
