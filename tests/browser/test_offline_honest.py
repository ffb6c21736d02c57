"""What a browser cannot do is said before anybody relies on it; what it keeps is about nobody."""

import json
import re
from base64 import urlsafe_b64decode
from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from journal import Application, sealing
from journal.extensions import db
from journal.models import Person
from journal.offline import routes
from tests.browser.conftest import Visitor
from tests.browser.network import Network
from tests.browser.phone import WORKER, Phone, signs_in
from tests.conftest import apart, inside
from tests.world import PASSWORD, World

pytestmark = pytest.mark.browser

CANNOT = "Without network, this browser cannot keep what you write."
CANNOT_OPEN = "keeps what you have begun to write, but cannot open Alongside."
WITHOUT = {
    "indexedDB": "Object.defineProperty(window, 'indexedDB', { value: undefined })",
    "private window": "IDBFactory.prototype.open = () => { throw new DOMException('No.') }",
    "WebCrypto": "Object.defineProperty(crypto, 'subtle', { value: undefined })",
    "room": "navigator.storage.estimate = async () => ({ quota: 9000000, usage: 8999999 })",
}
TEXTS = [
    "",
    "a",
    "éè 🌱 שלום مرحبا",
    'quoted "and" \\ back',
    "\u0000\u2028\n\r\n\t",
    "long " * 9000,
]
SEAL = """async ([key, copy, text]) => {
  const { seal, asBytes, asText } = window.alongsideSeal;
  return asText(await seal(asBytes(key), copy, { text }));
}"""
LOADS_AHEAD = """async () => {
  const { active, navigationPreload } = await navigator.serviceWorker.ready;
  if (active.state !== "activated") {
    await new Promise((done) => active.addEventListener("statechange", done, { once: true }));
  }
  return (await navigationPreload.getState()).enabled;
}"""
SHELVES = """async () => {
  const shelves = {};
  for (const name of await caches.keys()) {
    const kept = await (await caches.open(name)).keys();
    shelves[name] = kept.map((each) => new URL(each.url).pathname);
  }
  return shelves;
}"""
Make = Callable[[], Visitor]


@pytest.fixture
def here(chromium: Browser) -> Page:
    """A browser."""
    return chromium.new_context().new_page()


@pytest.mark.parametrize("missing", WITHOUT)
def test_a_browser_that_can_keep_nothing_says_so(
    missing: str, world: World, here: Page, address: str
) -> None:
    here.add_init_script(WITHOUT[missing])
    comes_in(here, address)
    here.goto(address + "/entries/new?kind=reflection&model=free")
    expect(here.locator("form.write .keep-warning")).to_have_text(CANNOT)
    assert "sealed" not in here.inner_text("main")
    here.context.close()


def test_a_browser_that_cannot_open_without_network_says_so(
    world: World, here: Page, address: str
) -> None:
    here.add_init_script("navigator.serviceWorker.register = async () => { throw new Error() }")
    comes_in(here, address)
    expect(here.locator("form .keep-warning")).to_contain_text(CANNOT_OPEN)
    here.context.close()


def test_a_browser_that_can_says_nothing(world: World, here: Page, address: str) -> None:
    signs_in(here, address)
    here.goto(address + "/entries/new?kind=reflection&model=free")
    assert here.evaluate("navigator.serviceWorker.ready.then(() => true)")
    expect(here.locator(".keep-warning")).to_have_count(0)
    here.context.close()


def comes_in(page: Page, address: str) -> None:
    """Sign in, with nothing to wait for."""
    page.goto(address + "/sign-in")
    page.get_by_label("E-mail", exact=True).fill(WORKER)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(address + "/")


def test_the_page_without_network_is_for_everybody(world: World, visitor: Make) -> None:
    """With JavaScript it says whom it writes for, and without that it cannot."""
    somebody = visitor()
    somebody.goes_to("/offline")
    nobody_yet = "No journal has been opened on this device yet"
    assert somebody.sees(nobody_yet if somebody.has_script else "Your browser runs no scripts")
    assert somebody.page.locator("#offline-text").is_hidden()
    somebody.signs_in(WORKER)
    somebody.goes_to("/entries/new?kind=reflection&model=free")
    somebody.looked_at.clear()
    somebody.goes_to("/offline")
    assert somebody.page.locator("#offline-text").is_visible() is somebody.has_script
    assert not somebody.sees(world.worker.name)


def test_what_a_browser_seals_opens_at_the_service_letter_for_letter(
    app: Application, world: World, here: Page, address: str
) -> None:
    signs_in(here, address)
    key = here.locator("#offline-words").get_attribute("data-key")
    seed = apart(lambda: inside(app, lambda: seed_of(world.worker)))
    for text in TEXTS:
        copy = uuid4()
        box = urlsafe_b64decode(here.evaluate(SEAL, [key, str(copy), text]))
        assert sealing.open_box(seed, copy, box) == {"text": text}
        assert json.dumps(text).encode()[1:-1] not in box or len(text) < 2
        with pytest.raises(sealing.CannotOpen):
            sealing.open_box(seed, uuid4(), box)
    here.context.close()


def seed_of(person: Person) -> bytes:
    """What opens this person's boxes."""
    found = db.session.get(Person, person.id)
    assert found is not None
    assert found.sealing_seed is not None
    return found.sealing_seed


def test_a_browser_keeps_only_what_is_about_nobody_and_lets_go_of_the_old(
    world: World,
    phone: Phone,
    network: Network,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = phone.switch_on()
    signs_in(page, network.address)
    for path in ("/", "/entries", f"/entries/{world.entries['draft'].id}", "/account", "/people"):
        page.goto(network.address + path)
    before = page.evaluate(SHELVES)
    assert len(before) == 1
    assert not page.evaluate(LOADS_AHEAD), "Firefox shows its own page of no network with it"
    assert all(
        path == "/offline" or re.match(r"/(bootstrap/)?static/", path)
        for path in next(iter(before.values()))
    )
    real = routes.file_at
    monkeypatch.setattr(
        routes, "file_at", lambda address: real(address.replace("/seal.js", "/keep.js"))
    )
    page.evaluate(
        """async () => {
          const gone = new Promise((done) => {
            navigator.serviceWorker.addEventListener("controllerchange", done);
          });
          await (await navigator.serviceWorker.getRegistration()).update();
          await gone;
        }"""
    )
    page.locator("#main").click()
    network.cut()
    page.goto(network.address + "/entries")
    expect(page.locator("h1")).to_have_text("There is no network just now")
    after = page.evaluate(SHELVES)
    assert len(after) == 1
    assert after.keys() != before.keys()
