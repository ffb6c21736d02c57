"""Whatever goes wrong between a page and the server, the page never says "Saved" wrongly."""

import json
import secrets
from collections.abc import Callable, Iterable, Iterator
from random import Random
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, BrowserContext, Page
from sqlalchemy import event

from journal import Application
from journal.extensions import db
from journal.models import Person, Unfinished
from journal.models.confidential import visible
from tests.conftest import apart, inside
from tests.world import PASSWORD, World

pytestmark = pytest.mark.browser

FULL = "a full disk"
FILLING = " And so on, for many pages." * 4000
WRITE = "/entries/new?kind=reflection&model=free"
LOGIN_PAGE = b"<!DOCTYPE html><html><body><h1>Sign in</h1><form>Password</form></body></html>"
PATIENCE = 30_000  # milliseconds
LISTEN = """() => {
    window.said = [];
    const line = document.querySelector("[data-keep-line]");
    const waiting = [];
    const look = () => waiting.forEach((look) => look());
    new MutationObserver(() => { window.said.push(line.textContent); look(); })
      .observe(line, { childList: true, characterData: true, subtree: true });
    window.untilSaid = ([words, patience]) => new Promise((done, failed) => {
      const see = () => { if (window.said.some((each) => each.startsWith(words))) { done(true); } };
      setTimeout(() => failed(new Error(`not said: ${words}, but ${window.said}`)), patience);
      waiting.push(see);
      see();
    });
}"""
SAYS = "(wanted) => window.untilSaid(wanted)"
Environ = dict[str, Any]
StartResponse = Callable[..., Any]


class FaultyService:
    """The real service, with one fault at a time on the way to where unfinished writing goes."""

    def __init__(self, app: Application) -> None:
        """Stand in front of the service."""
        self.wsgi_app = app.wsgi_app
        self.fault = ""
        self.times = 0
        self.is_full = False

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer as the fault would have it."""
        is_meant = environ["REQUEST_METHOD"] == "POST" and "/unfinished/" in environ["PATH_INFO"]
        fault = self.fault if is_meant else ""
        if not fault:
            return self.wsgi_app(environ, start_response)
        self.times += 1
        self.is_full = fault == FULL
        try:
            return self.answer(fault, environ, start_response)
        finally:
            self.is_full = False

    def answer(
        self, fault: str, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Each fault in its own way; some let the service work and spoil its answer."""
        if fault == FULL:
            return list(self.wsgi_app(environ, start_response))
        if fault in PLAIN:
            status, kind, body = PLAIN[fault]
            start_response(status, [("Content-Type", kind), ("Content-Length", str(len(body)))])
            return [body]
        told = self.real_answer(environ)
        body = SPOILT[fault](told)
        start_response(
            "200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))]
        )
        return [body]

    def real_answer(self, environ: Environ) -> dict[str, Any]:
        """What the service would have said, without its having kept anything."""
        length = int(environ.get("CONTENT_LENGTH") or 0)
        sent = json.loads(environ["wsgi.input"].read(length))
        copy = environ["PATH_INFO"].rpartition("/")[2]
        same = {"copy": copy, "asked": copy, "at": "14:02"}
        return {**same, **{name: sent[name] for name in ("editor", "version", "sequence")}}


PLAIN = {
    "an error of the server": ("500 Internal Server Error", "text/html", b"<h1>Our fault</h1>"),
    "a proxy without a server": ("502 Bad Gateway", "text/html", b"<h1>Bad gateway</h1>"),
    "a server that is being changed": ("503 Service Unavailable", "text/plain", b"Soon."),
    "too large for a proxy": ("413 Content Too Large", "text/html", b"<h1>Too large</h1>"),
    "no such page": ("404 Not Found", "text/html", b"<h1>Nothing here</h1>"),
    "a login page that answers 200": ("200 OK", "text/html; charset=utf-8", LOGIN_PAGE),
    "a login page that calls itself JSON": ("200 OK", "application/json", LOGIN_PAGE),
    "nothing at all": ("200 OK", "application/json", b""),
    "a list instead of an answer": ("200 OK", "application/json", b"[]"),
    "null instead of an answer": ("200 OK", "application/json", b"null"),
    "another 2xx": ("204 No Content", "application/json", b""),
}
SPOILT: dict[str, Callable[[dict[str, Any]], bytes]] = {
    "truncated JSON": lambda told: json.dumps(told).encode()[:-9],
    "an answer to another sequence": lambda told: packed(told, sequence=told["sequence"] - 1),
    "an answer to a later sequence": lambda told: packed(told, sequence=told["sequence"] + 1),
    "an answer about another copy": lambda told: packed(told, asked=str(UUID(int=1))),
    "an answer to another page": lambda told: packed(told, editor="f" * 32),
    "an answer without a version": lambda told: packed(told, version=None),
    "an answer without a time": lambda told: packed(told, at="soon"),
}
IN_THE_BROWSER = ("no server at that address", "offline", "a connection that is cut")
FAULTS = (*PLAIN, *SPOILT, FULL, *IN_THE_BROWSER)


def packed(told: dict[str, Any], **changed: Any) -> bytes:
    """An answer with something in it that is not so."""
    return json.dumps({**told, **changed}).encode()


@pytest.fixture
def faulty(app: Application) -> Iterator[FaultyService]:
    """The service behind its faults, on a database whose disk can be full."""
    service = FaultyService(app)

    def fill_the_disk(connection: sa.Connection) -> None:
        if connection.dialect.name == "sqlite":
            limit = 1 if service.is_full else 1_073_741_823
            connection.connection.cursor().execute(f"PRAGMA max_page_count = {limit}")

    engine = apart(lambda: inside(app, lambda: db.engine))
    event.listen(engine, "begin", fill_the_disk)
    was = app.wsgi_app
    app.wsgi_app = service  # type: ignore[method-assign]
    yield service
    app.wsgi_app = was  # type: ignore[method-assign]
    event.remove(engine, "begin", fill_the_disk)


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A browser of one's own."""
    made = chromium.new_context()
    yield made
    made.close()


def test_saved_is_never_said_of_what_is_not_saved(
    faulty: FaultyService,
    context: BrowserContext,
    address: str,
    app: Application,
    world: World,
    many: Callable[[int, int], int],
    figures: Callable[[str], None],
) -> None:
    seed, page = secrets.randbits(32), context.new_page()
    chance = Random(seed)  # noqa: S311 - to be told, and repeated
    number = many(len(FAULTS), 500)
    faults = [FAULTS[each % len(FAULTS)] for each in range(number)]
    chance.shuffle(faults)
    signs_in(page, address, world.coach.email)
    page.goto(address + WRITE)
    page.evaluate(LISTEN)
    wrong: list[str] = []
    longer = 0  # a disk is only full for a text that is longer than the one before
    for turn, fault in enumerate(faults):
        if fault == FULL:
            apart(lambda: inside(app, give_free_pages_back))
        text = f"Turn {turn}: a word that was never typed before, {chance.random()}."
        longer = longer + 1 if fault == FULL else 0
        text += FILLING * longer
        wrong += one_fault(faulty, context, page, fault, text)
        wrong += recovers(app, world.coach, page, text, fault)
    figures(
        f"{number} faults of {len(FAULTS)} kinds in a real browser: {len(wrong)} false “Saved”; "
        f"saved after each of them: {number - len(wrong)}"
    )
    assert wrong == [], f"seed {seed}"
    assert faulty.times >= number // 2


def one_fault(
    faulty: FaultyService, context: BrowserContext, page: Page, fault: str, text: str
) -> list[str]:
    """Type while the fault lasts, until the page says that it could not save."""
    page.evaluate("window.said.length = 0")
    begin(faulty, context, page, fault)
    page.locator("#text").fill(text)
    page.locator("#text").blur()
    try:
        page.evaluate(SAYS, ["Not saved", PATIENCE])
    finally:
        said = page.evaluate("window.said.splice(0)")
        end(faulty, context, page, fault)
    return [f"{fault}: {line}" for line in said if line.startswith("Saved")]


def begin(faulty: FaultyService, context: BrowserContext, page: Page, fault: str) -> None:
    """From now on it goes wrong."""
    if fault == "offline":
        context.set_offline(True)
    elif fault in IN_THE_BROWSER:
        how = "connectionrefused" if fault.startswith("no server") else "connectionreset"
        page.route("**/unfinished/*", lambda route: route.abort(how))
    else:
        faulty.fault = fault


def end(faulty: FaultyService, context: BrowserContext, page: Page, fault: str) -> None:
    """And now it works again; the page learns of it as it would of a network."""
    faulty.fault = ""
    if fault == "offline":
        context.set_offline(False)
    elif fault in IN_THE_BROWSER:
        page.unroute("**/unfinished/*")


def recovers(app: Application, person: Person, page: Page, text: str, fault: str) -> list[str]:
    """Once it works again the page saves by itself, and then "Saved" is true."""
    page.evaluate("dispatchEvent(new Event('online'))")
    if fault == "too large for a proxy":
        text += " Shorter."
        page.locator("#text").fill(text)
        page.locator("#text").blur()
        page.evaluate("dispatchEvent(new Event('online'))")
    page.evaluate(SAYS, ["Saved", PATIENCE])
    held = apart(lambda: inside(app, lambda: texts_kept(person)))
    return [] if text in held else [f"after {fault}: not in the database"]


def give_free_pages_back() -> None:
    """So that a database which may not grow has no room left for a long text."""
    if db.engine.dialect.name == "sqlite":
        connection = db.engine.raw_connection()
        connection.cursor().execute("VACUUM")
        connection.close()


def texts_kept(person: Person) -> set[str]:
    """What the database holds."""
    found = {str(row.fields["text"]) for row in db.session.scalars(visible(Unfinished, to=person))}
    db.session.rollback()
    return found


def signs_in(page: Page, address: str, email: str) -> None:
    """By the front door."""
    page.goto(address + "/sign-in")
    page.get_by_label("E-mail", exact=True).fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    with page.expect_navigation():
        page.get_by_role("button", name="Sign in", exact=True).first.click()
