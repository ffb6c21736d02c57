"""Take the pictures in docs/pictures: the eight most important pages of the demo.

    python3 run.py pictures

On a phone and on a desktop, in light and dark; made from the demo, which is the same every
time but for its dates.
"""

import sys
import tempfile
import threading
from itertools import product
from pathlib import Path

import waitress
from playwright.sync_api import Browser, Page, sync_playwright

from config import ROOT, for_demo
from journal import create_app
from journal.commands.demo import make
from journal.demo.build import PASSWORD
from tests.browser.conftest import CHROMIUM, QUIET

PICTURES = ROOT / "docs" / "pictures"
SIZES = {"phone": (390, 844), "desktop": (1280, 860)}
SCHEMES = ("light", "dark")
PAGES = (
    ("home-worker", "worker", "/"),
    ("writing", "worker", "/entries/new?kind=reflection&model=gibbs"),
    ("entry", "worker", "first of /"),
    ("review", "supervisor", "/review"),
    ("reading", "supervisor", "first of /review"),
    ("coverage", "worker", "/coverage"),
    ("principles", "worker", "/principles/mutual"),
    ("portfolio", "worker", "first of /portfolio"),
)


def main() -> int:
    """Make a demo in a folder of its own, serve it, and look at it."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(for_demo(Path(folder)))
        make(app, Path(folder))
        server = waitress.create_server(app, host="127.0.0.1", port=0, threads=4)
        threading.Thread(target=server.run, daemon=True).start()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
            take_all(browser, f"http://127.0.0.1:{server.effective_port}")
            browser.close()
        server.close()
    print(f"{len(list(PICTURES.glob('*.png')))} pictures are in {PICTURES.relative_to(ROOT)}.")
    return 0


def take_all(browser: Browser, address: str) -> None:
    """Every page in every size and light."""
    for (device, (width, height)), scheme in product(SIZES.items(), SCHEMES):
        for who in dict.fromkeys(person for _, person, _ in PAGES):
            context = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme=scheme
            )
            page = context.new_page()
            sign_in(page, address, who)
            for name, person, path in PAGES:
                if person == who:
                    go(page, address, path)
                    page.screenshot(path=str(PICTURES / f"{name}-{device}-{scheme}.png"))
            context.close()


def sign_in(page: Page, address: str, who: str) -> None:
    """Come in as one of the demo's people."""
    page.goto(f"{address}/sign-in")
    page.get_by_label("E-mail").fill(f"{who}@demo.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_load_state()


def go(page: Page, address: str, path: str) -> None:
    """Open a page; `first of` a list follows the first thing in it."""
    where = path.removeprefix("first of ")
    page.goto(address + where)
    if where != path:
        page.locator("main .row-title, main .row-item a").first.click()
        page.wait_for_load_state()


if __name__ == "__main__":
    sys.exit(main())
