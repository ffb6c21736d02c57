"""Codes as people type them, such as K1, K3-K5, and back again."""

import re
from collections.abc import Collection, Iterable, Sequence

RANGE = re.compile(r"([A-Za-z]+)(\d{1,4})\s*[-\u2013]\s*([A-Za-z]*)(\d{1,4})")
BETWEEN = re.compile(r"[,;\s]+")
AROUND_HYPHEN = re.compile(r"\s*([-\u2013])\s*")
LONGEST_RANGE = 500


def codes_in(text: str, known: Collection[str]) -> list[str]:
    """Every code typed, ranges spelt out; one that nobody knows stays as it was typed."""
    spelt = {code.upper(): code for code in known}
    found: list[str] = []
    for typed in filter(None, BETWEEN.split(AROUND_HYPHEN.sub(r"\1", text))):
        if typed.upper() in spelt:
            found.append(spelt[typed.upper()])
        else:
            found += [spelt.get(code.upper(), code) for code in spread(typed)]
    return found


def spread(typed: str) -> list[str]:
    """K3-K5 as its three codes; whatever is no range of one letter is left as it is."""
    found = RANGE.fullmatch(typed)
    if not found or found[3].upper() not in ("", found[1].upper()):
        return [typed]
    first, last = int(found[2]), int(found[4])
    if not first <= last < first + LONGEST_RANGE:
        return [typed]
    return [f"{found[1].upper()}{number}" for number in range(first, last + 1)]


def in_ranges(codes: Iterable[str]) -> str:
    """K1, K3-K5: three or more in a row are written as a range."""
    runs: list[list[str]] = []
    for code in codes:
        if runs and follows(runs[-1][-1], code):
            runs[-1].append(code)
        else:
            runs.append([code])
    return ", ".join(text for run in runs for text in as_texts(run))


def follows(code: str, following: str) -> bool:
    """Whether the second is the next number of the same letter."""
    one, other = (re.fullmatch(r"([A-Z]+)([1-9]\d*)", each) for each in (code, following))
    return bool(one and other and one[1] == other[1] and int(one[2]) + 1 == int(other[2]))


def as_texts(run: Sequence[str]) -> list[str]:
    """A run as it is written."""
    return [f"{run[0]}-{run[-1]}"] if len(run) > 2 else list(run)
