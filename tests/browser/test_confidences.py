"""What stays with its writer, and what is taken out before others read it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.conftest import Visitor
from tests.world import World

pytestmark = pytest.mark.browser

OWN = "It was like my own first week."
SLIP = "I met Sarah Okonkwo at Willow Ward."
WROTE = f"{SLIP} {OWN} I asked what would help."


def test_keeping_a_passage_and_taking_a_name_out(
    world: World, visitor: Callable[[], Visitor]
) -> None:
    worker, supervisor = visitor(), visitor()
    worker.signs_in("other_worker@test.example")
    worker.goes_to("/entries/new?kind=reflection&model=free")
    marks_a_passage(worker)
    worker.presses("Save")
    assert worker.sees(OWN)

    worker.presses("Share", role="link")
    at = worker.page.url
    worker.presses("See exactly what they will see", role="link")
    assert worker.sees(SLIP)
    assert not worker.sees(OWN)
    worker.presses("Back to sharing", role="link")
    in_its_row(worker.page, "Sarah Okonkwo").get_by_text("the person I support").click()
    worker.page.wait_for_load_state()
    worker.looks_over()
    assert worker.page.locator('.pointed-list [name="words"][value="Sarah Okonkwo"]').count() == 0
    in_its_row(worker.page, "Willow Ward").get_by_text("This is fine").click()
    worker.page.wait_for_load_state()
    assert worker.sees("Nothing here looks like a name")
    assert worker.page.url.partition("#")[0] == at.partition("#")[0]
    worker.ticks("Other Supervisor Person, your supervisor")
    worker.presses("Share")

    supervisor.signs_in("other_supervisor@test.example")
    supervisor.goes_to("/review")
    supervisor.page.locator("main a.row-title").filter(has_text="I met").click()
    supervisor.page.wait_for_url("**/review/*-*")
    assert supervisor.sees("I met the person I support at Willow Ward. I asked what would help.")
    assert OWN not in supervisor.page.content()


def marks_a_passage(worker: Visitor) -> None:
    """With the button where there is a script, and in plain signs where there is none."""
    text = worker.page.get_by_label("What do you want to write?", exact=True)
    if not worker.has_script:
        text.fill(WROTE.replace(OWN, f"[just for me] {OWN} [/just for me]"))
        return
    text.fill(WROTE)
    start = WROTE.index(OWN)
    text.evaluate(f"box => box.setSelectionRange({start}, {start + len(OWN)})")
    worker.page.get_by_role("button", name="Keep what I selected just for me").click()
    assert text.input_value() == WROTE.replace(OWN, f"[just for me] {OWN} [/just for me]")


def in_its_row(page: Page, words: str) -> Locator:
    """The row of the list in which these words are pointed at."""
    return page.locator(".pointed-list .row-item").filter(has_text=words)


def test_a_statement_is_made_from_the_reflection_and_looked_over(
    world: World, visitor: Callable[[], Visitor]
) -> None:
    worker = visitor()
    worker.signs_in("other_worker@test.example")
    worker.goes_to("/entries/new?kind=reflection&model=free")
    worker.types("What do you want to write?", SLIP)
    worker.presses("Save")
    worker.presses("Evidence statement", role="link")
    worker.presses("Start the statement from this", role="link")
    worker.presses("Save statement")
    assert worker.sees("Before you save: could somebody be recognised?")
    for words, other in (("Sarah Okonkwo", "the person I support"), ("Willow Ward", "the ward")):
        row = in_its_row(worker.page, words)
        row.get_by_role("button", name=f"Instead of {words}: {other}", exact=True).click()
        worker.page.wait_for_load_state()
        worker.looks_over()
    assert worker.page.locator("#text").input_value() == "I met the person I support at the ward."
    worker.presses("Save statement")
    assert worker.sees("I met the person I support at the ward.")
