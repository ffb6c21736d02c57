"""From a first reflection to a compiled portfolio: the main job, as two people do it."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.browser.conftest import Visitor
from tests.world import World

pytestmark = pytest.mark.browser

WROTE = "A woman I support wanted to leave the group early, and we worked out how she could."
REASONS = {
    "S1": "We agreed together how long she would stay.",
    "K4": "I said what I could and could not do.",
    "mutual": "I told her that I left early too, my first time.",
}
S1 = "S1 Develop and maintain mutual and reciprocal peer relationships"
STATEMENT = "I agreed with a woman I support how she could leave a group when she needed to."


def test_from_a_first_reflection_to_a_compiled_portfolio(
    world: World, visitor: Callable[[], Visitor]
) -> None:
    worker, supervisor = visitor(), visitor()
    worker.signs_in("other_worker@test.example")
    writes_a_reflection(worker)
    tags_it(worker)
    writes_the_statement(worker)
    shares_it(worker, "Other Supervisor Person, your supervisor")

    supervisor.signs_in("other_supervisor@test.example")
    finds_it_waiting(supervisor)
    answers_it(supervisor)

    the_worker_answers(worker)
    sees_honest_coverage(worker)
    builds_the_portfolio(worker)
    its_annex_names_the_right_page(worker)


def writes_a_reflection(worker: Visitor) -> None:
    """With Gibbs, skipping most questions, after a slip with the date."""
    worker.goes_to("/entries/new")
    worker.ticks("Reflection")
    worker.page.locator("#model-gibbs").check()
    worker.presses("Start writing")
    worker.types("Title", "Leaving early")
    worker.page.locator("#answer_description").fill(WROTE)
    worker.page.locator("#dated").fill("2999-01-01")
    worker.presses("Save")
    assert worker.sees("This date is in the future")
    assert worker.page.locator("#answer_description").input_value() == WROTE
    worker.page.locator("#dated").fill("2026-06-04")
    worker.presses("Preview")
    assert worker.sees("How it will look")
    worker.presses("Save")
    assert worker.sees("Only you can read this")
    assert worker.sees(WROTE)


def tags_it(worker: Visitor) -> None:
    """By code and by words, with a reason each; the reasons typed survive the next search."""
    worker.presses("Tags", role="link")
    for words, ref in (
        ("S1", "peer-worker:S1"),
        ("boundaries", "peer-worker:K4"),
        ("mutual", "principles:mutual"),
    ):
        worker.page.locator("#find").fill(words)
        worker.presses("Find")
        worker.page.locator(f'#found input[value="{ref}"]').check()
        worker.presses("Find")
        worker.page.locator(f'[name="reason-{ref}"]').fill(REASONS[ref.partition(":")[2]])
    worker.presses("Save tags")
    for reason in REASONS.values():
        assert worker.sees(reason)


def writes_the_statement(worker: Visitor) -> None:
    """The second, de-identified text."""
    worker.presses("Evidence statement", role="link")
    worker.presses("Save statement")
    assert worker.sees("Please write the statement first")
    worker.types("Evidence statement", STATEMENT)
    worker.presses("Save statement")
    assert worker.sees(STATEMENT)


def shares_it(worker: Visitor, reader: str) -> None:
    """With one named person."""
    worker.presses("Share", role="link")
    worker.presses("Share")
    assert worker.sees("Please tick at least one person")
    worker.ticks(reader)
    worker.presses("Share")
    assert worker.sees("You can take it back at any time")


def finds_it_waiting(supervisor: Visitor) -> None:
    """On the home page and in the queue."""
    assert supervisor.sees("Leaving early")
    supervisor.goes_to("/review")
    supervisor.presses("Leaving early", role="link")
    assert supervisor.sees(WROTE)


def answers_it(supervisor: Visitor) -> None:
    """Confirms one tag, asks for more on another, vouches for the statement, and writes."""
    page = supervisor.page
    page.locator('[name="decision-peer-worker:S1"][value="confirmed"]').check()
    page.locator('[name="decision-peer-worker:K4"][value="not_yet"]').check()
    supervisor.types("Your feedback", "What did she say when you told her about your first time?")
    supervisor.presses("Send")
    assert page.get_by_label("Your feedback").input_value().startswith("What did she say")
    page.locator('[name="because-peer-worker:K4"]').fill("Say where the boundary was.")
    page.locator('[name="vouch"]').check()
    page.locator('[name="vouched"]').fill("I sat in on that group.")
    supervisor.presses("Send")
    supervisor.goes_to("/review")
    assert "Leaving early" not in page.locator("main .rows").all_inner_texts().__str__()


def the_worker_answers(worker: Visitor) -> None:
    """From what is waiting on the home page."""
    worker.goes_to("/")
    worker.presses("Leaving early", role="link")
    assert worker.sees("Say where the boundary was.")
    assert worker.sees("Confirmed by Other Supervisor Person (supervisor)")
    answer = worker.page.locator('form[action^="/review/"] textarea')
    answer.fill("She laughed, and stayed ten minutes longer.")
    worker.presses("Send")
    assert worker.sees("She laughed, and stayed ten minutes longer.")


def sees_honest_coverage(worker: Visitor) -> None:
    """The confirmed one is confirmed; the one asked about is still a claim."""
    worker.goes_to("/ksbs/S1")
    assert worker.sees("Leaving early")
    worker.goes_to("/ksbs/K4")
    assert worker.sees("Not yet")
    worker.goes_to("/coverage")
    assert worker.sees("of 113 confirmed")
    worker.goes_to("/principles/mutual")
    assert worker.sees("Leaving early")


def builds_the_portfolio(worker: Visitor) -> None:
    """A reflection is context until somebody vouches for its statement; now it is a piece."""
    worker.goes_to("/portfolio")
    worker.types("Title", "My portfolio")
    worker.presses("Begin")
    with worker.page.expect_navigation():
        worker.page.locator("a", has_text=re.compile("^Choose: Leaving early")).click()
    worker.looks_over()
    assert worker.sees(STATEMENT)
    worker.presses("Bring it in")


def its_annex_names_the_right_page(worker: Visitor) -> None:
    """The PDF is made by the page's own button, and the annex leads to the piece."""
    with worker.page.expect_download() as coming:
        worker.page.get_by_role("button", name="Make the PDF").click()
    pages = [page.extract_text() for page in PdfReader(read(coming.value.path())).pages]
    with_statement = [number for number, text in enumerate(pages, 1) if STATEMENT in flat(text)]
    assert len(with_statement) == 1
    begin = next(number for number, text in enumerate(pages) if "Where it is shown" in flat(text))
    annex = flat(" ".join(pages[begin:]))
    assert re.search(rf"{S1} .{{0,60}}?\b{with_statement[0]}\b", annex), annex
    assert WROTE not in flat(" ".join(pages))
    with worker.page.expect_download() as coming:
        worker.page.get_by_role("button", name="Make the HTML").click()
    html = Path(coming.value.path()).read_text(encoding="utf-8")
    assert STATEMENT in html
    assert WROTE not in html


def read(path: Path) -> io.BytesIO:
    """A downloaded file, in memory."""
    return io.BytesIO(Path(path).read_bytes())


def flat(text: str) -> str:
    """Text without line breaks."""
    return " ".join(text.split())
