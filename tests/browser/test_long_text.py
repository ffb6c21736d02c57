"""Which way a long text runs is looked up once, not by the browser at every key.

Chromium took 600 ms a key where it looked, and 100 where it did not.
"""

import pytest
from playwright.sync_api import Page

from journal.forms import LONGEST_TEXT
from tests.browser.phone import signs_in
from tests.world import World

pytestmark = pytest.mark.browser

ENGLISH, ARABIC = "We walked and talked about small things. ", "مشينا وتحدثنا عن أشياء صغيرة. "


@pytest.mark.parametrize(
    ("words", "size", "runs"),
    [(ENGLISH, 1_000, "auto"), (ENGLISH, LONGEST_TEXT, "ltr"), (ARABIC, LONGEST_TEXT, "rtl")],
)
def test_a_long_text_keeps_the_way_it_runs(
    words: str, size: int, runs: str, world: World, desk: Page, address: str
) -> None:
    """Feedback, whose field runs whichever way its words do."""
    signs_in(desk, address, "supervisor@test.example")
    desk.goto(f"{address}/review/{world.entries['shared'].id}")
    text = desk.locator('textarea[name="text"]')
    whole = (words * (size // len(words)))[: size - 50]
    text.evaluate("(text, whole) => { text.value = whole; }", whole)
    text.press("End")
    text.type("a")
    assert text.get_attribute("dir") == runs
