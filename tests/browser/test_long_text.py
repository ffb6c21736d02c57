"""Writing on in a text near the longest that an entry takes: a key is there at once."""

import pytest
from playwright.sync_api import Page

from journal.forms import LONGEST_TEXT
from tests.browser.phone import signs_in
from tests.world import World

pytestmark = pytest.mark.browser

ENGLISH, ARABIC = "We walked and talked about small things. ", "مشينا وتحدثنا عن أشياء صغيرة. "
PUTS_A_WORD_IN = """async (text) => {
  const times = [];
  text.focus();
  for (let time = 0; time < 6; time += 1) {
    text.setSelectionRange(text.textLength / 2, text.textLength / 2);
    const begun = performance.now();
    document.execCommand("insertText", false, "a");
    times.push(performance.now() - begun);
    await new Promise(requestAnimationFrame);
  }
  return Math.min(...times);
}"""
SOON = 350
"""Milliseconds, on two busy cores; 600 and more where the direction is looked up each time."""


@pytest.mark.parametrize(
    ("words", "size", "runs"),
    [(ENGLISH, 1_000, "auto"), (ENGLISH, LONGEST_TEXT, "ltr"), (ARABIC, LONGEST_TEXT, "rtl")],
)
def test_a_word_is_put_into_a_long_text_at_once(
    words: str, size: int, runs: str, world: World, desk: Page, address: str
) -> None:
    """Feedback, whose field runs whichever way its words do."""
    signs_in(desk, address, "supervisor@test.example")
    desk.goto(f"{address}/review/{world.entries['shared'].id}")
    text = desk.locator('textarea[name="text"]')
    whole = (words * (size // len(words)))[: size - 50]
    text.evaluate("(text, whole) => { text.value = whole; }", whole)
    took = text.evaluate(PUTS_A_WORD_IN)
    assert text.get_attribute("dir") == runs
    assert words is ARABIC or took < SOON, took


def test_so_is_one_put_into_a_long_entry(world: World, desk: Page, address: str) -> None:
    signs_in(desk, address)
    desk.goto(f"{address}/entries/new?kind=reflection")
    text = desk.locator('textarea[name="text"]')
    whole = (ENGLISH * (LONGEST_TEXT // len(ENGLISH)))[: LONGEST_TEXT - 50]
    text.evaluate("(text, whole) => { text.value = whole; }", whole)
    took = text.evaluate(PUTS_A_WORD_IN)
    assert took < SOON, took
