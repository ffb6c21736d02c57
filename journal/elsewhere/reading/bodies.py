"""The words of an entry of a feed, in whichever of the ways they are enclosed."""

import base64
import binascii
import json
from collections.abc import Callable
from xml.etree.ElementTree import Element

from journal.elsewhere.reading.feed import Item
from journal.elsewhere.reading.to_markdown import Told, plain, written
from journal.elsewhere.reading.tokens import local, of_element, of_html

HTML_TYPES = frozenset({"html", "text/html", "application/xhtml+xml"})
TEXT_TYPES = frozenset({"", "text", "text/plain", "text/markdown"})
LARGEST_PAGE = 2 * 1024 * 1024

Fetch = Callable[[str], bytes | None]
"""The bytes of a file of the ZIP by what refers to it; None when there is none."""


def body_of(item: Item, told: Told, fetch: Fetch) -> str:
    """Summary and content as Markdown; a summary that the content repeats is not said twice."""
    summary = words_of(item.first("summary"), told, fetch)
    content = words_of(item.first("content"), told, fetch)
    if not summary or squeezed(summary) in squeezed(content):
        return content
    return f"{summary}\n\n{content}".strip()


def squeezed(text: str) -> str:
    """A text by its words alone."""
    return " ".join(text.split())


def words_of(element: Element | None, told: Told, fetch: Fetch) -> str:
    """The words of one element that holds text."""
    if element is None:
        return ""
    kind = type_of(element)
    if source := element.get("src"):
        return outside(kind, fetch(source), told)
    if kind == "xhtml" or len(element):
        return written(of_element(element), told)
    text = element.text or ""
    if kind in HTML_TYPES:
        return written(of_html(text), told)
    return plain(text) if kind in TEXT_TYPES or kind.startswith("text/") else ""


def outside(kind: str, data: bytes | None, told: Told) -> str:
    """The words of a page or a text that lies beside the feed; of any other file there are none."""
    if data is None or not is_words(kind) or len(data) > LARGEST_PAGE:
        return ""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    return plain(text) if kind in TEXT_TYPES else written(of_html(text), told)


def is_words(kind: str) -> bool:
    """Whether what lies beside the feed is part of the text and no file of its own."""
    return kind in HTML_TYPES or kind in TEXT_TYPES or kind == "xhtml"


def type_of(element: Element) -> str:
    """How the words are enclosed; where it does not say, a web page by its ending is one."""
    kind = (element.get("type") or "").partition(";")[0].strip().lower()
    if not kind and (element.get("src") or "").lower().endswith((".html", ".htm", ".xhtml")):
        return "html"
    return kind


def packed_in(element: Element | None) -> bytes | None:
    """The bytes of a file that stands in the feed itself, as letters."""
    if element is None or element.get("src") or len(element):
        return None
    kind = type_of(element)
    if is_words(kind) or kind.startswith("text/") or "/" not in kind or "xml" in kind:
        return None
    try:
        return base64.b64decode("".join((element.text or "").split()), validate=True) or None
    except (binascii.Error, ValueError):
        return None


def blocks_of_text(item: Item, told: Told) -> str | None:
    """What somebody typed into the text blocks of a page of Mahara's; None where it is no such
    page. The rest of the page is made of what comes over by itself."""
    if not any(local(each.tag) == "view" for each in item.element):
        return None
    found = []
    for block in item.element.iter():
        if local(block.tag) != "blockinstance":
            continue
        title = next((value for key, value in block.items() if local(key) == "blocktitle"), "")
        for each in block:
            if local(each.tag) in {"text", "instructions"}:
                words = "\n\n".join(written(of_html(page), told) for page in listed(each.text))
                if words.strip():
                    found.append(f"## {plain(title)}\n\n{words}" if title.strip() else words)
    return "\n\n".join(found)


def listed(text: str | None) -> list[str]:
    """What Mahara keeps as a list of texts in JSON."""
    try:
        kept = json.loads(text or "[]")
    except (ValueError, RecursionError):
        return []
    return [each for each in kept if isinstance(each, str)] if isinstance(kept, list) else []
