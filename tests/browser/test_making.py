"""Waiting for a file at a real browser: how far it is, and stopping it."""

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Page, expect

from journal import Application, frozen_forms, making
from journal.database import begin_writing
from journal.documents import pdf, tree
from journal.documents.zips import Member
from journal.domain.making import Watch
from journal.extensions import db
from journal.models import Making
from journal.portfolio import edition
from tests.browser.conftest import Visitor
from tests.browser.phone import signs_in
from tests.conftest import apart, inside
from tests.rooms.handing_in import a_link, handed_in, ready_desk
from tests.world import PASSWORD, World

pytestmark = pytest.mark.browser


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """What the typesetter waits for, so that a file takes as long as a test looks at the page."""
    opened, typeset = threading.Event(), pdf.to_pdf

    def setting(document: tree.Document, **more: Any) -> bytes:
        while not opened.wait(timeout=0.2):
            more["look"]()
        return typeset(document, **more)

    monkeypatch.setattr(edition, "to_pdf", setting)
    yield opened
    opened.set()


@pytest.fixture
def late(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """What a file waits for before it begins to be made."""
    opened, watched = threading.Event(), making.watched

    def waiting(person_id: UUID) -> AbstractContextManager[Watch]:
        opened.wait(timeout=30)
        return watched(person_id)

    monkeypatch.setattr(making, "watched", waiting)
    yield opened
    opened.set()


@pytest.fixture
def page(app: Application, world: World, chromium: Browser, address: str) -> Iterator[Page]:
    """The page where a worker makes files of their portfolio."""
    path = apart(lambda: inside(app, lambda: ready_desk(db.session, world).path))
    context = chromium.new_context(reduced_motion="reduce")
    page = context.new_page()
    signs_in(page, address, "other_worker@test.example")
    page.goto(f"{address}{path}/files")
    yield page
    context.close()


def press(page: Page, name: str) -> Page:
    """Press a button whose answer comes in another tab: a page that waits for an answer can be
    looked at by a person, but not by the tools of a test."""
    with page.context.expect_page() as beside:
        page.evaluate("() => { window.open(location.href, 'beside'); }")
    beside.value.wait_for_load_state()
    page.evaluate("document.querySelectorAll('form').forEach(each => { each.target = 'beside'; })")
    page.bring_to_front()
    page.get_by_role("button", name=name, exact=True).click()
    return beside.value


def test_a_file_that_takes_long_says_how_far_it_is_and_can_be_stopped(
    page: Page, gate: threading.Event
) -> None:
    answer = press(page, "Make the ZIP")
    box = page.get_by_role("dialog", name="Making your file")
    expect(box).to_contain_text("Part 2 of 5.")
    expect(box.get_by_role("button", name="Stop")).to_be_focused()
    assert box.get_by_role("progressbar").get_attribute("value") == "1"
    page.keyboard.press("Escape")
    expect(answer.get_by_text("Stopped. Nothing was made.")).to_be_visible()
    expect(box).to_be_hidden()


def test_what_has_not_begun_when_it_is_stopped_ends_when_it_does(
    page: Page, late: threading.Event
) -> None:
    """As a large archive that has arrived, and is read before a part of it is done."""
    answer = press(page, "Make the PDF")
    box = page.get_by_role("dialog", name="Making your file")
    with page.expect_response(lambda each: each.url.endswith("/stop")) as told:
        box.get_by_role("button", name="Stop").click()
    assert told.value.ok
    expect(box).to_be_hidden()
    expect(page.get_by_text("Stopped. Nothing was made.")).to_be_visible()
    late.set()
    expect(answer.get_by_text("Stopped. Nothing was made.")).to_be_visible()


def test_the_lock_stays_above_the_box(page: Page, gate: threading.Event) -> None:
    """Locked in the moment before the box opens, the page can still be unlocked."""
    press(page, "Make the ZIP")
    with page.expect_response("**/making/*"):
        page.evaluate("document.querySelector('[data-locks]').requestSubmit()")
    expect(page.locator("#lock-password")).to_be_focused()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Stop")).to_be_visible()


def test_a_stop_that_did_not_arrive_can_be_pressed_again(page: Page, gate: threading.Event) -> None:
    """The sign-in's token is another by now, and then the form gets the new one."""
    answer = press(page, "Make the ZIP")
    box, stop = page.get_by_role("dialog"), page.get_by_role("button", name="Stop")
    expect(box).to_contain_text("Part 2 of 5.")
    token = page.locator("main [name=csrf_token]").first.input_value()
    with page.expect_response("**/stop"):
        gets_token(page, "an older one")
        stop.click()
    expect(stop).to_be_enabled()
    expect(box).to_contain_text("Part 2 of 5.")
    gets_token(page, token)
    stop.click()
    expect(answer.get_by_text("Stopped. Nothing was made.")).to_be_visible()


def gets_token(page: Page, token: str) -> None:
    """Put it into every form, as the page itself does after the lock."""
    every = "document.querySelectorAll('main [name=csrf_token]')"
    page.evaluate(f"token => {every}.forEach(each => {{ each.value = token; }})", token)


def test_the_box_goes_when_the_file_comes(page: Page, gate: threading.Event) -> None:
    press(page, "Make the PDF")
    box = page.get_by_role("dialog", name="Making your file")
    expect(box).to_contain_text("This may take a while.")
    gate.set()
    expect(box).to_be_hidden()


def test_the_box_goes_when_nothing_is_known_any_more_of_how_far_it_is(
    app: Application, page: Page, gate: threading.Event
) -> None:
    """What is over is forgotten when the next one begins, and that may be in another tab."""
    press(page, "Make the ZIP")
    box = page.get_by_role("dialog", name="Making your file")
    expect(box).to_contain_text("Part 2 of 5.")
    apart(lambda: inside(app, forget_all))
    expect(box).to_be_hidden()


def test_the_box_keeps_no_file_from_coming(page: Page) -> None:
    with page.expect_download() as download:
        page.get_by_role("button", name="Make the HTML", exact=True).click()
    assert download.value.suggested_filename.endswith(".html")
    expect(page.locator("#making")).to_be_hidden()


def test_the_box_is_for_everybody(page: Page, address: str) -> None:
    page.evaluate("document.getElementById('making').showModal()")
    Visitor(page, address, has_script=True).looks_over()
    assert page.get_by_role("dialog", name="Making your file").is_visible()


def test_an_assessor_sees_the_box_and_stops_the_zip(
    app: Application,
    world: World,
    chromium: Browser,
    address: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its second part waits until somebody stops it."""
    _, path, code = apart(lambda: inside(app, lambda: link_to_read(world)))
    put_together = frozen_forms.member_of

    def waits(*given: Any) -> Member:
        asked.wait(timeout=30)
        return put_together(*given)

    asked = threading.Event()
    monkeypatch.setattr(frozen_forms, "member_of", waits)
    page = chromium.new_context(reduced_motion="reduce").new_page()
    page.goto(address + path)
    page.get_by_label("Your code").fill(code)
    page.get_by_role("button", name="Open the portfolio").click()
    page.locator("summary", has_text="Write a note").first.click()
    page.locator("textarea").first.fill("Ask who drew it.")
    press(page, "Download everything as one ZIP")
    box = page.get_by_role("dialog", name="Making your file")
    expect(box).to_contain_text("Part 1 of 6.")
    with page.expect_response(lambda each: each.url.endswith("/stop")) as told:
        box.get_by_role("button", name="Stop").click()
    assert told.value.ok
    asked.set()
    expect(page.get_by_text("Stopped. Nothing was made.")).to_be_visible()
    expect(box).to_be_hidden()
    assert page.locator("textarea").first.input_value() == "Ask who drew it."
    page.context.close()


def link_to_read(world: World) -> tuple[UUID, str, str]:
    """A link to what somebody handed in."""
    desk = ready_desk(db.session, world)
    return a_link(desk, handed_in(desk))


def forget_all() -> None:
    """Nothing is known of any file being made."""
    begin_writing(db.session)
    db.session.execute(sa.delete(Making))
    db.session.commit()
