"""Passages that a writer keeps to themselves, marked in the text in plain words.

    I went quiet. [just for me] It was like my own ward. [/just for me] Then I asked again.

What cannot be read for certain stays private: an opening without an end hides all that
follows, an end without an opening all that comes before, every opening needs an end of its
own, and a mark whose last bracket was forgotten is still a mark.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

OPENING = "[just for me]"
CLOSING = "[/just for me]"
MARK = re.compile(
    r"\\?\[\s*(?P<end>/?)\s*just[\s_-]*for[\s_-]*me\b\s*:?\s*(?:\\?\])?", re.IGNORECASE
)


@dataclass(frozen=True)
class Passage:
    """A stretch of text, and whether it is the writer's alone."""

    text: str
    is_private: bool


def passages(text: str) -> tuple[Passage, ...]:
    """The text in its stretches, in order, without the marks themselves."""
    return tuple(Passage(text[start:end], private) for start, end, private in _spans(text))


def without_private(text: str) -> str:
    """What others may read: no private word, no mark, and no gap that tells of one."""
    if not MARK.search(text):
        return text
    kept = ""
    for passage in passages(text):
        if not passage.is_private:
            kept = _joined(kept, passage.text) if kept else passage.text.lstrip()
    return kept.rstrip()


def has_marks(text: str) -> bool:
    """Whether any mark stands in a text; in one written for others, none may."""
    return MARK.search(text) is not None


def kept_whole(text: str) -> str:
    """All of a text as one private passage, whatever marks it had, also those that never ended."""
    while MARK.search(text):
        text = MARK.sub("", text)
    return f"{OPENING}\n{text}\n{CLOSING}"


def map_shared(text: str, change: Callable[[str], str]) -> str:
    """The text with a change made to what others may read; the rest and the marks stay."""
    changed, at = "", 0
    for start, end, is_private in _spans(text):
        stretch = text[start:end]
        changed += text[at:start] + (stretch if is_private else change(stretch))
        at = end
    return changed + text[at:]


def _spans(text: str) -> list[tuple[int, int, bool]]:
    """Cut at the marks, counting how deep the private passages lie in one another."""
    spans: list[tuple[int, int, bool]] = []
    depth, start = 0, 0
    for mark in MARK.finditer(text):
        if mark.start() > start:
            spans.append((start, mark.start(), depth > 0))
        if mark["end"] and depth == 0:
            spans = [(begun, ended, True) for begun, ended, _ in spans]
        depth = max(depth - 1, 0) if mark["end"] else depth + 1
        start = mark.end()
    if start < len(text):
        spans.append((start, len(text), depth > 0))
    return spans


def _joined(before: str, after: str) -> str:
    """Two stretches with one gap between them, as wide as the wider of the two there were."""
    space = before[len(before.rstrip()) :] + "|" + after[: len(after) - len(after.lstrip())]
    widest = max(side.count("\n") for side in space.split("|"))
    gap = "\n\n" if widest > 1 else "\n" if widest else " " if len(space) > 1 else ""
    return before.rstrip() + gap + after.lstrip() if after.strip() else before.rstrip() + gap
