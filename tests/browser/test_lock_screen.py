"""The lock that covers a page where it stands, and opens it with everything still there."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

import pytest
import sqlalchemy as sa
from playwright.sync_api import CDPSession, Locator, Page, Route, expect

from config import ROOT, Settings
from journal import Application
from journal.extensions import db
from journal.models import AuditEvent, Passkey
from journal.models.base import now
from journal.models.confidential import for_viewer
from tests.browser.conftest import Visitor
from tests.browser.test_lock import WORDS, Make, begins_to_write, on_the_server, saved
from tests.conftest import apart, inside
from tests.world import PASSWORD, World

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("has_script", [True], ids=["with JavaScript"], indirect=True),
]

A_BREAK = "31:00"
KEPT = "**/unfinished/*"
LOCKED = "Locked \u2013 Alongside"


def screen(page: Page) -> Locator:
    """The lock over the page."""
    return page.locator("dialog.lock-screen")


def opens_with(page: Page, password: str, email: str = "") -> None:
    """Type what the lock asks for."""
    if email:
        page.locator("#lock-email").fill(email)
    page.locator("#lock-password").fill(password)
    screen(page).locator("form button[type=submit]").first.click()


def is_covered(somebody: Visitor) -> None:
    """Nothing of the page can be seen, read out or reached, and the title says nothing."""
    page = somebody.page
    expect(screen(page)).to_be_visible()
    assert page.title() == LOCKED
    expect(page.locator("#text")).to_be_hidden()
    assert page.locator("main").inner_text().strip() == ""
    assert page.evaluate("document.activeElement.closest('dialog') !== null")
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "document.activeElement === document.body || "
            "document.activeElement.closest('dialog') !== null"
        )


def is_open_with_every_word(somebody: Visitor) -> None:
    """The page is as it was left."""
    page = somebody.page
    expect(screen(page)).to_be_hidden()
    assert page.locator("#text").input_value() == WORDS
    assert not page.title().startswith("Locked")


def takes_a_break(somebody: Visitor) -> None:
    """Half an hour goes by with nobody there."""
    somebody.page.clock.fast_forward(A_BREAK)
    expect(screen(somebody.page)).to_be_visible()


def test_half_an_hour_of_quiet_covers_the_page_and_the_password_uncovers_it(
    app: Application, world: World, visitor: Make
) -> None:
    somebody = visitor()
    somebody.page.clock.install()
    begins_to_write(somebody, world)
    takes_a_break(somebody)
    is_covered(somebody)
    somebody.looked_at.clear()
    somebody.looks_over()
    for key in ("Escape", "Escape"):
        somebody.page.keyboard.press(key)
    is_covered(somebody)
    assert locked_on_the_server(somebody)
    for wrong in ("not the password", ""):
        opens_with(somebody.page, wrong)
        expect(somebody.page.locator("#lock-problem")).not_to_be_empty()
        is_covered(somebody)
    opens_with(somebody.page, PASSWORD)
    is_open_with_every_word(somebody)
    assert not locked_on_the_server(somebody)
    somebody.presses("Save")
    assert saved(app, world) == WORDS


def locked_on_the_server(somebody: Visitor) -> bool:
    """Whether the service itself refuses this browser's cookie."""
    answer = somebody.page.context.request.get(
        somebody.address + "/entries", headers={"Accept": "application/json"}
    )
    return answer.status == 423


def test_every_tab_is_covered_and_opens_with_the_first(world: World, visitor: Make) -> None:
    somebody = visitor()
    begins_to_write(somebody, world)
    other = somebody.page.context.new_page()
    other.goto(somebody.address + "/account")
    other.set_viewport_size({"width": 1280, "height": 900})
    other.locator("form[data-locks] button").click()
    expect(screen(other)).to_be_visible()
    is_covered(somebody)
    opens_with(other, PASSWORD)
    expect(screen(other)).to_be_hidden()
    is_open_with_every_word(somebody)


def test_a_session_that_has_ended_is_begun_again_on_the_page_and_only_by_the_same_person(
    app: Application, world: World, visitor: Make
) -> None:
    """Pressing Save says so; after the sign-in the same press goes through."""
    somebody = visitor()
    begins_to_write(somebody, world)
    on_the_server(app, ended_at=now())
    somebody.page.get_by_role("button", name="Save", exact=True).click()
    expect(screen(somebody.page)).to_be_visible()
    is_covered(somebody)
    somebody.looked_at.clear()
    somebody.looks_over()
    opens_with(somebody.page, PASSWORD, "supervisor@test.example")
    expect(somebody.page.locator("#lock-problem")).to_contain_text("another account")
    is_covered(somebody)
    opens_with(somebody.page, PASSWORD, "worker@test.example")
    somebody.page.wait_for_url(f"**/entries/{world.entries['draft'].id}")
    assert saved(app, world) == WORDS


def test_an_answer_from_before_the_door_opened_does_not_stop_the_press(
    app: Application, world: World, visitor: Make
) -> None:
    """A try under way while its writer signs in comes back refused, and counts for nothing."""
    somebody = visitor()
    begins_to_write(somebody, world)
    on_the_server(app, ended_at=now())
    somebody.page.get_by_role("button", name="Save", exact=True).click()
    expect(screen(somebody.page)).to_be_visible()
    slow: list[Route] = []
    somebody.page.route(KEPT, lambda route: slow.append(route), times=1)
    with somebody.page.expect_request(KEPT):
        pass
    opens_with(somebody.page, PASSWORD, "worker@test.example")
    expect(screen(somebody.page)).to_be_hidden()
    slow[0].fulfill(status=401, json={"problem": "Sign in to go on."})
    somebody.page.wait_for_url(f"**/entries/{world.entries['draft'].id}")
    assert saved(app, world) == WORDS


def test_somebody_else_signing_in_beside_it_covers_the_page(world: World, visitor: Make) -> None:
    somebody = visitor()
    begins_to_write(somebody, world)
    other = somebody.page.context.new_page()
    other.goto(somebody.address + "/account")
    other.locator('form[action="/sign-out"] button').first.evaluate("each => each.click()")
    other.get_by_label("E-mail", exact=True).fill("supervisor@test.example")
    other.get_by_label("Password", exact=True).fill(PASSWORD)
    other.get_by_role("button", name="Sign in", exact=True).click()
    expect(screen(somebody.page)).to_be_visible()
    is_covered(somebody)


def test_the_service_starting_again_in_the_middle_closes_nothing(
    app: Application, world: World, visitor: Make, service_apart: "Apart"
) -> None:
    """Who is signed in stands in the database, so a service that starts again knows them."""
    somebody = visitor()
    service_apart.start()
    somebody.address = service_apart.address
    begins_to_write(somebody, world)
    service_apart.kill()
    somebody.page.get_by_role("button", name="Save", exact=True).click()
    expect(somebody.page.locator("[data-keep-line]")).to_contain_text("Not saved yet")
    assert somebody.page.locator("#text").input_value() == WORDS
    service_apart.start()
    expect(somebody.page.locator("[data-keep-line]")).to_contain_text("Saved", timeout=30_000)
    somebody.complaints.clear()
    somebody.presses("Save")
    assert saved(app, world) == WORDS


class Apart:
    """The service as a process of its own, which can be killed and started again."""

    def __init__(self, settings: Settings) -> None:
        """At a port that nobody uses."""
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.environment = {
            **os.environ,
            "JOURNAL_SECRET_KEY": settings.secret_key,
            "JOURNAL_DATABASE_URL": settings.database_url,
            "JOURNAL_DATABASE_KEY": settings.database_key,
            "JOURNAL_STORAGE_URL": settings.storage_url,
            "JOURNAL_BASE_URL": self.address,
        }
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it answers."""
        command = [sys.executable, "-m", "journal.cli", "serve", "--port", str(self.port)]
        self.process = subprocess.Popen(  # noqa: S603
            command, env=self.environment, cwd=ROOT, stdout=subprocess.DEVNULL
        )
        until = time.monotonic() + 60
        while time.monotonic() < until:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
        raise AssertionError("The service did not start.")

    def kill(self) -> None:
        """As if somebody pulled the plug."""
        if self.process is not None:
            self.process.kill()
            self.process.wait(timeout=10)
            self.process = None


@pytest.fixture
def service_apart(settings: Settings) -> Iterator[Apart]:
    """A service to kill."""
    apart = Apart(settings)
    yield apart
    apart.kill()


@pytest.fixture
def by_name(app: Application, monkeypatch: pytest.MonkeyPatch, address: str) -> str:
    """The same service under the name localhost, since passkeys answer to no number."""
    name = address.replace("127.0.0.1", "localhost")
    settings = app.extensions["settings"]
    monkeypatch.setitem(app.extensions, "settings", replace(settings, base_url=name))
    return name


def with_authenticator(page: Page) -> tuple[CDPSession, str]:
    """A device whose owner's finger is at hand."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    made = devices.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return devices, made["authenticatorId"]


def test_a_passkey_is_added_with_the_password_and_opens_the_lock(
    app: Application, world: World, visitor: Make, by_name: str
) -> None:
    somebody = visitor()
    somebody.address = by_name
    devices, device = with_authenticator(somebody.page)
    somebody.page.clock.install()
    somebody.signs_in("worker@test.example")
    somebody.goes_to("/account")
    somebody.page.locator("#passkey-name").fill("My phone")
    somebody.page.locator("#passkey-password").fill("not the password")
    somebody.page.get_by_role("button", name="Add a passkey").click()
    expect(somebody.page.locator("#passkey-problem")).to_contain_text("not your present password")
    assert devices.send("WebAuthn.getCredentials", {"authenticatorId": device})["credentials"] == []
    somebody.page.locator("#passkey-password").fill(PASSWORD)
    somebody.page.get_by_role("button", name="Add a passkey").click()
    expect(somebody.page.locator("main .rows", has_text="My phone")).to_be_visible()
    somebody.goes_to(f"/entries/{world.entries['draft'].id}/edit")
    somebody.page.locator("#text").fill(WORDS)

    takes_a_break(somebody)
    unverified = {"authenticatorId": device, "isUserVerified": False}
    devices.send("WebAuthn.setUserVerified", unverified)
    somebody.page.get_by_role("button", name="Use a passkey").click()
    expect(somebody.page.locator("#lock-problem")).to_contain_text("No passkey was used")
    is_covered(somebody)
    assert locked_on_the_server(somebody)
    devices.send("WebAuthn.setUserVerified", {**unverified, "isUserVerified": True})
    somebody.page.get_by_role("button", name="Use a passkey").click()
    is_open_with_every_word(somebody)
    assert not locked_on_the_server(somebody)
    assert {"added a passkey", "unlocked your journal with a passkey"} <= told(app, world)
    assert uses(app) > 0


def test_a_passkey_opens_the_page_that_asks_for_the_password(
    app: Application, world: World, visitor: Make, by_name: str
) -> None:
    somebody = visitor()
    somebody.address = by_name
    with_authenticator(somebody.page)
    somebody.signs_in("worker@test.example")
    somebody.goes_to("/account")
    somebody.page.locator("#passkey-password").fill(PASSWORD)
    somebody.page.get_by_role("button", name="Add a passkey").click()
    expect(somebody.page.locator("main .rows", has_text="Remove")).to_be_visible()
    on_the_server(app, locked_at=now())
    somebody.goes_to("/people")
    assert somebody.sees("Your journal is locked")
    somebody.page.get_by_role("button", name="Use a passkey").click()
    somebody.page.wait_for_url(by_name + "/people")
    somebody.goes_to("/account")
    somebody.presses("Remove")
    assert somebody.sees("opens nothing here any more")
    assert "removed a passkey" in told(app, world)


def told(app: Application, world: World) -> set[str]:
    """What the worker's account says they did."""
    mine = for_viewer(
        sa.select(AuditEvent.event).where(AuditEvent.owner_id == world.worker.id), world.worker
    )
    return apart(lambda: inside(app, lambda: set(db.session.scalars(mine))))


def uses(app: Application) -> int:
    """How often the one passkey says it was used."""
    return apart(lambda: inside(app, lambda: db.session.scalars(sa.select(Passkey.uses)).one()))
