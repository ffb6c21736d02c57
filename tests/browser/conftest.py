"""A service on a port, and a Chromium to look at it with."""

import contextlib
import hashlib
import os
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import waitress
from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from journal import Application
from tests.browser.network import Network
from tests.browser.phone import Phone
from tests.browser.starting import CHROMIUM, QUIET
from tests.world import PASSWORD

AXE_LOOKS = """async () => {
  const { violations } = await axe.run({ resultTypes: ["violations"] });
  return { violations };
}"""
"""Only what axe found comes back: all that passed takes as long to send as to see."""
LOOKS = ((320, "light"), (1280, "dark"))
"""Widths in CSS pixels and colour schemes; what axe finds of the one does not hang on the other."""

OF_A_SHAPE = """() => {
  const marks = ["class", "role", "type", "open", "hidden", "disabled", "aria-hidden", "tabindex"];
  const kind = (each) => each.tagName + marks.map((mark) => each.getAttribute(mark) ?? "-").join();
  const shape = [...document.querySelectorAll("*")].map(kind);
  const headings = [...document.querySelectorAll("h1,h2,h3,h4,h5,h6")].map((each) => each.tagName);
  return [...new Set(shape)].sort().concat(headings).join(" ");
}"""
"""What axe looks at hangs on the elements of a page and its headings, not on the words."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long journeys first, so that at the end no process waits for another's last one."""
    items.sort(key=lambda item: not item.path.stem.endswith("_journey"))


@pytest.fixture
def address(app: Application) -> Iterator[str]:
    """The service at a port of its own, for as long as a test lasts."""
    server = waitress.create_server(app, host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=until_closed, args=[server.run], daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(timeout=10)


def until_closed(run: Callable[[], None]) -> None:
    """Serve; a server that is closed while a browser still asks finds its sockets gone."""
    with contextlib.suppress(OSError):
        run()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One real browser for all tests of this process."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@dataclass
class Visitor:
    """Somebody at a browser. Every page they come to is looked over, as they would see it."""

    page: Page
    address: str
    has_script: bool
    looked_over: Path | None = None
    complaints: list[str] = field(default_factory=list)
    looked_at: set[str] = field(default_factory=set)

    def hears(self, kind: str, text: str) -> None:
        """Keep what the browser complains of: a blocked script, a missing file, an error."""
        if kind == "error" and "status of 4" not in text:
            self.complaints.append(text)

    def goes_to(self, path: str) -> None:
        """Open a page of the service."""
        self.page.goto(self.address + path)
        self.looks_over()

    def presses(self, name: str, role: str = "button") -> None:
        """Press a button or follow a link by the name a person reads."""
        with self.page.expect_navigation():
            self.page.get_by_role(role, name=name, exact=True).first.click()  # type: ignore[arg-type]
        self.looks_over()

    def types(self, label: str, text: str) -> None:
        """Fill the field with this label."""
        self.page.get_by_label(label, exact=True).fill(text)

    def ticks(self, label: str) -> None:
        """Tick the box, or choose the option, with this label."""
        self.page.get_by_label(label).first.check()

    def sees(self, text: str) -> bool:
        """Whether the page shows these words."""
        return text in self.page.inner_text("main")

    def signs_in(self, email: str, password: str = PASSWORD) -> None:
        """Come in by the front door."""
        self.goes_to("/sign-in")
        self.types("E-mail", email)
        self.types("Password", password)
        self.presses("Sign in")

    def looks_over(self) -> None:
        """Axe finds nothing, light and dark, narrow and wide; nothing runs out at the side.

        A page is looked at once as it is, and once more with each set of problems on it; axe
        looks only at what has a shape that it has not seen.
        """
        assert self.complaints == [], self.page.url
        kind = re.sub(r"[0-9a-f-]{36}", "<id>", self.page.url.partition("?")[0])
        state = kind + " ".join(self.page.locator(".error-summary").all_inner_texts())
        if not self.has_script or state in self.looked_at:
            return
        self.looked_at.add(state)
        shape = state + self.page.evaluate(OF_A_SHAPE)
        mark = hashlib.sha256(shape.encode()).hexdigest()
        is_new = self.looked_over is None or is_first(self.looked_over / mark)
        for width, scheme in LOOKS:
            self.page.set_viewport_size({"width": width, "height": 900})
            self.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            where = f"{self.page.url} at {width} px, {scheme}"
            if is_new:
                found = complaints_of_axe(self.page)
                assert found.violations_count == 0, f"{where}: {found.generate_report()}"
            too_wide = self.page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert too_wide <= 0, f"{where} is {too_wide} px too wide"


def complaints_of_axe(page: Page) -> AxeResults:
    """What axe finds on a page as it is now; a page is told only once what axe is."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return AxeResults(page.evaluate(AXE_LOOKS))


def is_first(mark: Path) -> bool:
    """Whether no other process has left this mark before."""
    try:
        mark.touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


@pytest.fixture(scope="session")
def looked_over(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A mark for each shape of a page that axe has looked at, in any process of this run."""
    mine = tmp_path_factory.getbasetemp()
    folder = (mine.parent if "PYTEST_XDIST_WORKER" in os.environ else mine) / "looked-over"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def has_script(request: pytest.FixtureRequest) -> bool:
    """Every task can be done either way."""
    return bool(request.param)


@pytest.fixture
def visitor(
    chromium: Browser, address: str, has_script: bool, looked_over: Path
) -> Iterator[Callable[[], Visitor]]:
    """Make visitors, each at a browser of their own, which keeps no page for later."""
    contexts: list[BrowserContext] = []

    def make() -> Visitor:
        context = chromium.new_context(
            java_script_enabled=has_script, reduced_motion="reduce", service_workers="block"
        )
        contexts.append(context)
        page = context.new_page()
        visitor = Visitor(page, address, has_script, looked_over)
        page.on("console", lambda said: visitor.hears(said.type, said.text))
        page.on("pageerror", lambda error: visitor.hears("error", str(error)))
        return visitor

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def network(address: str) -> Iterator[Network]:
    """The way to the service, which can be cut."""
    made = Network(address)
    yield made
    made.cut()


@pytest.fixture
def phone(chromium: Browser, tmp_path: Path) -> Iterator[Phone]:
    """One device."""
    made = Phone(chromium, tmp_path / "phone")
    yield made
    made.switch_off()


@pytest.fixture
def desk(chromium: Browser) -> Iterator[Page]:
    """Another device."""
    context = chromium.new_context()
    yield context.new_page()
    context.close()
