"""Against the blank page, on a phone: a note on the bus, a reflection later, a word for oneself."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator

from tests.browser.conftest import Visitor
from tests.world import World

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
BOX = "Write it down before it goes"
NOTE = "He missed the bus on purpose, and told me so.\n\nI felt cross.\n\nNext time I ask first."


def test_from_a_note_on_the_bus_to_a_reflection_and_a_word_for_oneself(
    world: World, visitor: Callable[[], Visitor]
) -> None:
    worker = visitor()
    worker.page.set_viewport_size(PHONE)
    worker.goes_to("/limit")
    worker.signs_in("worker@test.example")
    writes_a_note(worker)
    makes_it_a_reflection(worker)
    looks_at_an_example(worker)
    checks_in(worker)
    brings_it_to_supervision(worker)
    reaches_their_limit(world, worker)


def writes_a_note(worker: Visitor) -> None:
    """One box, one press, and it is there."""
    worker.page.set_viewport_size(PHONE)
    box = worker.page.get_by_label(BOX)
    place, button = box.bounding_box(), press_of(worker).bounding_box()
    assert place
    assert button
    assert place["y"] < PHONE["height"] / 2, "the box is the first thing on the page"
    assert button["y"] + button["height"] <= PHONE["height"], "the button is within reach"
    assert button["height"] >= 44
    assert button["width"] > PHONE["width"] * 0.8
    worker.presses("Save it")
    assert worker.sees("nothing to save yet")
    worker.goes_to("/")
    box.fill(NOTE)
    worker.presses("Save it")
    assert worker.sees("Saved. Only you can read it.")
    worker.presses("Open it", role="link")
    assert worker.sees("I felt cross.")


def press_of(worker: Visitor) -> Locator:
    """The button below the box."""
    return worker.page.get_by_role("button", name="Save it")


def makes_it_a_reflection(worker: Visitor) -> None:
    """Along Gibbs' questions, with the note's words where they fit."""
    worker.presses("Make this a reflection", role="link")
    worker.page.locator("#model-gibbs").check()
    worker.presses("Make it a reflection")
    for field, words in (
        ("description", "He missed the bus on purpose, and told me so."),
        ("feelings", "I felt cross."),
        ("action_plan", "Next time I ask first."),
    ):
        assert worker.page.locator(f"#answer_{field}").input_value() == words
    worker.page.get_by_text("Stuck? Here is a question").click()
    worker.page.get_by_text("Another one").first.click()
    assert worker.page.locator(".question blockquote").nth(1).is_visible()
    assert worker.page.locator("#answer_feelings").input_value() == "I felt cross."
    worker.page.locator("#answer_conclusion").fill("He told me. That counts.")
    worker.presses("Save")
    assert worker.sees("He told me. That counts.")
    worker.presses("Earlier versions", role="link")
    worker.presses("Version 1", role="link")
    assert worker.sees("I felt cross.")
    assert not worker.sees("He told me. That counts.")


def looks_at_an_example(worker: Visitor) -> None:
    """Before writing the next one."""
    worker.goes_to("/entries/new")
    worker.presses("Worked examples", role="link")
    worker.presses("The form on the table between us", role="link")
    assert worker.sees("What makes it good")
    worker.goes_to("/examples/S38")
    assert worker.sees("The evidence statement made from it")


def checks_in(worker: Visitor) -> None:
    """A few words that nobody else reads."""
    worker.goes_to("/")
    worker.presses("Check in with yourself", role="link")
    worker.page.get_by_text("Tired", exact=True).click()
    worker.page.get_by_label("Tired", exact=True).focus()
    assert worker.page.get_by_label("Tired", exact=True).is_checked()
    worker.page.get_by_label("Or words of your own").fill("like a wet towel")
    worker.page.get_by_label("What would help?").fill("An early night.")
    worker.presses("Keep it for myself")
    assert worker.sees("tired, like a wet towel")


def brings_it_to_supervision(worker: Visitor) -> None:
    """A copy, of their own making; the check-in stays theirs and can go for good."""
    address = worker.page.url
    worker.presses("Copy it into a supervision note")
    assert "like a wet towel" in worker.page.locator("#text").input_value()
    worker.presses("Save")
    worker.page.goto(address)
    worker.presses("Delete for good", role="link")
    worker.presses("Delete it for good")
    assert worker.sees("Gone for good.")


def reaches_their_limit(world: World, worker: Visitor) -> None:
    """One press from wherever they are, without opening a menu, on one line with its button."""
    worker.goes_to("/entries")
    menu = worker.page.get_by_role("button", name="Menu")
    for width in (320, 360, 390, 1280):
        worker.page.set_viewport_size({"width": width, "height": 800})
        link = worker.page.get_by_role("link", name="I reached my limit")
        assert link.is_visible()
        place = link.bounding_box()
        assert place
        assert place["y"] + place["height"] < 200
        assert place["height"] >= 44
        assert not menu.is_visible() or menu.bounding_box()["y"] == place["y"]
    worker.page.set_viewport_size(PHONE)
    worker.presses("I reached my limit", role="link")
    assert worker.sees(world.supervisor.name)
    assert worker.sees(world.local_routes["admin"].name)
    assert worker.sees("I need ten minutes with you today.")
    assert worker.sees("116 123")
