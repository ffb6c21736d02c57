"""Blocks as the XHTML that other portfolio systems keep, in ways that survive their cleaning.

Such a system stores what comes, closes every empty element in one tag, and shows of it what HTML
4 knew: a definition list holds terms alone, a direction is left or right and never found by the
browser, and what a role or a class said is gone. A place inside the document is nowhere there.
"""

import unicodedata
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar
from xml.etree.ElementTree import Element, tostring

from defusedxml.ElementTree import fromstring

from journal.documents import tree
from journal.documents.html_parts import write

SPACE = "http://www.w3.org/1999/xhtml"
KEPT = frozenset({"href", "start", "scope"})
MAY_BE_EMPTY = frozenset({"br", "hr", "td", "th"})
LEFT, RIGHT = frozenset({"L"}), frozenset({"R", "AL"})
Part = TypeVar("Part")


def xhtml(blocks: tree.Blocks) -> str:
    """The blocks inside two elements: the one that the feed asks for, and one that holds all of
    it together, since a system that mends references keeps the first element alone."""
    return f'<div xmlns="{SPACE}">{in_one(blocks)}</div>'


def in_one(blocks: tree.Blocks) -> str:
    """The blocks inside one element."""
    html = write(unlinked(blocks)).replace("<br>", "<br/>").replace("<hr>", "<hr/>")
    root: Element = fromstring(f"<div>{html}</div>")
    _tidy(root)
    return tostring(root, encoding="unicode")


def unlinked(part: Part) -> Part:
    """The same without ways inside the document: posts that were taken in have no such places."""
    if isinstance(part, tree.Reference):
        return tree.Text(part.label)  # type: ignore[return-value]
    if isinstance(part, tuple):
        return tuple(unlinked(one) for one in part)  # type: ignore[return-value]
    if is_dataclass(part) and not isinstance(part, type):
        changed = {one.name: unlinked(getattr(part, one.name)) for one in fields(part)}
        return replace(part, **changed)
    return part


def _tidy(element: Element) -> None:
    """What is inside, and then what the element says of itself."""
    for child in list(element):
        _tidy(child)
        if element.tag == "dl" and child.tag == "div":
            _unwrap(element, child)
        elif child.tag not in MAY_BE_EMPTY and not len(child) and not (child.text or "").strip():
            _drop(element, child)
    is_right_to_left = "dir" in element.attrib and _begins_right(element)
    kept = {name: value for name, value in element.attrib.items() if name in KEPT}
    element.attrib.clear()
    element.attrib.update({**kept, "dir": "rtl"} if is_right_to_left else kept)


def _begins_right(element: Element) -> bool:
    """Whether the first letter that has a direction runs to the left."""
    for text in element.itertext():
        for sign in text:
            direction = unicodedata.bidirectional(sign)
            if direction in LEFT | RIGHT:
                return direction in RIGHT
    return False


def _unwrap(parent: Element, child: Element) -> None:
    """Let the children stand in the place of their parent."""
    at = list(parent).index(child)
    parent.remove(child)
    for inner in reversed(child):
        parent.insert(at, inner)


def _drop(parent: Element, child: Element) -> None:
    """Leave an element out, and nothing of what stands after it."""
    at = list(parent).index(child)
    after = (child.text or "") + (child.tail or "")
    parent.remove(child)
    if at:
        before = parent[at - 1]
        before.tail = (before.tail or "") + after
    else:
        parent.text = (parent.text or "") + after
