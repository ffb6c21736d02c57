"""The page in a portfolio's ZIP that checks it, opened from a folder without a network."""

import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from journal.documents.manifest import CHECKER, MANIFEST, SIGNATURE, checker
from journal.documents.verifying import verify
from tests.documents.signed import changed, contents, good, packed_again, put
from tests.documents.strangers import DAMAGED, STRANGERS

pytestmark = pytest.mark.browser

VERDICT = ".intact, .changed, .stranger"


@pytest.fixture
def opened(chromium: Browser, tmp_path: Path) -> Page:
    """The page as it lies beside the other files."""
    page = chromium.new_page(offline=True)
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.on("console", lambda said: pytest.fail(said.text) if said.type == "error" else None)
    (tmp_path / CHECKER).write_bytes(checker())
    page.goto((tmp_path / CHECKER).as_uri())
    return page


def shown(page: Page, path: Path) -> tuple[str, list[str]]:
    """The verdict, and the problems that the page names."""
    page.set_input_files("#file", path)
    page.wait_for_selector(VERDICT)
    verdict = page.locator(VERDICT).inner_text()
    return verdict, page.locator("#result li").all_inner_texts()


def test_a_good_file_is_said_to_be_good_with_the_fingerprint(opened: Page, tmp_path: Path) -> None:
    path = put(tmp_path, good())
    verdict, problems = shown(opened, path)
    assert verdict.startswith("Nothing was changed: all 5 files are, byte for byte,")
    assert problems == []
    assert opened.locator(".fingerprint").inner_text() == verify(path).fingerprint
    assert "Example Trust" in opened.locator("#result").inner_text()


def flipped(name: str) -> bytes:
    content = dict(contents(good()))[name]
    return good().replace(content, content[:-2] + bytes([content[-2] ^ 1]) + content[-1:])


MARKUP = "<img src=x onerror=alert(1)>"


TAMPERED = {
    "a byte of the PDF": flipped("portfolio.pdf"),
    "a byte of the HTML": flipped("portfolio.html"),
    "a byte of this page": flipped(CHECKER),
    "one more": changed(lambda all_: [*all_, ("extra.txt", b"x")]),
    "markup as a name": changed(lambda all_: [*all_, (MARKUP, b"x")]),
    "one fewer": changed(lambda all_: all_[1:]),
    "another order": changed(lambda all_: [all_[1], all_[0], *all_[2:]]),
    "one twice": changed(lambda all_: [*all_, all_[0]]),
    "names that lead out": changed(lambda all_: [*all_, ("../up", b"x"), ("a//b", b"x")]),
    "another list": changed(lambda all_: [(n, b"{}" if n == MANIFEST else d) for n, d in all_]),
    "another signature": changed(
        lambda all_: [(n, b"AAAA\n" if n == SIGNATURE else d) for n, d in all_]
    ),
    "an unseen mark before the signature": changed(
        lambda all_: [(n, b"\xef\xbb\xbf" + d if n == SIGNATURE else d) for n, d in all_]
    ),
    "another author": changed(lambda all_: [(n, d.replace(b"Robin", b"Robyn")) for n, d in all_]),
    "packed again": packed_again(zipfile.ZIP_STORED),
    "packed smaller": packed_again(zipfile.ZIP_DEFLATED),
    "something after": good() + b"\n",
    "something before": b"\n" + good(),
    **DAMAGED,
}


@pytest.mark.parametrize("how", TAMPERED)
def test_it_says_what_the_command_says(how: str, opened: Page, tmp_path: Path) -> None:
    path = put(tmp_path, TAMPERED[how])
    verdict, problems = shown(opened, path)
    assert verdict == "This is not as it was signed."
    assert problems == list(verify(path).problems)


@pytest.mark.parametrize("what", STRANGERS)
def test_a_file_picked_by_mistake_is_not_called_changed(
    what: str, opened: Page, tmp_path: Path
) -> None:
    path = put(tmp_path, STRANGERS[what])
    verdict, problems = shown(opened, path)
    assert verdict == "This is not a portfolio's ZIP."
    assert problems == []
    said = opened.locator("#result p:not(.stranger)").all_inner_texts()
    assert said == list(verify(path).problems)


def test_after_a_mistake_the_right_file_is_looked_at(opened: Page, tmp_path: Path) -> None:
    beside = tmp_path / "portfolio.pdf"
    beside.write_bytes(STRANGERS["a PDF"])
    shown(opened, beside)
    opened.set_input_files("#file", put(tmp_path, good()))
    opened.wait_for_selector(".intact")
    assert opened.locator(".stranger").count() == 0


@pytest.mark.parametrize(
    ("data", "said", "named"),
    [
        (good(), "this browser cannot check the signature", []),
        (flipped("portfolio.pdf"), "This is not as it was signed.", ["portfolio.pdf was changed."]),
    ],
    ids=["good", "changed"],
)
def test_a_browser_that_knows_no_such_signature_says_so(
    data: bytes, said: str, named: list[str], opened: Page, tmp_path: Path
) -> None:
    opened.evaluate("() => { crypto.subtle.importKey = () => Promise.reject(new Error('no')); }")
    verdict, problems = shown(opened, put(tmp_path, data))
    assert said in verdict
    assert problems == named


def test_it_fits_a_phone_and_can_be_used_by_keyboard(opened: Page, tmp_path: Path) -> None:
    opened.set_viewport_size({"width": 320, "height": 640})
    shown(opened, put(tmp_path, good()))
    assert opened.evaluate("document.documentElement.scrollWidth") <= 320
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.id") == "file"


def test_a_file_that_went_away_meanwhile_is_not_called_changed(
    opened: Page, tmp_path: Path
) -> None:
    path = put(tmp_path, good())
    shown(opened, path)
    path.unlink()
    opened.dispatch_event("#file", "change")
    opened.wait_for_selector(".stranger, .changed")
    assert opened.locator("#result").inner_text().startswith("This file cannot be read.")
