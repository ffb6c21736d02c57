"""The dates and hours of an apprenticeship: what may be written down, and what may not."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

MINUTES = 60
LONGEST_WEEK = 60 * MINUTES
EARLIEST, LATEST = date(2010, 1, 1), date(2100, 1, 1)
LONGEST_YEARS = 10
CLOCK = re.compile(r"(\d{1,5}):([0-5]\d)", re.ASCII)
NUMBER = re.compile(r"(\d{1,5})(?:[.,](\d{1,2}))?", re.ASCII)


@dataclass(frozen=True)
class Break:
    """A break in learning, with its first and its last day; without a last it still lasts."""

    first: date
    last: date | None

    def as_texts(self) -> list[str]:
        """As it is kept: two days, the second empty while it lasts."""
        return [self.first.isoformat(), self.last.isoformat() if self.last else ""]

    @classmethod
    def from_texts(cls, texts: Sequence[str]) -> "Break":
        """From what is kept."""
        first, last = texts
        return cls(date.fromisoformat(first), date.fromisoformat(last) if last else None)


def problems_of_dates(began_on: date, ends_on: date | None) -> Iterator[str]:
    """What is wrong with the first and the last day."""
    if not EARLIEST <= began_on <= LATEST:
        yield "The first day is a long time away from today. Please check the year."
    elif ends_on is not None and ends_on <= began_on:
        yield "The last day is not after the first. Please change one of the two."
    elif ends_on is not None and ends_on.year - began_on.year > LONGEST_YEARS:
        yield f"That would be more than {LONGEST_YEARS} years. Please check the year."


def problems_of_breaks(
    began_on: date, ends_on: date | None, breaks: Sequence[Break]
) -> Iterator[str]:
    """What is wrong with the breaks, each sentence naming the break by its first day."""
    for each in breaks:
        yield from problems_of_break(began_on, ends_on, each)
    for one, other in pairwise(sorted(breaks, key=lambda each: each.first)):
        if one.last is None:
            yield (
                f"The break from {day(one.first)} has no last day, so no other can come after it."
            )
        elif other.first <= one.last:
            yield (
                f"The breaks from {day(one.first)} and from {day(other.first)} overlap. "
                "Please change one, or make them one."
            )


def problems_of_break(began_on: date, ends_on: date | None, each: Break) -> Iterator[str]:
    """What is wrong with one break beside the programme."""
    end = each.last or each.first
    if end < each.first:
        yield f"The break from {day(each.first)} ends before it begins."
    elif each.first < began_on:
        yield f"The break from {day(each.first)} begins before the programme does."
    elif end.year - began_on.year > LONGEST_YEARS:
        yield f"The break from {day(each.first)} is very long. Please check the year."
    elif ends_on is not None and end > ends_on:
        yield f"The break from {day(each.first)} goes on after the programme ends."


def minutes_of(text: str) -> int | None:
    """Hours as people write them, in minutes: 30, 37.5, 37,5 or 37:30. None for anything else."""
    plain = text.strip().lower().removesuffix("hours").removesuffix("h").strip()
    if found := CLOCK.fullmatch(plain):
        return int(found[1]) * MINUTES + int(found[2])
    if found := NUMBER.fullmatch(plain):
        part = found[2] or "0"
        return int(found[1]) * MINUTES + round(Fraction(int(part) * MINUTES, 10 ** len(part)))
    return None


def hours_of(minutes: int | None) -> str:
    """Minutes as the form shows them: 37.5, or 37:20 where a fraction would not be plain."""
    if minutes is None:
        return ""
    hours, left = divmod(minutes, MINUTES)
    if left == 0:
        return str(hours)
    return f"{hours}.5" if left * 2 == MINUTES else f"{hours}:{left:02}"


def day(of: date) -> str:
    """A day in a sentence."""
    return f"{of.day} {of:%B %Y}"
