"""The picture that a log of hours makes: what is there, by month, against where one would be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from journal.domain.hours import Period, TrainingMethod, expected_minutes, months_on


@dataclass(frozen=True)
class Logged:
    """A line of the log, as far as the arithmetic and the checks need it."""

    key: str
    dated: date
    method: TrainingMethod
    description: str
    codes: tuple[str, ...]
    minutes: int
    in_paid_hours: bool
    logged_on: date
    is_verified: bool = False

    @property
    def counts(self) -> bool:
        """Only what is done in paid hours counts."""
        return self.in_paid_hours


@dataclass(frozen=True)
class Month:
    """A month of the log: what was done in it, and what was to be there at its end."""

    first: date
    minutes: int
    verified: int
    total: int
    """All that was logged up to the end of the month."""
    expected: int
    is_off: bool
    """Whether there is no day of learning in it: a break, or outside the period."""

    @property
    def last(self) -> date:
        """Its last day."""
        return months_on(self.first, 1) - timedelta(days=1)


@dataclass(frozen=True)
class HoursPicture:
    """Minimum, planned, logged and verified, against where somebody would be by now."""

    period: Period | None
    minimum: int
    planned: int
    logged: int
    verified: int
    uncounted: int
    """Logged outside paid hours, which does not count."""
    expected: int
    today: date
    months: tuple[Month, ...] = field(default=())

    @property
    def waiting(self) -> int:
        """Logged, and nobody has verified it yet."""
        return self.logged - self.verified

    @property
    def behind(self) -> int:
        """How much less there is than would be by now; below 0 where there is more."""
        return self.expected - self.logged

    @property
    def left(self) -> int:
        """What is still to do of the plan."""
        return max(self.planned - self.logged, 0)


def picture_of(
    lines: Iterable[Logged], period: Period | None, minimum: int, planned: int, today: date
) -> HoursPicture:
    """The picture of a log; without a period there is nothing to be expected yet."""
    lines = list(lines)
    counted = [line for line in lines if line.counts]
    return HoursPicture(
        period=period,
        minimum=minimum,
        planned=planned,
        logged=total(counted),
        verified=total(line for line in counted if line.is_verified),
        uncounted=total(line for line in lines if not line.counts),
        expected=expected_minutes(period, planned, today) if period else 0,
        today=today,
        months=months_of(counted, period, planned, today),
    )


def months_of(
    counted: Sequence[Logged], period: Period | None, planned: int, today: date
) -> tuple[Month, ...]:
    """Every month from the first day of the period or of the log to the one that it is now."""
    days = [line.dated for line in counted] + ([period.first] if period else [])
    if not days:
        return ()
    end = max(min(today, period.last) if period else today, *days)
    found: list[Month] = []
    first, sum_so_far = min(days).replace(day=1), 0
    while first <= end:
        following = months_on(first, 1)
        here = [line for line in counted if first <= line.dated < following]
        sum_so_far += total(here)
        last = following - timedelta(days=1)
        found.append(
            Month(
                first=first,
                minutes=total(here),
                verified=total(line for line in here if line.is_verified),
                total=sum_so_far,
                expected=expected_minutes(period, planned, last) if period else 0,
                is_off=bool(period) and days_in(period, first, last) == 0,
            )
        )
        first = following
    return tuple(found)


def days_in(period: Period | None, first: date, last: date) -> int:
    """How many days of learning lie between two days, both counted."""
    if period is None:
        return 0
    return period.days(last) - period.days(first - timedelta(days=1))


def total(lines: Iterable[Logged]) -> int:
    """The minutes of some lines."""
    return sum(line.minutes for line in lines)
