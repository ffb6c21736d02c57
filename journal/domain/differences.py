"""Where two texts differ, word by word.

The time is bounded whatever the texts are: common words that stand once in both are found
first and split the rest (the "patience" way), small rests are compared word by word, and a
rest for which the budget has run out counts as changed as a whole.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby

TOKENS = re.compile(r"\s+|\w+(?:['’]\w+)*|[^\w\s]")  # noqa: RUF001 - both apostrophes
LINES = re.compile(r"[^\n]*\n|[^\n]+")
BUDGET = 1_500_000
"""Comparisons of one token with another; about a quarter of a second."""
DEEPEST = 12
LONGEST_BY_WORDS = 400_000
"""Characters of both texts together; beyond, whole lines are compared."""


class Kind(StrEnum):
    """What a piece of a comparison is."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True)
class Piece:
    """A run of text that stands in both texts, or in one of them."""

    kind: Kind
    text: str


@dataclass
class Budget:
    """How much comparing may still be done."""

    left: int = BUDGET

    def takes(self, cost: int) -> bool:
        """Spend, if there is enough left."""
        if cost > self.left:
            return False
        self.left -= cost
        return True


@dataclass(frozen=True)
class Span:
    """A stretch of the old tokens beside the stretch of the new ones that took its place."""

    old: tuple[int, int]
    new: tuple[int, int]
    same: bool = False


def differences(old: str, new: str) -> tuple[Piece, ...]:
    """The old text turned into the new one.

    What is the same and what is gone make the old text again, character by character; what
    is the same and what is new make the new one.
    """
    cut = TOKENS if len(old) + len(new) <= LONGEST_BY_WORDS else LINES
    before, after = cut.findall(old), cut.findall(new)
    pieces: list[Piece] = []
    for span in spans(before, after):
        gone, came = "".join(before[slice(*span.old)]), "".join(after[slice(*span.new)])
        if span.same:
            pieces.append(Piece(Kind.SAME, gone))
        else:
            pieces += [Piece(Kind.GONE, gone)] * bool(gone) + [Piece(Kind.NEW, came)] * bool(came)
    return tuple(readable(pieces))


def only_in(kind: Kind, pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """One side of a comparison: what is the same, and what stands on this side alone."""
    return tuple(piece for piece in pieces if piece.kind in {Kind.SAME, kind})


def matches(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Which token of the new text stands for which of the old one."""
    return {
        there: here
        for span in spans(old, new)
        if span.same
        for there, here in zip(range(*span.old), range(*span.new), strict=True)
    }


def spans(old: Sequence[str], new: Sequence[str]) -> list[Span]:
    """Both token lists cut into stretches that are the same and stretches that are not."""
    found = list(cut_up(old, new, Span((0, len(old)), (0, len(new))), Budget(), 0))
    return [span for span in found if span.old[0] < span.old[1] or span.new[0] < span.new[1]]


def cut_up(
    old: Sequence[str], new: Sequence[str], span: Span, budget: Budget, depth: int
) -> Iterator[Span]:
    """Take off what is the same at both ends; split the rest at tokens that stand once in both."""
    (begin, end), (start, stop) = span.old, span.new
    while begin < end and start < stop and old[begin] == new[start]:
        begin, start = begin + 1, start + 1
    while begin < end and start < stop and old[end - 1] == new[stop - 1]:
        end, stop = end - 1, stop - 1
    yield Span((span.old[0], begin), (span.new[0], start), same=True)
    yield from between(old, new, Span((begin, end), (start, stop)), budget, depth)
    yield Span((end, span.old[1]), (stop, span.new[1]), same=True)


def between(
    old: Sequence[str], new: Sequence[str], span: Span, budget: Budget, depth: int
) -> Iterator[Span]:
    """A stretch whose ends differ."""
    (begin, end), (start, stop) = span.old, span.new
    if begin == end or start == stop:
        yield span
        return
    anchors = anchors_in(old, new, span) if depth < DEEPEST else []
    for there, here in anchors:
        yield from cut_up(old, new, Span((begin, there), (start, here)), budget, depth + 1)
        yield Span((there, there + 1), (here, here + 1), same=True)
        begin, start = there + 1, here + 1
    if anchors:
        yield from cut_up(old, new, Span((begin, end), (start, stop)), budget, depth + 1)
    elif budget.takes((end - begin) * (stop - start)):
        yield from word_by_word(old, new, span)
    else:
        yield span


def anchors_in(old: Sequence[str], new: Sequence[str], span: Span) -> list[tuple[int, int]]:
    """Tokens that stand exactly once on either side, as many as keep their order."""
    here = once_in(new, *span.new)
    pairs = [(at, here[token]) for token, at in once_in(old, *span.old).items() if token in here]
    return longest_rising(sorted(pairs))


def once_in(tokens: Sequence[str], begin: int, end: int) -> dict[str, int]:
    """Where each token stands that stands exactly once in a stretch; blanks do not count."""
    times = Counter(tokens[begin:end])
    return {
        token: at
        for at, token in enumerate(tokens[begin:end], begin)
        if times[token] == 1 and not token.isspace()
    }


def longest_rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs that rises on both sides."""
    tails: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for index, (_, here) in enumerate(pairs):
        at = bisect_left(tails, here)
        before.append(last[at - 1] if at else -1)
        tails[at : at + 1] = [here]
        last[at : at + 1] = [index]
    found, index = [], last[-1] if last else -1
    while index >= 0:
        found.append(pairs[index])
        index = before[index]
    return found[::-1]


def word_by_word(old: Sequence[str], new: Sequence[str], span: Span) -> Iterator[Span]:
    """The longest common run of tokens of a small stretch, the textbook way."""
    (begin, end), (start, stop) = span.old, span.new
    width = stop - start
    table = [[0] * (width + 1)]
    for at in range(end - 1, begin - 1, -1):
        below, row, token = table[-1], [0] * (width + 1), old[at]
        for column in range(width - 1, -1, -1):
            same = token == new[start + column]
            row[column] = below[column + 1] + 1 if same else max(below[column], row[column + 1])
        table.append(row)
    table.reverse()
    at, column = 0, 0
    while begin + at < end and column < width:
        there, here = begin + at, start + column
        if old[there] == new[here]:
            yield Span((there, there + 1), (here, here + 1), same=True)
            at, column = at + 1, column + 1
        elif table[at + 1][column] >= table[at][column + 1]:
            yield Span((there, there + 1), (here, here))
            at += 1
        else:
            yield Span((there, there), (here, here + 1))
            column += 1
    yield Span((begin + at, end), (start + column, stop))


@dataclass
class Run:
    """Changes that stand together, until something that is the same ends them."""

    gone: str = ""
    new: str = ""
    blank: str = ""
    done: list[Piece] = field(default_factory=list)

    def close(self) -> None:
        """Write the changes down, what is gone first, and then the blank that followed them."""
        for kind, text in ((Kind.GONE, self.gone), (Kind.NEW, self.new), (Kind.SAME, self.blank)):
            if text:
                self.done.append(Piece(kind, text))
        self.gone = self.new = self.blank = ""


def readable(pieces: Sequence[Piece]) -> list[Piece]:
    """The same comparison in longer runs: a blank between two changed words is changed too."""
    run = Run()
    for kind, group in groupby(pieces, key=lambda piece: piece.kind):
        text = "".join(piece.text for piece in group)
        if kind is not Kind.SAME:
            run.gone, run.new, run.blank = run.gone + run.blank, run.new + run.blank, ""
            if kind is Kind.GONE:
                run.gone += text
            else:
                run.new += text
        elif text.isspace() and "\n" not in text and run.gone and run.new and not run.blank:
            run.blank = text
        else:
            run.close()
            run.done.append(Piece(kind, text))
    run.close()
    return joined(run.done)


def joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Neighbours of one kind as one."""
    return [
        Piece(kind, "".join(piece.text for piece in group))
        for kind, group in groupby(pieces, key=lambda piece: piece.kind)
    ]
