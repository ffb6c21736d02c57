"""HTML and XHTML cut into what a writer of Markdown needs: opens, closes and words.

Written here, since a parser that builds a tree takes time that grows with the square of a
page's depth, and Python's own takes minutes over a page that opens a comment 20,000 times.
"""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from journal.exchange.texts import without_comments

TAG = re.compile(
    r"<(/?)([a-zA-Z][a-zA-Z0-9:_-]*|[!?])((?:[^<>\"']|\"[^\"<]{0,4000}\"|'[^'<]{0,4000}')*+)>"
    r"|<(/?)([a-zA-Z][a-zA-Z0-9:_-]*)[^<>]*>"
)
ATTRIBUTE = re.compile(r"([a-zA-Z_:][\w:.-]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+))")
WANTED = frozenset({"href", "src", "alt", "title", "start"})


@dataclass(frozen=True)
class Open:
    """An element begins."""

    name: str
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Close:
    """An element ends."""

    name: str


Token = Open | Close | str


def of_html(text: str) -> Iterator[Token]:
    """The tokens of HTML in any state; what is no tag is words."""
    text = without_comments(text)
    start = 0
    for found in TAG.finditer(text):
        if found.start() > start:
            yield html.unescape(text[start : found.start()])
        closes, name = found[1] or found[4], (found[2] or found[5]).lower().rpartition(":")[2]
        if name not in "!?":
            yield Close(name) if closes else Open(name, attributes_of(found[3] or ""))
        start = found.end()
    yield html.unescape(text[start:])


def attributes_of(text: str) -> dict[str, str]:
    """The attributes that matter."""
    return {
        found[1].lower(): html.unescape(found[2] or found[3] or found[4] or "")
        for found in ATTRIBUTE.finditer(text)
        if found[1].lower() in WANTED
    }


def of_element(root: Element) -> Iterator[Token]:
    """The tokens inside an element of XML, without recursion: it may be nested very deeply."""
    yield root.text or ""
    waiting: list[tuple[Element, Iterator[Element]]] = [(root, iter(root))]
    while waiting:
        parent, children = waiting[-1]
        child = next(children, None)
        if child is None:
            waiting.pop()
            if waiting:
                yield Close(local(parent.tag))
                yield parent.tail or ""
            continue
        yield Open(local(child.tag), {local(name): value for name, value in child.items()})
        yield child.text or ""
        waiting.append((child, iter(child)))


def local(name: object) -> str:
    """A name without its namespace."""
    return str(name).rpartition("}")[2].rpartition(":")[2].lower()
