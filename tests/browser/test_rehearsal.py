"""The timer of a card: quiet, paused by a press, and nothing but an addition to the page."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.world import World

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("has_script", [True], indirect=True, ids=["with JavaScript"])
def test_a_timer_says_little_and_can_be_paused(
    world: World, visitor: Callable[[], Visitor], has_script: bool
) -> None:
    worker = visitor()
    worker.signs_in("worker@test.example")
    page = worker.page
    page.clock.install()
    portfolio = world.portfolios["worker"].id
    worker.goes_to(f"/portfolio/{portfolio}/rehearsal/practise?minutes=3&at=K5&order=by-duty")
    clock, said = page.locator("[data-clock]"), page.locator("[data-said]")
    expect(clock).to_have_text("about 3 minutes")
    expect(said).to_be_empty()
    page.clock.run_for("01:05")
    expect(clock).to_have_text("about 2 minutes")
    expect(said).to_be_empty()
    page.get_by_role("button", name="Pause the timer").press("Enter")
    expect(clock).to_contain_text("paused")
    page.clock.run_for("10:00")
    expect(clock).to_have_text("about 2 minutes, paused")
    page.get_by_role("button", name="Go on").press("Enter")
    page.clock.run_for("01:00")
    expect(said).to_have_text("One minute left.")
    page.clock.run_for("01:00")
    expect(said).to_have_text("The time is up. Take as long as you like.")
    expect(page.get_by_role("heading", level=1)).to_contain_text("the power to decide")
    page.get_by_text("Show my keywords and examples").press("Enter")
    assert worker.sees("You have no keywords on this card yet.")
