"""Somebody who has their own colours forced on every page sees what is ticked."""

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page

from journal import Application
from journal.extensions import db
from tests.browser.phone import signs_in
from tests.conftest import apart, inside
from tests.rooms.handing_in import ready_desk
from tests.world import World

pytestmark = pytest.mark.browser


@pytest.fixture
def path(app: Application, world: World) -> str:
    """The address of a portfolio that can be signed."""
    return apart(lambda: inside(app, lambda: ready_desk(db.session, world).path))


@pytest.fixture
def page(path: str, chromium: Browser, address: str) -> Page:
    """Where its worker signs, in the colours of their own machine."""
    page = chromium.new_context(color_scheme="light", forced_colors="active").new_page()
    signs_in(page, address, "other_worker@test.example")
    page.goto(f"{address}{path}/statements")
    return page


def test_a_ticked_box_looks_ticked(page: Page) -> None:
    box = page.get_by_role("checkbox").first
    assert colours_inside(box) == 1
    box.check()
    assert colours_inside(box) > 1
    page.context.close()


def colours_inside(box: Locator) -> int:
    """How many colours there are within the border of a box of 24 by 24 pixels."""
    with Image.open(BytesIO(box.screenshot(animations="disabled"))) as shot:
        return len(shot.convert("RGB").crop((6, 6, 18, 18)).getcolors() or ())
