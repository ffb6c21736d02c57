"""How a worker's entries spread over the principles, and over the months."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from journal.domain.calendar_days import Month

FEWEST_MONTHS, MOST_MONTHS = 6, 18
"""A picture needs a few months to say anything; a phone shows no more than a year and a half."""


@dataclass(frozen=True)
class Tagged:
    """One entry's tag to one principle, by the date of the entry."""

    entry: object
    principle: str
    dated: date


@dataclass(frozen=True)
class Strand:
    """One principle: how many entries are tagged with it, in all and in each month shown."""

    principle: str
    by_month: tuple[int, ...]
    earlier: int
    """Those dated before the first month shown."""

    @property
    def total(self) -> int:
        """All of them."""
        return self.earlier + sum(self.by_month)


@dataclass(frozen=True)
class Spread:
    """All principles, in their order."""

    months: tuple[Month, ...]
    strands: tuple[Strand, ...]
    entries: int
    """How many different entries are tagged with any principle."""

    @cached_property
    def most(self) -> int:
        """The largest total, to scale a picture by."""
        return max((strand.total for strand in self.strands), default=0)

    @cached_property
    def most_in_a_month(self) -> int:
        """The largest number in one month."""
        return max((max(strand.by_month) for strand in self.strands), default=0)

    @property
    def has_earlier(self) -> bool:
        """Whether anything is dated before the first month shown."""
        return any(strand.earlier for strand in self.strands)

    @property
    def untouched(self) -> tuple[str, ...]:
        """The principles that no entry is tagged with."""
        return tuple(strand.principle for strand in self.strands if not strand.total)

    def of(self, principle: str) -> Strand:
        """One principle's strand."""
        return next(strand for strand in self.strands if strand.principle == principle)


def spread(principles: Sequence[str], tagged: Iterable[Tagged], today: date) -> Spread:
    """Count tags by principle and month, from the first month written in up to this one.

    A tag to a principle that there is not counts for nothing.
    """
    known = [each for each in tagged if each.principle in principles]
    months = months_shown([each.dated for each in known], today)
    counts = Counter((each.principle, Month.of(each.dated)) for each in known)
    early = Counter(each.principle for each in known if Month.of(each.dated) < months[0])
    strands = (
        Strand(principle, tuple(counts[principle, month] for month in months), early[principle])
        for principle in principles
    )
    return Spread(months, tuple(strands), len({each.entry for each in known}))


def months_shown(dates: Sequence[date], today: date) -> tuple[Month, ...]:
    """The months of a picture, oldest first; the last is this one, or that of the latest entry."""
    last = Month.of(max([today, *dates]))
    first = Month.of(min([today, *dates]))
    count = min(max(first.until(last) + 1, FEWEST_MONTHS), MOST_MONTHS)
    return tuple(last.moved(-back) for back in reversed(range(count)))
