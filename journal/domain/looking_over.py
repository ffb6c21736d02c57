"""A text looked over before it is shared: what is pointed at, and putting other words there."""

import re
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass, replace
from enum import StrEnum

from journal.domain.confidentiality import Finding
from journal.domain.passages import map_shared

NEAR = 40  # characters
SENTENCE_BEGINS = re.compile(r"(?:(?:^|\n)\s*(?:[-*#>]+\s+)?|[.!?:]\s+)$")


class Listing(StrEnum):
    """What is to happen with words that somebody has put on a list."""

    ALLOW = "allow"
    DENY = "deny"

    @property
    def label(self) -> str:
        """The list as pages call it."""
        return {"allow": "Never point at", "deny": "Always point at"}[self.value]


@dataclass(frozen=True)
class Piece:
    """A stretch of a text, and what is pointed at in it, if anything."""

    text: str
    finding: Finding | None = None


@dataclass(frozen=True)
class Pointed:
    """Words that are pointed at, once, however often they stand there."""

    words: str
    finding: Finding

    @property
    def suggestions(self) -> tuple[str, ...]:
        """What could stand there instead, the likeliest first."""
        offered = (self.finding.suggestion, *self.finding.others)
        return tuple(dict.fromkeys(each for each in offered if each and each != self.words))


@dataclass(frozen=True)
class LookedAt:
    """One part of a text, under its heading, with all that is pointed at in it."""

    heading: str
    text: str
    findings: tuple[Finding, ...]

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The text in stretches, for showing the findings in their place."""
        cut, at = [], 0
        for each in self.findings:
            cut += [
                Piece(self.text[at : each.start]),
                Piece(self.text[each.start : each.end], each),
            ]
            at = each.end
        return tuple(piece for piece in (*cut, Piece(self.text[at:])) if piece.text)


@dataclass(frozen=True)
class Look:
    """A text looked over."""

    parts: tuple[LookedAt, ...]

    @property
    def pointed(self) -> tuple[Pointed, ...]:
        """Everything that is pointed at, each wording once, in order of the text."""
        found: dict[str, Pointed] = {}
        for part in self.parts:
            for each in part.findings:
                words = part.text[each.start : each.end]
                found.setdefault(words.casefold(), Pointed(words, each))
        return tuple(found.values())


def look_at(parts: Iterable[tuple[str, str]], find: Callable[[str], Sequence[Finding]]) -> Look:
    """Look over the parts of a text, each with its heading; empty ones say nothing."""
    return Look(
        tuple(LookedAt(heading, text, tuple(find(text))) for heading, text in parts if text.strip())
    )


def without(look: Look, words: Set[str]) -> Look:
    """The same look with nothing said of these words: the names of those whose text it is."""
    return Look(
        tuple(
            replace(
                part,
                findings=tuple(
                    each
                    for each in part.findings
                    if part.text[each.start : each.end].casefold() not in words
                ),
            )
            for part in look.parts
        )
    )


def put_instead(text: str, words: str, other: str) -> str:
    """The text with other words wherever these stand whole, in any case of letters.

    Passages just for the writer stay as they are: nobody else reads them.
    """
    whole = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)", re.IGNORECASE)

    def change(stretch: str) -> str:
        return whole.sub(lambda found: _fitting(other, before(found)), stretch)

    return map_shared(text, change) if words.strip() else text


def before(found: re.Match[str]) -> str:
    """The end of what stands before some words: enough to tell whether a sentence begins."""
    return found.string[max(0, found.start() - NEAR) : found.start()]


def _fitting(other: str, before: str) -> str:
    """With a capital where a sentence begins."""
    return other[:1].upper() + other[1:] if SENTENCE_BEGINS.search(before) else other
