"""Tables of a portfolio on a phone, in its HTML file and on a page: they scroll and cut no word."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, ViewportSize

from journal import Application
from journal.documents import tree
from journal.documents.html import to_html
from journal.extensions import db
from tests.browser.phone import signs_in
from tests.conftest import apart, inside
from tests.documents.examples import document, text
from tests.rooms.handing_in import ready_desk
from tests.world import World

pytestmark = pytest.mark.browser

CUT = """() => {
  const cut = [];
  const texts = document.createTreeWalker(document.querySelector("table"), NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    for (const word of texts.currentNode.data.matchAll(/[^\\s-]+/g)) {
      const range = document.createRange();
      range.setStart(texts.currentNode, word.index);
      range.setEnd(texts.currentNode, word.index + word[0].length);
      if (range.getClientRects().length > 1) cut.push(word[0]);
    }
  }
  return cut;
}"""
"""The words of a table that stand on two lines."""
PHONE: ViewportSize = {"width": 390, "height": 844}
KINDS = ("Piece 3: Resource map: free, near, and open", "Observation report, 11 September 2026",
         "K17, S13", "Nobody yet", "Reflection")  # fmt: skip


def test_a_table_of_the_file_cuts_no_word(chromium: Browser, tmp_path: Path) -> None:
    header = tuple(text(each) for each in ("Piece", "Kind", "Confirmed", "Not confirmed", "Who"))
    table = tree.Table(header, (tuple(text(each) for each in KINDS),), "Every piece")
    path = tmp_path / "a.html"
    path.write_text(to_html(document(table)), encoding="utf-8")
    page = chromium.new_page(offline=True, viewport=PHONE)
    page.goto(path.as_uri())
    assert page.evaluate(CUT) == []
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_a_table_of_a_page_cuts_no_word(
    app: Application, world: World, chromium: Browser, address: str
) -> None:
    path = apart(lambda: inside(app, lambda: ready_desk(db.session, world).path))
    page = chromium.new_page(viewport=PHONE)
    signs_in(page, address, "other_worker@test.example")
    page.goto(f"{address}{path}/preview")
    assert page.evaluate(CUT) == []
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
