"""How what a worker tagged and noted moved over the months: said in words, never as a score.

It is made only from what the worker themselves tagged with a principle, and from where they
noted that they leaned away. It says what came up and what did not; what that means is theirs
to say. A month of holiday is no drift, so a silence counts only once other things came up in it.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from journal.domain.calendar_days import Month
from journal.domain.spread import Tagged, months_shown

MOST_MONTHS = 12
QUIET_MONTHS = 2
"""From the second month on, a principle that does not come up is worth a word."""
AWAY_MONTHS = 3
"""After so many months without it, it is worth a word that it comes up again."""
FEWEST_FOR_MOST = 3
"""Of two tags nothing can be said to be most."""


class Often(StrEnum):
    """How often a principle comes up, in words."""

    ALWAYS = "Every month you tagged"
    MOSTLY = "Most months"
    NOW_AND_THEN = "Now and then"
    ONCE = "In one month"
    NEVER = "Not yet"
    EARLIER = "Not in these months"


@dataclass(frozen=True)
class Noted:
    """One note of the worker's that they leaned away, by the date of its entry."""

    entry: object
    statement: str
    principles: tuple[str, ...]
    words: str
    dated: date


@dataclass(frozen=True)
class MonthSeen:
    """What came up in one month."""

    month: Month
    entries: int
    """How many entries are tagged with any principle."""
    tagged: tuple[tuple[str, int], ...]
    """Each principle that came up, with the number of its tags, in the principles' order."""
    noted: tuple[Noted, ...]
    came_back: tuple[str, ...]
    """Those that had not come up in the months before, though others had."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was tagged or noted."""
        return not self.tagged and not self.noted

    @property
    def mostly(self) -> str | None:
        """The principle that more than half of the month's tags were about."""
        total = sum(count for _, count in self.tagged)
        if total < FEWEST_FOR_MOST:
            return None
        return next((each for each, count in self.tagged if count * 2 > total), None)

    def has(self, principle: str) -> bool:
        """Whether it came up."""
        return any(each == principle for each, _ in self.tagged)

    def leaned_from(self, principle: str) -> bool:
        """Whether a note of the month is about it."""
        return any(principle in each.principles for each in self.noted)


@dataclass(frozen=True)
class Drift:
    """The months, oldest first, and what can be said of all of them."""

    principles: tuple[str, ...]
    months: tuple[MonthSeen, ...]
    last_seen: tuple[tuple[str, Month], ...]
    """The month in which each principle came up last, also before the first month shown."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look at yet."""
        return not self.last_seen and not any(seen.noted for seen in self.months)

    @cached_property
    def never(self) -> tuple[str, ...]:
        """The principles that have not come up at all."""
        seen = dict(self.last_seen)
        return tuple(each for each in self.principles if each not in seen)

    @cached_property
    def quiet(self) -> tuple[tuple[str, Month], ...]:
        """The principles that no longer come up, while others do; each with its last month."""
        active = [seen.month for seen in self.months if seen.tagged]
        return tuple(
            (principle, last)
            for principle, last in self.last_seen
            if sum(month > last for month in active) >= QUIET_MONTHS
        )

    @cached_property
    def repeated(self) -> tuple[tuple[str, tuple[Month, ...]], ...]:
        """The lean-away statements noted in more than one month, with those months."""
        months: dict[str, list[Month]] = {}
        for seen in self.months:
            for statement in dict.fromkeys(each.statement for each in seen.noted):
                months.setdefault(statement, []).append(seen.month)
        return tuple((each, tuple(when)) for each, when in months.items() if len(when) > 1)

    @property
    def mostly_one(self) -> MonthSeen | None:
        """The latest month that was mostly about one principle."""
        return next((seen for seen in reversed(self.months) if seen.mostly), None)

    @property
    def newest_first(self) -> tuple[MonthSeen, ...]:
        """The months in which something came up, to look back over."""
        return tuple(seen for seen in reversed(self.months) if not seen.is_empty)

    def how_often(self, principle: str) -> Often:
        """How often it came up, of the months in which anything did."""
        active = sum(bool(seen.tagged) for seen in self.months)
        here = len(self.months_of(principle))
        if not here:
            return Often.NEVER if principle in self.never else Often.EARLIER
        if here == 1:
            return Often.ONCE
        if here == active:
            return Often.ALWAYS
        return Often.MOSTLY if here * 2 >= active else Often.NOW_AND_THEN

    def is_quiet_in(self, principle: str, month: Month) -> bool:
        """Whether a month lies after the last in which a principle gone quiet came up."""
        last = dict(self.quiet).get(principle)
        return last is not None and month > last

    def months_of(self, principle: str) -> tuple[Month, ...]:
        """The months shown in which a principle came up."""
        return tuple(seen.month for seen in self.months if seen.has(principle))

    def months_away_from(self, principle: str) -> tuple[Month, ...]:
        """The months shown in which a note is about leaning away from it."""
        return tuple(seen.month for seen in self.months if seen.leaned_from(principle))


def drift(
    principles: Sequence[str], tagged: Iterable[Tagged], noted: Iterable[Noted], today: date
) -> Drift:
    """Look over what was tagged and noted, up to this month. What is no principle is left out."""
    known = [each for each in tagged if each.principle in principles]
    notes = list(noted)
    dates = [each.dated for each in known] + [each.dated for each in notes]
    months = months_shown(dates, today)[-MOST_MONTHS:]
    counts = Counter((Month.of(each.dated), each.principle) for each in known)
    last: dict[str, Month] = {}
    for each in known:
        month = Month.of(each.dated)
        last[each.principle] = max(month, last.get(each.principle, month))
    return Drift(
        principles=tuple(principles),
        months=tuple(month_seen(month, principles, counts, known, notes) for month in months),
        last_seen=tuple((each, last[each]) for each in principles if each in last),
    )


def month_seen(
    month: Month,
    principles: Sequence[str],
    counts: Counter[tuple[Month, str]],
    known: Sequence[Tagged],
    notes: Sequence[Noted],
) -> MonthSeen:
    """One month."""
    here = [each for each in known if Month.of(each.dated) == month]
    tagged = tuple((each, counts[month, each]) for each in principles if counts[month, each])
    mine = sorted((each for each in notes if Month.of(each.dated) == month), key=by_day)
    return MonthSeen(
        month=month,
        entries=len({each.entry for each in here}),
        tagged=tagged,
        noted=tuple(mine),
        came_back=tuple(each for each, _ in tagged if came_back(each, month, counts)),
    )


def came_back(principle: str, month: Month, counts: Counter[tuple[Month, str]]) -> bool:
    """Whether a principle comes up again after months in which others did and it did not."""
    earlier = sorted({when for when, _ in counts if when < month}, reverse=True)
    if not any(counts[when, principle] for when in earlier):
        return False
    return not any(counts[when, principle] for when in earlier[:AWAY_MONTHS])


def by_day(note: Noted) -> tuple[date, str]:
    """In the order of the days."""
    return note.dated, note.statement
