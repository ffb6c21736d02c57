"""KSB codes as people type them: K4, s2; K1-K4; K 4 and S2."""

import re
from collections.abc import Iterator, Sequence

from journal.domain.framework import Framework

RANGE = re.compile(r"([a-z]+)0*(\d{1,3})(?:-|to)\1?0*(\d{1,3})")
CODE = re.compile(r"([a-z]+)0*(\d{1,3})")
LONGEST_RANGE = 60


def read_codes(text: str, framework: Framework) -> tuple[list[str], list[str]]:
    """The codes in a text, in the order of their framework; and what is no code of it."""
    by_folded = {code.casefold(): code for code in codes_of(framework)}
    known: set[str] = set()
    unknown: list[str] = []
    for piece in pieces(text):
        codes = [by_folded.get(each) for each in expanded(piece)]
        known.update(code for code in codes if code)
        if None in codes:
            unknown.append((piece.upper() if CODE.fullmatch(piece) else piece)[:40])
    return [code for code in codes_of(framework) if code in known], unknown


def codes_of(framework: Framework) -> Sequence[str]:
    """Every code of a framework, in its order."""
    return [statement.code for statement in framework.statements]


def pieces(text: str) -> Iterator[str]:
    """What stands between commas, spaces and the word and; a letter with its number is one."""
    text = text.casefold().replace("\u2013", "-").replace("\u2014", "-")
    text = re.sub(r"\b([ksb])[\s.:]+(?=\d)", r"\1", text)
    text = re.sub(r"\s*-\s*|(?<=\d)\s+to\s+(?=[a-z]?\d)", "-", text)
    return (
        each for each in re.split(r"[,;/|&+()\s]+", text) if each.strip(".-:") not in {"", "and"}
    )


def expanded(piece: str) -> list[str]:
    """The codes that a piece stands for: one, or each of a range; K04 is K4."""
    piece = piece.strip(".:")
    if found := RANGE.fullmatch(piece):
        first, last = int(found[2]), int(found[3])
        if 0 <= last - first < LONGEST_RANGE:
            return [f"{found[1]}{number}" for number in range(first, last + 1)]
    if found := CODE.fullmatch(piece):
        return [f"{found[1]}{int(found[2])}"]
    return [piece]
