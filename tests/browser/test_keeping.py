"""Nothing typed is lost: saved while it is typed, gone on with later, two tabs side by side."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.world import World

pytestmark = pytest.mark.browser

SAVED = re.compile(r"^Saved \d\d:\d\d$")
WRITE = "/entries/new?kind=reflection&model=free"
HALF = "She said that the mornings are hardest, and I"


@pytest.fixture
def has_script() -> bool:
    """Autosave needs JavaScript."""
    return True


def test_what_is_typed_is_saved_and_gone_on_with_after_a_reload(
    world: World, visitor: Callable[[], Visitor]
) -> None:
    worker = visitor()
    worker.signs_in("coach@test.example")
    worker.goes_to(WRITE)
    worker.page.locator("#text").press_sequentially(HALF)
    expect(worker.page.get_by_role("status").filter(has_text=SAVED)).to_be_visible(timeout=20_000)
    worker.page.reload()
    worker.looked_at.clear()
    worker.looks_over()
    assert worker.sees("You have unfinished writing here")
    with worker.page.expect_navigation():
        worker.page.get_by_role("link", name=re.compile("^Go on with what you wrote")).click()
    assert worker.page.locator("#text").input_value() == HALF
    worker.page.locator("#text").fill(f"{HALF} listened.")
    worker.presses("Save")
    assert worker.sees(f"{HALF} listened.")
    worker.goes_to("/unfinished")
    assert worker.sees("Nothing is unfinished")


def test_leaving_the_field_saves_at_once_and_failing_is_said(
    world: World, visitor: Callable[[], Visitor]
) -> None:
    worker = visitor()
    worker.signs_in("coach@test.example")
    worker.goes_to(WRITE)
    page = worker.page
    page.locator("#text").fill("Before.")
    page.locator("#text").blur()
    status = page.get_by_role("status")
    expect(status.filter(has_text=SAVED)).to_be_visible(timeout=20_000)
    page.context.set_offline(True)
    page.locator("#text").fill("Before. And after.")
    page.locator("#text").blur()
    failed = status.filter(has_text=re.compile("^Not saved yet"))
    expect(failed).to_be_visible(timeout=20_000)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(failed).to_be_visible(timeout=20_000)
    assert page.url.endswith(WRITE)
    assert page.locator("#text").input_value() == "Before. And after."
    page.context.set_offline(False)
    expect(status.filter(has_text=SAVED)).to_be_visible(timeout=20_000)
    worker.complaints.clear()
    worker.presses("Save")
    assert worker.sees("Before. And after.")


def test_two_tabs_are_shown_side_by_side_and_put_together(
    world: World, visitor: Callable[[], Visitor]
) -> None:
    worker = visitor()
    worker.signs_in("worker@test.example")
    here = f"/entries/{world.entries['draft'].id}/edit"
    other = Visitor(worker.page.context.new_page(), worker.address, has_script=True)
    worker.goes_to(here)
    other.goes_to(here)
    was = worker.page.locator("#text").input_value()
    worker.page.locator("#text").fill(f"On the bus.\n\n{was}")
    worker.presses("Save")
    other.page.locator("#text").fill(f"{was}\n\nAt my desk.")
    other.presses("Save")
    assert other.sees("This entry was saved somewhere else meanwhile")
    assert other.page.locator("mark", has_text="On the bus").count() == 1
    assert other.page.locator("mark", has_text="At my desk").count() == 1
    other.presses("Put them together")
    together = f"On the bus.\n\n{was}\n\nAt my desk."
    assert other.page.locator("#text").input_value() == together
    other.presses("Save")
    assert other.sees("On the bus.")
    assert other.sees("At my desk.")
    other.presses("Earlier versions", role="link")
    other.presses("Version 2", role="link")
    assert other.page.locator("ins", has_text="On the bus").count() == 1
    other.presses("What has changed since", role="link")
    assert other.page.locator("ins", has_text="At my desk").count() == 1
    other.presses("Bring this version back")
    assert "At my desk." not in other.page.inner_text("article.entry")
