"""Files and recordings as people add them: with progress, without JavaScript, and by voice."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import CHROMIUM, QUIET, Visitor
from tests.cleaning import makers
from tests.world import World

pytestmark = pytest.mark.browser

HEARD = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
WAIT = 20_000


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A photo from a phone."""
    path = tmp_path / "IMG_0007.jpg"
    path.write_bytes(makers.jpeg(1200, 900))
    return path


@pytest.fixture
def page_with_sound(chromium: Browser, address: str, world: World) -> Iterator[Page]:
    """A browser with a microphone that hums, signed in as the worker."""
    with chromium.browser_type.launch(executable_path=CHROMIUM, args=[*QUIET, *HEARD]) as browser:
        visitor = Visitor(browser.new_page(), address, True)
        visitor.signs_in("worker@test.example")
        visitor.goes_to(f"/entries/{world.entries['draft'].id}/attachments")
        yield visitor.page


def test_a_photo_is_added_looked_at_and_removed(
    world: World, visitor: Callable[[], Visitor], photo: Path
) -> None:
    worker = visitor()
    worker.signs_in("worker@test.example")
    worker.goes_to(f"/entries/{world.entries['draft'].id}")
    worker.presses("Add a file or a recording", role="link")
    worker.page.locator("#files").set_input_files(photo)
    worker.types("What it shows", "A flipchart with three circles.")
    with worker.page.expect_navigation(url=re.compile(r"/entries/[0-9a-f-]{36}(#.*)?$")):
        worker.page.get_by_role("button", name="Add", exact=True).click()
    worker.looks_over()
    assert worker.sees("IMG_0007.jpg")
    section = worker.page.locator("li.attachment", has_text="IMG_0007.jpg")
    section.get_by_text("Look at it here").click()
    shown = section.locator("img")
    expect(shown).to_be_visible()
    assert shown.get_attribute("alt") == "A flipchart with three circles."
    with worker.page.expect_download() as coming:
        section.get_by_role("link", name="IMG_0007.jpg", exact=True).click()
    with Image.open(coming.value.path()) as downloaded:
        assert downloaded.size == (900, 1200)
        assert not downloaded.getexif()
    with worker.page.expect_navigation():
        section.get_by_role("link", name=re.compile("^Remove")).click()
    worker.looks_over()
    worker.presses("Remove")
    assert not worker.sees("IMG_0007.jpg")


def test_what_cannot_be_kept_is_said_and_the_words_stay(
    world: World, visitor: Callable[[], Visitor], tmp_path: Path
) -> None:
    worker, bad = visitor(), tmp_path / "drawing.svg"
    bad.write_text("<svg onload='alert(1)'/>")
    worker.signs_in("worker@test.example")
    worker.goes_to(f"/entries/{world.entries['draft'].id}/attachments")
    worker.page.locator("#files").set_input_files(bad)
    worker.types("What it shows", "Our plan.")
    worker.page.get_by_role("button", name="Add", exact=True).click()
    expect(worker.page.locator("main")).to_contain_text("a drawing that can hold a program")
    worker.looks_over()
    assert worker.page.get_by_label("What it shows").input_value() == "Our plan."


def test_progress_is_shown_and_an_upload_can_be_stopped_and_tried_again(
    world: World, chromium: Browser, address: str, photo: Path
) -> None:
    """The service is held back while the bar and its button are looked at."""
    page = chromium.new_page()
    worker = Visitor(page, address, True)
    worker.signs_in("worker@test.example")
    worker.goes_to(f"/entries/{world.entries['draft'].id}/attachments")
    held: list[Route] = []
    page.route("**/attachments", lambda route: held.append(route))
    page.locator("#files").set_input_files(photo)
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    worker.looks_over()
    page.get_by_role("button", name="Stop adding IMG_0007.jpg").click()
    expect(page.locator("#uploads")).to_contain_text("Stopped. Nothing of it was added.")
    worker.looks_over()
    page.unroute("**/attachments")
    with page.expect_navigation():
        page.get_by_role("button", name="Try again to add IMG_0007.jpg").click()
    expect(page.locator("main")).to_contain_text("IMG_0007.jpg")
    page.context.close()


def test_without_a_connection_nothing_is_called_added(
    world: World, chromium: Browser, address: str, photo: Path
) -> None:
    page = chromium.new_page()
    worker = Visitor(page, address, True)
    worker.signs_in("worker@test.example")
    worker.goes_to(f"/entries/{world.entries['draft'].id}/attachments")
    page.context.set_offline(True)
    page.locator("#files").set_input_files(photo)
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("#uploads")).to_contain_text("Not added yet")
    assert "Added" not in page.locator("#uploads").inner_text()
    page.context.set_offline(False)
    with page.expect_navigation():
        page.get_by_role("button", name="Try again to add IMG_0007.jpg").click()
    expect(page.locator("main")).to_contain_text("IMG_0007.jpg")
    page.context.close()


def test_a_spoken_reflection_is_recorded_heard_and_kept(page_with_sound: Page) -> None:
    page = page_with_sound
    page.get_by_role("button", name="Start recording").click()
    expect(page.locator("#recorder-status")).to_have_text("Recording.")
    expect(page.get_by_role("timer")).to_have_text("0:02", timeout=WAIT)
    page.get_by_role("button", name="Pause").click()
    expect(page.locator("#recorder-status")).to_have_text("Paused.")
    stood = page.get_by_role("timer").inner_text()
    page.wait_for_function("begun => performance.now() > begun + 1500", arg=now_in(page))
    assert page.get_by_role("timer").inner_text() == stood
    page.get_by_role("button", name="Go on").click()
    expect(page.locator("#recorder-status")).to_have_text("Recording.")
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.locator("#recorder-status")).to_contain_text("Listen, then keep it")
    Visitor(page, "", True).looks_over()
    assert plays(page, "#recorder-sound")
    with page.expect_navigation(url=re.compile(r"/entries/[0-9a-f-]{36}#"), timeout=WAIT):
        page.get_by_role("button", name="Keep").click()
    kept = page.locator("li.attachment", has_text="Recording 20")
    expect(kept).to_contain_text("Sound recording")
    assert plays(page, "li.attachment:last-child audio")
    Visitor(page, "", True).looks_over()


def test_a_recording_can_be_thrown_away(page_with_sound: Page) -> None:
    page = page_with_sound
    page.get_by_role("button", name="Start recording").click()
    expect(page.get_by_role("timer")).to_have_text("0:01", timeout=WAIT)
    page.get_by_role("button", name="Stop", exact=True).click()
    page.get_by_role("button", name="Throw away").click()
    expect(page.locator("#recorder-status")).to_have_text("Thrown away. Nothing of it is left.")
    expect(page.locator("#recorder-sound")).not_to_be_visible()
    assert page.locator("#recorder-sound").get_attribute("src") is None
    expect(page.get_by_role("button", name="Start recording")).to_be_visible()


def test_where_the_microphone_is_refused_the_page_says_so_and_the_file_stays_possible(
    world: World, chromium: Browser, address: str
) -> None:
    page = chromium.new_page()
    worker = Visitor(page, address, True)
    worker.signs_in("worker@test.example")
    worker.goes_to(f"/entries/{world.entries['draft'].id}/attachments")
    page.get_by_role("button", name="Start recording").click()
    expect(page.locator("#recorder-status")).to_contain_text("add", timeout=WAIT)
    expect(page.locator("#recorder-status")).to_contain_text("file above")
    expect(page.locator("#files")).to_be_enabled()
    worker.looks_over()
    page.context.close()


def now_in(page: Page) -> float:
    """The page's own clock."""
    return float(page.evaluate("performance.now()"))


def plays(page: Page, selector: str) -> bool:
    """Whether a player plays what it was given; a browser that cannot read it raises."""
    page.evaluate(
        "async (selector) => { const a = document.querySelector(selector); await a.play(); }",
        selector,
    )
    return not page.evaluate("selector => document.querySelector(selector).error", selector)
