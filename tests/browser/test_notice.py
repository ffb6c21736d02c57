"""What has just been done is said where whoever comes back to the middle of a page is."""

import pytest
from playwright.sync_api import Browser, expect

from journal import Application
from journal.extensions import db
from tests.browser.phone import signs_in
from tests.conftest import apart, inside
from tests.rooms.handing_in import ready_desk
from tests.world import World

pytestmark = pytest.mark.browser

HEARS = """addEventListener("DOMContentLoaded", () => {
  const notice = document.querySelector(".notice");
  window.heard = [];
  if (!notice) { return; }
  new MutationObserver(() => window.heard.push(notice.innerText))
    .observe(notice, { childList: true, subtree: true });
});"""


def test_a_piece_that_was_saved_says_so_in_sight_and_aloud(
    app: Application, world: World, chromium: Browser, address: str
) -> None:
    path = apart(lambda: inside(app, lambda: ready_desk(db.session, world, pieces=6).path))
    page = chromium.new_context(viewport={"width": 390, "height": 844}).new_page()
    signs_in(page, address, "other_worker@test.example")
    page.add_init_script(HEARS)
    page.goto(address + path)
    page.get_by_role("link", name="A map 4", exact=True).click()
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("link", name="A map 4", exact=True)).to_be_in_viewport()
    notice = page.locator(".notice", has_text="Saved.")
    expect(notice).to_be_in_viewport()
    below = page.get_by_role("link", name="A map 4", exact=True).bounding_box()
    box = notice.bounding_box()
    assert box is not None
    assert below is not None
    assert box["y"] + box["height"] <= below["y"], "it covers nothing of the piece"
    page.wait_for_function("() => window.heard.length > 0")
    assert page.evaluate("window.heard") == ["Saved."]
    page.context.close()
