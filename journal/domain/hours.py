"""Off-the-job training: how much is asked, how much is there, and how much by now.

All lengths of time are whole minutes. A practical period has a first and a last day, both in it;
so has a break in learning.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

DAYS_A_WEEK = 7
WEEKS_A_YEAR = 52
WORKING_DAYS_A_WEEK = 5


class TrainingMethod(StrEnum):
    """How somebody learned, as auditors expect a log line to say."""

    TEACHING = "teaching"
    SHADOWING = "shadowing"
    MENTORING = "mentoring"
    E_LEARNING = "e_learning"
    ASSIGNMENT = "assignment"
    REFLECTION = "reflection"
    READING = "reading"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The method in words."""
        return METHOD_LABELS[self]


METHOD_LABELS = {
    TrainingMethod.TEACHING: "Teaching or a workshop",
    TrainingMethod.SHADOWING: "Shadowing",
    TrainingMethod.MENTORING: "Mentoring or coaching",
    TrainingMethod.E_LEARNING: "E-learning",
    TrainingMethod.ASSIGNMENT: "Assignment or project",
    TrainingMethod.REFLECTION: "Reflection that builds something new",
    TrainingMethod.READING: "Reading and study",
    TrainingMethod.OTHER: "Another way",
}


@dataclass(frozen=True)
class Break:
    """A break in learning, from its first day to its last; one that still lasts has no last."""

    first: date
    last: date | None


@dataclass(frozen=True)
class Period:
    """The practical period: the days of an apprenticeship on which somebody is learning."""

    first: date
    last: date
    breaks: tuple[Break, ...] = ()

    def days(self, until: date | None = None) -> int:
        """How many days of learning there are, up to and with a day; breaks do not count."""
        last = self.last if until is None else min(until, self.last)
        whole = (last - self.first).days + 1
        return max(whole - self.days_off(last), 0)

    def days_off(self, last: date) -> int:
        """How many days up to this one lie in any break; where two overlap, each day is one."""
        off, counted_to = 0, self.first - timedelta(days=1)
        for each in sorted(self.breaks, key=lambda each: each.first):
            begin = max(each.first, counted_to + timedelta(days=1))
            end = min(each.last or last, last)
            if end >= begin:
                off += (end - begin).days + 1
                counted_to = end
        return off

    def has(self, day: date) -> bool:
        """Whether this is a day of learning: in the period, and in no break."""
        return self.first <= day <= self.last and not any(
            each.first <= day <= (each.last or date.max) for each in self.breaks
        )


@dataclass(frozen=True)
class FundingRules:
    """What the funding rules of one year ask of those who start in it."""

    year: str
    starts_from: date
    weekly_minutes: int | None
    """For each week of learning, where the rules of the year count so."""
    full_week_minutes: int
    """A paid week from which on somebody is full-time."""
    part_time_percent: int
    """The part of a shorter paid week that is asked for instead."""
    leave_days: int
    """Days of paid leave in a year, of five a week, that no training is asked for."""
    part_time_extends: bool
    """Whether a shorter paid week makes the practical period longer."""
    minimum_months: int
    """How long an apprenticeship lasts at least, in a full paid week and without breaks."""
    standards: tuple[tuple[str, int], ...] = ()
    """(reference of a standard, hours), where the rules of the year give a number."""
    source: str = ""
    note: str = ""

    def hours_of(self, reference: str) -> int | None:
        """The number of hours that the rules give for a standard, if they do."""
        return dict(self.standards).get(reference)

    def months_at_least(self, weekly_minutes: int | None) -> int:
        """How long an apprenticeship lasts at least: 12 months at 20 hours a week become 18, in
        the years in which the rules say so."""
        if not self.part_time_extends or not weekly_minutes:
            return self.minimum_months
        shorter = min(weekly_minutes, self.full_week_minutes)
        return divided_up(self.minimum_months * self.full_week_minutes, shorter)


def rules_on(day: date, known: Sequence[FundingRules]) -> FundingRules:
    """The rules for a start on this day: the latest that had begun; the first for any earlier."""
    in_turn = sorted(known, key=lambda each: each.starts_from)
    begun = [each for each in in_turn if each.starts_from <= day]
    return begun[-1] if begun else in_turn[0]


def planned_end(
    first: date,
    months: int,
    rules: FundingRules,
    weekly_minutes: int | None,
    breaks: Sequence[Break],
) -> date:
    """The last day of a practical period of so many months, where nobody has set another.

    A paid week shorter than a full one makes it longer in proportion, in the years in which the
    rules say so (12 months at 20 hours a week become 18); a break is added at the end.
    """
    days = (months_on(first, months) - first).days
    if rules.part_time_extends and weekly_minutes and weekly_minutes < rules.full_week_minutes:
        days = divided_up(days * rules.full_week_minutes, weekly_minutes)
    last = first + timedelta(days=days - 1)
    while (left := days - Period(first, last, tuple(breaks)).days()) > 0:
        if any(each.last is None and each.first <= last for each in breaks):
            break
        last += timedelta(days=left)
    return last


def months_on(day: date, months: int) -> date:
    """The same day so many months on; the last of the month where there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in range(day.day, 27, -1):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    return date(year, month + 1, min(day.day, 28))


def minimum_minutes(
    period: Period, rules: FundingRules, reference: str, weekly_minutes: int | None, otherwise: int
) -> int:
    """The least training that the rules ask for.

    From 1 August 2025 a fixed number for each standard, whatever the length or the paid week. For
    earlier starts 6 hours for each week of the practical period, less the weeks of paid leave; for
    somebody paid for less than 30 hours a week, a fifth of their week instead of 6 hours.
    `otherwise` is the plan's own number, for a standard that the rules do not name.
    """
    if rules.weekly_minutes is None:
        hours = rules.hours_of(reference)
        return otherwise if hours is None else hours * 60
    weekly, share = rules.weekly_minutes, 100
    if weekly_minutes and weekly_minutes < rules.full_week_minutes:
        weekly, share = weekly_minutes, rules.part_time_percent
    year = WEEKS_A_YEAR * WORKING_DAYS_A_WEEK
    asked = period.days() * weekly * share * (year - rules.leave_days)
    return divided_up(asked, DAYS_A_WEEK * 100 * year)


def expected_minutes(period: Period, planned: int, today: date) -> int:
    """How much of what is planned would be done by now, were it spread evenly over the days of
    learning. It stands still in a break, and is all of it on the last day."""
    all_days = period.days()
    if all_days == 0 or today < period.first:
        return 0
    return planned * period.days(today) // all_days


def divided_up(number: int, by: int) -> int:
    """A whole number divided, rounded up: never less than is asked."""
    return -(-number // by)
