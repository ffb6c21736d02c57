"""Feedback without a mouse: read, put a phrase in, send, and go on to the next."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitor
from tests.world import World

pytestmark = pytest.mark.browser
MOST_STEPS = 120
KIND = "What told you that this was the right moment?"


def test_a_supervisor_gives_feedback_by_keyboard_alone(
    world: World, visitor: Callable[[], Visitor], has_script: bool
) -> None:
    supervisor = visitor()
    supervisor.signs_in("supervisor@test.example")
    supervisor.goes_to("/review/phrases")
    supervisor.types("A phrase that you like to use", KIND)
    supervisor.presses("Keep it")
    supervisor.goes_to(f"/review/{world.entries['product'].id}")
    page = supervisor.page
    steps_to(page, "Your feedback")
    page.keyboard.type("Clear and kind.")
    steps_to(page, "Your phrases")
    page.keyboard.press("Enter")
    steps_to(page, KIND)
    page.keyboard.press("Enter")
    expect(page.locator("#text")).to_have_value(
        f"Clear and kind. {KIND}" if has_script else f"Clear and kind.\n\n{KIND}"
    )
    supervisor.looks_over()
    steps_to(page, "Send")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert supervisor.sees("Sent.")


def steps_to(page: Page, name: str) -> None:
    """Press Tab until the thing of this name has the focus, and can be seen to have it."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        here = page.evaluate(
            """() => {
              const e = document.activeElement;
              const style = getComputedStyle(e);
              const label = e.labels?.[0]?.textContent ?? e.textContent;
              return [label.trim(), style.outlineStyle, style.boxShadow];
            }"""
        )
        if here[0].startswith(name) and (name != "Send" or here[0] == "Send"):
            assert here[1] != "none" or here[2] != "none", f"{name} shows no focus"
            return
    raise AssertionError(f"Tab never came to {name}.")
