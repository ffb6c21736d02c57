"""A device with a browser that keeps what it keeps: it can be switched off, or just die."""

import os
import signal
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.starting import CHROMIUM, QUIET
from tests.world import PASSWORD

WORKER = "worker@test.example"
BOXES = """async (wanted) => {
  const opened = await new Promise((done) => {
    const asked = indexedDB.open("alongside-sealed");
    asked.onsuccess = () => done(asked.result);
  });
  let count;
  for (let left = 400; left && count !== wanted; left -= 1) {
    await new Promise((done) => setTimeout(done, 50));
    count = await new Promise((done) => {
      const asked = opened.transaction("boxes").objectStore("boxes").count();
      asked.onsuccess = () => done(asked.result);
    });
  }
  opened.close();
  return count;
}"""
SENT = "navigator.locks.request('alongside-sealed', () => true)"
"""Resolves once what waits on a page has been sent in, or was tried."""


class Phone:
    """A device whose browser keeps what it keeps when it is switched off."""

    def __init__(self, chromium: Browser, profile: Path) -> None:
        """A new device."""
        self.chromium, self.profile = chromium, profile
        self.context: BrowserContext | None = None

    def switch_on(self) -> Page:
        """Start the browser, on whatever was kept."""
        self.context = self.chromium.browser_type.launch_persistent_context(
            self.profile, executable_path=CHROMIUM, args=QUIET
        )
        return self.context.pages[0]

    def switch_off(self) -> None:
        """Close the browser as it should be closed."""
        if self.context is not None:
            self.context.close()
            self.context = None

    def run_out(self) -> None:
        """The battery is empty: nobody is asked and nothing is tidied."""
        assert self.context is not None
        with self.context.expect_event("close"):
            for process in self.processes():
                os.kill(process, signal.SIGKILL)
        self.context = None

    def processes(self) -> list[int]:
        """Those that all others of this browser belong to: the browser, and what started it."""
        mine = f"--user-data-dir={self.profile}".encode()
        found = []
        for each in Path("/proc").glob("[0-9]*/cmdline"):
            words = each.read_bytes().split(b"\0")
            if mine in words and not any(word.startswith(b"--type=") for word in words):
                found.append(int(each.parent.name))
        assert found, "The browser is not running."
        return found

    def can_be_read(self, text: str) -> list[str]:
        """The files on the device in which this text stands for anybody to read."""
        wanted = [text.encode(), text.encode("utf-16-le")]
        files = [path for path in self.profile.rglob("*") if path.is_file()]
        return [
            str(path.relative_to(self.profile))
            for path in files
            if any(each in path.read_bytes() for each in wanted)
        ]


def signs_in(page: Page, address: str, email: str = WORKER) -> None:
    """Come home, and wait until the browser has what it needs without network.

    A browser that died may have kept its cookie or not; one that was closed has not.
    """
    page.goto(address + "/")
    if page.locator("#offline-words").count() == 0:
        page.goto(address + "/sign-in")
        page.get_by_label("E-mail", exact=True).fill(email)
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_url(address + "/")
    assert page.evaluate("navigator.serviceWorker.ready.then(() => true)")


def signs_out(page: Page, address: str) -> None:
    """Go."""
    page.goto(address + "/account")
    page.locator('form[action="/sign-out"] button').first.evaluate("each => each.click()")
    page.wait_for_url(address + "/sign-in")
