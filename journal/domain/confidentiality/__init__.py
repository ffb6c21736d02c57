"""Pointing at what might show who a text is about, before it is shared. A help, never a promise.

Anonymised means that nobody can be identified from a text, alone or combined with other facts (the
doctors' regulator's guidance, offered to peer workers as good practice). Pure: the model for names
is handed in, since it may not be there.
"""

import re
from collections.abc import Iterable, Iterator

from journal.domain.confidentiality.addresses import find_addresses
from journal.domain.confidentiality.combinations import find_combinations
from journal.domain.confidentiality.dates import find_dates
from journal.domain.confidentiality.finding import Finding, Kind, Spot, settle
from journal.domain.confidentiality.names import NameFinder, find_names
from journal.domain.confidentiality.numbers import find_numbers
from journal.domain.confidentiality.online import find_online
from journal.domain.confidentiality.places import find_places
from journal.domain.confidentiality.wording import finding

__all__ = ["Finding", "Kind", "NameFinder", "find"]

_SPACES = re.compile(r"\s+")
_RULES = (find_numbers, find_online, find_dates, find_addresses, find_places)


def find(
    text: str,
    *,
    names: NameFinder | None = None,
    allow: Iterable[str] = frozenset(),
    deny: Iterable[str] = frozenset(),
) -> tuple[Finding, ...]:
    """What to look at again, in order and without overlaps; offsets are characters of `text`.

    `allow` is never pointed at and `deny` always is, as whole words in capitals or not; where a
    text is on both, it is pointed at.
    """
    spots = _without(text, _every(text, names), allow)
    spots += [Spot(*span, Kind.LISTED, 20) for span in _places_of(text, deny)]
    settled = settle(_trimmed(text, spots))
    found: list[Finding] = []
    for spot in settled:
        found.append(finding(text, spot, found[-1].end if found else 0))
    return tuple(found)


def _every(text: str, names: NameFinder | None) -> Iterator[Spot]:
    ruled = [spot for rule in _RULES for spot in rule(text)]
    yield from ruled
    yield from find_names(text, names, ruled)
    yield from find_combinations(text)


def _trimmed(text: str, spots: list[Spot]) -> Iterator[Spot]:
    """A combination gives way to what is surer inside it and keeps its longest remaining part."""
    surer = sorted((s for s in spots if s.kind is not Kind.COMBINATION), key=lambda s: s.start)
    yield from surer
    for spot in spots:
        if spot.kind is Kind.COMBINATION:
            yield from _left_over(text, spot, [other for other in surer if other.overlaps(spot)])


def _left_over(text: str, spot: Spot, inside: list[Spot]) -> Iterator[Spot]:
    start = spot.start
    for other in [*inside, Spot(spot.end, spot.end, spot.kind)]:
        piece = text[start : max(start, other.start)]
        lead, end = len(piece) - len(piece.lstrip(" ,")), start + len(piece.rstrip(" ,"))
        if len(piece.strip(" ,")) > 5:
            yield Spot(start + lead, end, Kind.COMBINATION, spot.sure)
        start = max(start, other.end)


def _without(text: str, spots: Iterator[Spot], allow: Iterable[str]) -> list[Spot]:
    """The spots but for words that are allowed, and for parts of such words where they stand."""
    allowed = frozenset(_plain(item) for item in allow)
    stretches = list(_places_of(text, allow))
    return [
        spot
        for spot in spots
        if _plain(text[spot.start : spot.end]) not in allowed
        and not any(start <= spot.start and spot.end <= end for start, end in stretches)
    ]


def _plain(text: str) -> str:
    """As written, whatever the capitals, the spaces, the apostrophe and a final possessive."""
    plain = _SPACES.sub(" ", text.strip().casefold().replace("\u2019", "'"))
    return plain.removesuffix("'s")


def _places_of(text: str, listed: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where a listed text stands as whole words."""
    for item in sorted({item.strip() for item in listed if item.strip()}):
        pattern = r"\s+".join(re.escape(part) for part in item.split())
        for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text, re.I):
            yield match.span()
