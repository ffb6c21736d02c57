"""What the confidentiality help points at, and how two that overlap are settled."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What sort of detail it is; the value is what the command and the pages say."""

    NAME = "name"
    NHS_NUMBER = "nhs_number"
    PHONE = "phone"
    EMAIL = "email"
    POSTCODE = "postcode"
    ADDRESS = "address"
    DATE_OF_BIRTH = "date_of_birth"
    DATE_OF_CONTACT = "date_of_contact"
    PLACE = "place"
    COMBINATION = "combination"
    NATIONAL_INSURANCE = "national_insurance"
    REFERENCE = "reference"
    VEHICLE = "vehicle"
    BANK_ACCOUNT = "bank_account"
    ONLINE = "online"
    LISTED = "listed"


@dataclass(frozen=True)
class Finding:
    """One stretch of the text (in characters), why it is pointed at, and what could stand there."""

    start: int
    end: int
    kind: Kind
    why: str
    suggestion: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Spot:
    """A stretch that a rule points at; the surer rule wins where two overlap, then the longer."""

    start: int
    end: int
    kind: Kind
    sure: int = 5

    def overlaps(self, other: "Spot") -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


def spots(
    text: str,
    pattern: re.Pattern[str],
    kind: Kind,
    sure: int,
    group: int | str = 0,
    only: Callable[[re.Match[str]], object] = bool,
) -> Iterator[Spot]:
    """A spot for each match of a pattern that passes `only`, without its trailing stops."""
    for match in pattern.finditer(text):
        if only(match):
            start = match.start(group)
            yield Spot(start, start + len(match[group].rstrip(" ,.;:!?\t\n")), kind, sure)


def settle(found: Iterable[Spot]) -> list[Spot]:
    """The spots in order of the text, none overlapping; what a winner leaves over is kept too."""
    taken: list[Spot] = []
    ranked = sorted(set(found), key=lambda spot: (-spot.sure, spot.start - spot.end, spot.start))
    free = _Free()
    for spot in ranked:
        if free.take(spot.start, spot.end):
            taken.append(spot)
    return sorted(taken, key=lambda spot: spot.start)


class _Free:
    """Which stretches are still free, without comparing every pair."""

    def __init__(self) -> None:
        self._taken: dict[int, list[tuple[int, int]]] = {}

    def take(self, start: int, end: int) -> bool:
        """Take the stretch if nobody has any of it."""
        blocks = range(start // 64, (end - 1) // 64 + 1)
        for block in blocks:
            if any(start < other and begun < end for begun, other in self._taken.get(block, ())):
                return False
        for block in blocks:
            self._taken.setdefault(block, []).append((start, end))
        return True
