"""A text in sentences short enough for the model."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_END = re.compile(r"[.!?\u2026]+[\"')\]\u201d\u2019]*\s+|\n+")
_NO_END = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Rev|Fr|St|Sgt|Cllr|approx|etc|eg|ie|vs|no|No)|\b[A-Z])\.\s+$"
)
LONGEST = 360


@dataclass(frozen=True)
class Sentence:
    """A sentence and where it starts in the text."""

    start: int
    text: str


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences in order; one that is too long is cut at a space where there is one."""
    begins = 0
    for match in _END.finditer(text):
        if _NO_END.search(text, max(begins, match.start() - 8), match.end()):
            continue
        yield from _cut(text, begins, match.end())
        begins = match.end()
    yield from _cut(text, begins, len(text))


def _cut(text: str, begins: int, ends: int) -> Iterator[Sentence]:
    while ends - begins > LONGEST:
        space = text.rfind(" ", begins + LONGEST // 2, begins + LONGEST)
        cut = space + 1 if space >= 0 else begins + LONGEST
        yield Sentence(begins, text[begins:cut])
        begins = cut
    piece = text[begins:ends]
    if piece.strip():
        yield Sentence(begins, piece)
