"""Passages that a writer keeps to themselves, marked in the text in plain words.

    I went quiet. [just for me] It was like my own ward. [/just for me] Then I asked again.

What cannot be read for certain stays private: an opening without an end hides all that
follows, an end without an opening all that comes before, every opening needs an end of its
own, and a mark whose last bracket was forgotten is still a mark. Texts that are answers to the
questions of one form are read as one, so that a passage may begin in one and end in another.
"""

import re
from collections.abc import Callable, Sequence
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


def passages(text: str, mark: re.Pattern[str] = MARK) -> tuple[Passage, ...]:
    """The text in its stretches, in order, without the marks themselves."""
    return tuple(Passage(text[start:end], private) for start, end, private in _spans(text, mark))


def without_private(text: str) -> str:
    """What others may read: no private word, no mark, and no gap that tells of one."""
    if not MARK.search(text):
        return text
    kept = ""
    for passage in passages(text):
        if not passage.is_private:
            kept = _joined(kept, passage.text) if kept else passage.text.lstrip()
    return kept.rstrip()


def each_alone(texts: Sequence[str]) -> tuple[str, ...]:
    """The texts of one form, in its order, marked so that each can be read without the others.

    What runs on from one text into the next is marked in both; texts that need it not stay.
    """
    alone = list(texts)
    written = [at for at, text in enumerate(texts) if text.strip()]
    depth = 0
    for at in written:
        ends, left = _open_sides(alone[at])
        if ends > depth and at != written[0]:
            for earlier in [each for each in written if each < at]:
                alone[earlier] = all_private(alone[earlier])
            depth = ends
        alone[at] = f"{OPENING} " * depth + alone[at]
        depth = max(depth - ends, 0) + left
        if at != written[-1]:
            alone[at] += f" {CLOSING}" * depth
    return tuple(alone)


def all_private(text: str, space: str = " ") -> str:
    """The whole text between marks, whatever marks of its own stand in it."""
    ends, left = _open_sides(text)
    before, after = (OPENING + space) * (ends + 1), (space + CLOSING) * (left + 1)
    return before + text + after


def has_marks(text: str) -> bool:
    """Whether any mark stands in a text; in one written for others, none may."""
    return MARK.search(text) is not None


def map_shared(text: str, change: Callable[[str], str]) -> str:
    """The text with a change made to what others may read; the rest and the marks stay."""
    changed, at = "", 0
    for start, end, is_private in _spans(text):
        stretch = text[start:end]
        changed += text[at:start] + (stretch if is_private else change(stretch))
        at = end
    return changed + text[at:]


def _spans(text: str, pattern: re.Pattern[str] = MARK) -> list[tuple[int, int, bool]]:
    """Cut at the marks, counting how deep the private passages lie in one another."""
    spans: list[tuple[int, int, bool]] = []
    depth, start = 0, 0
    for mark in pattern.finditer(text):
        if mark.start() > start:
            spans.append((start, mark.start(), depth > 0))
        if mark["end"] and depth == 0:
            spans = [(begun, ended, True) for begun, ended, _ in spans]
        depth = max(depth - 1, 0) if mark["end"] else depth + 1
        start = mark.end()
    if start < len(text):
        spans.append((start, len(text), depth > 0))
    return spans


def _open_sides(text: str) -> tuple[int, int]:
    """How many passages in a text have no beginning in it, and how many have no end."""
    ends = depth = 0
    for mark in MARK.finditer(text):
        ends += bool(mark["end"]) and depth == 0
        depth = max(depth - 1, 0) if mark["end"] else depth + 1
    return ends, depth


def _joined(before: str, after: str) -> str:
    """Two stretches with one gap between them, as wide as the wider of the two there were."""
    space = before[len(before.rstrip()) :] + "|" + after[: len(after) - len(after.lstrip())]
    widest = max(side.count("\n") for side in space.split("|"))
    gap = "\n\n" if widest > 1 else "\n" if widest else " " if len(space) > 1 else ""
    return before.rstrip() + gap + after.lstrip() if after.strip() else before.rstrip() + gap
