"""The portfolio as one HTML file, opened from a folder without a network."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from journal.documents import tree
from journal.documents.html import to_html
from tests.documents.examples import document, text

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
KINDS = ("Piece 3: Resource map: free, near, and open", "Observation report, 11 September 2026",
         "K17, S13", "Nobody yet", "Reflection")  # fmt: skip


def test_on_a_phone_a_table_scrolls_and_cuts_no_word(chromium: Browser, tmp_path: Path) -> None:
    header = tuple(text(each) for each in ("Piece", "Kind", "Confirmed", "Not confirmed", "Who"))
    table = tree.Table(header, (tuple(text(each) for each in KINDS),), "Every piece")
    path = tmp_path / "a.html"
    path.write_text(to_html(document(table)), encoding="utf-8")
    page = chromium.new_page(offline=True, viewport={"width": 390, "height": 844})
    page.goto(path.as_uri())
    assert page.evaluate(CUT) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 390
