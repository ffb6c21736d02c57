"""The arithmetic of hours, against a reckoning that goes day by day with fractions."""

import math
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.domain.hours import (
    Break,
    FundingRules,
    Period,
    TrainingMethod,
    expected_minutes,
    minimum_minutes,
    months_on,
    planned_end,
    rules_on,
)
from journal.domain.hours_picture import Logged, picture_of

BEFORE = FundingRules(
    year="before",
    starts_from=date(2022, 8, 1),
    weekly_minutes=360,
    full_week_minutes=1800,
    part_time_percent=20,
    leave_days=28,
    part_time_extends=True,
    minimum_months=12,
)
SINCE = FundingRules(
    year="since",
    starts_from=date(2025, 8, 1),
    weekly_minutes=None,
    full_week_minutes=1800,
    part_time_percent=20,
    leave_days=28,
    part_time_extends=False,
    minimum_months=8,
    standards=(("ST0896", 326),),
)
RULES = (BEFORE, SINCE)
PLANS_OWN = 500 * 60

days = st.dates(date(2022, 1, 1), date(2029, 12, 31))
weeks = st.none() | st.integers(6 * 60, 48 * 60)


@st.composite
def breaks(draw: st.DrawFn) -> Break:
    """A break of any length, at any time, or one that still lasts."""
    first = draw(days)
    length = draw(st.none() | st.integers(0, 300))
    return Break(first, None if length is None else first + timedelta(days=length))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """A practical period with up to three breaks, which may overlap or lie outside."""
    first = draw(days)
    last = first + timedelta(days=draw(st.integers(0, 900)))
    return Period(first, last, tuple(draw(st.lists(breaks(), max_size=3))))


def learning_days(period: Period) -> list[date]:
    """Every day of learning, found by walking through the calendar."""
    found, day = [], period.first
    while day <= period.last:
        off = False
        for each in period.breaks:
            off = off or (day >= each.first and (each.last is None or day <= each.last))
        if not off:
            found.append(day)
        day += timedelta(days=1)
    return found


@given(periods(), days)
def test_days_of_learning_are_those_of_the_calendar_outside_breaks(
    period: Period, until: date
) -> None:
    walked = learning_days(period)
    assert period.days() == len(walked)
    assert period.days(until) == len([day for day in walked if day <= until])
    assert period.has(until) == (until in walked)


@given(periods(), weeks)
def test_before_august_2025_every_day_of_learning_asks_its_part(
    period: Period, paid: int | None
) -> None:
    a_week = Fraction(6 * 60) if paid is None or paid >= 30 * 60 else Fraction(paid, 5)
    without_leave = 1 - Fraction(28, 5) / 52
    asked = sum((a_week / 7 * without_leave for _ in learning_days(period)), Fraction(0))
    assert minimum_minutes(period, BEFORE, "ST0896", paid, PLANS_OWN) == math.ceil(asked)


@given(periods(), weeks)
def test_since_august_2025_it_is_one_number_for_each_standard(
    period: Period, paid: int | None
) -> None:
    assert minimum_minutes(period, SINCE, "ST0896", paid, PLANS_OWN) == 326 * 60
    assert minimum_minutes(period, SINCE, "ST9999", paid, PLANS_OWN) == PLANS_OWN


@pytest.mark.parametrize(
    ("weeks_long", "paid", "hours"),
    [(52, None, "278.4"), (52, 37 * 60, "278.4"), (52, 30 * 60, "278.4"), (78, 20 * 60, "278.4"),
     (52, 15 * 60, "139.2"), (26, None, "139.2"), (65, None, "348")],
)  # fmt: skip
def test_the_weekly_rule_gives_the_hours_that_are_published_for_it(
    weeks_long: int, paid: int | None, hours: str
) -> None:
    first = date(2024, 9, 2)
    period = Period(first, first + timedelta(weeks=weeks_long, days=-1))
    assert minimum_minutes(period, BEFORE, "ST0896", paid, 0) == Fraction(hours) * 60


@pytest.mark.parametrize(
    ("day", "rules"),
    [(date(2025, 7, 31), BEFORE), (date(2025, 8, 1), SINCE), (date(2030, 1, 1), SINCE),
     (date(2022, 8, 1), BEFORE), (date(2019, 1, 1), BEFORE)],
)  # fmt: skip
def test_the_rules_are_those_of_the_day_somebody_starts(day: date, rules: FundingRules) -> None:
    assert rules_on(day, RULES) == rules
    assert rules_on(day, RULES[::-1]) == rules


@given(periods(), st.integers(0, 60_000), days)
def test_what_is_expected_grows_by_the_same_on_every_day_of_learning(
    period: Period, planned: int, today: date
) -> None:
    walked = learning_days(period)
    part = Fraction(planned, len(walked)) if walked else Fraction(0)
    by_now = sum((part for day in walked if day <= today), Fraction(0))
    assert expected_minutes(period, planned, today) == math.floor(by_now)


@given(periods(), st.integers(0, 60_000), days, st.integers(0, 400))
def test_what_is_expected_never_shrinks_and_never_passes_the_plan(
    period: Period, planned: int, today: date, later: int
) -> None:
    sooner = expected_minutes(period, planned, today)
    assert 0 <= sooner <= expected_minutes(period, planned, today + timedelta(days=later))
    assert expected_minutes(period, planned, date(2040, 1, 1)) == planned * bool(period.days())


@given(periods(), st.integers(0, 60_000))
def test_nothing_more_is_expected_while_a_break_lasts(period: Period, planned: int) -> None:
    for each in period.breaks:
        before = expected_minutes(period, planned, each.first - timedelta(days=1))
        until = each.last or date(2040, 1, 1)
        assert expected_minutes(period, planned, until) == before


@given(days, st.integers(1, 40), weeks)
def test_a_shorter_week_lengthens_the_period_only_before_august_2025(
    first: date, months: int, paid: int | None
) -> None:
    def length(rules: FundingRules) -> int:
        return (planned_end(first, months, rules, paid, ()) - first).days + 1

    full = (months_on(first, months) - first).days
    factor = Fraction(1800, paid) if paid and paid < 1800 else Fraction(1)
    assert length(BEFORE) == math.ceil(full * factor)
    assert length(SINCE) == full


@given(days, st.integers(1, 30), st.lists(breaks().filter(lambda each: each.last), max_size=3))
def test_breaks_are_added_at_the_end(first: date, months: int, taken: list[Break]) -> None:
    last = planned_end(first, months, SINCE, None, taken)
    period = Period(first, last, tuple(taken))
    assert len(learning_days(period)) == (months_on(first, months) - first).days
    assert period.has(last)


def test_a_break_that_still_lasts_leaves_the_end_open_and_does_not_wait_for_it() -> None:
    taken = [Break(date(2026, 1, 1), None)]
    assert planned_end(date(2025, 9, 1), 12, SINCE, None, taken) >= date(2026, 8, 31)


@pytest.mark.parametrize(
    ("day", "months", "on"),
    [(date(2025, 8, 31), 6, date(2026, 2, 28)), (date(2023, 8, 31), 6, date(2024, 2, 29)),
     (date(2025, 9, 1), 15, date(2026, 12, 1)), (date(2025, 12, 31), 1, date(2026, 1, 31)),
     (date(2025, 1, 31), 3, date(2025, 4, 30)), (date(2025, 11, 15), 1, date(2025, 12, 15)),
     (date(2024, 2, 29), 12, date(2025, 2, 28))],
)  # fmt: skip
def test_months_on_is_the_same_day_or_the_last_there_is(day: date, months: int, on: date) -> None:
    assert months_on(day, months) == on


@st.composite
def logs(draw: st.DrawFn) -> list[Logged]:
    """Lines of a log within a few years."""
    return [
        Logged(
            key=str(number),
            dated=draw(days),
            method=TrainingMethod.TEACHING,
            description="Something",
            codes=(),
            minutes=draw(st.integers(1, 900)),
            in_paid_hours=draw(st.booleans()),
            logged_on=date(2030, 1, 1),
            is_verified=draw(st.booleans()),
        )
        for number in range(draw(st.integers(0, 12)))
    ]


@given(logs(), st.none() | periods(), st.integers(1, 40_000), days)
def test_the_months_of_the_picture_hold_all_that_counts(
    lines: list[Logged], period: Period | None, planned: int, today: date
) -> None:
    picture = picture_of(lines, period, 300, planned, today)
    paid = [line for line in lines if line.in_paid_hours]
    assert picture.logged == sum(line.minutes for line in paid)
    assert picture.uncounted == sum(line.minutes for line in lines) - picture.logged
    assert picture.verified + picture.waiting == picture.logged
    assert sum(month.minutes for month in picture.months) == picture.logged
    assert sum(month.verified for month in picture.months) == picture.verified
    for month in picture.months:
        end = months_on(month.first, 1) - timedelta(days=1)
        assert month.total == sum(line.minutes for line in paid if line.dated <= end)
        walked = learning_days(period) if period else []
        assert month.is_off == (
            period is not None and not any(month.first <= day <= end for day in walked)
        )
    firsts = [month.first for month in picture.months]
    assert firsts == sorted(set(firsts))
    assert all(first.day == 1 for first in firsts)


@pytest.mark.parametrize(
    ("rules", "weekly_hours", "months"),
    [(BEFORE, None, 12), (BEFORE, 37, 12), (BEFORE, 20, 18), (SINCE, 20, 8), (SINCE, None, 8)],
)
def test_the_shortest_time_is_that_of_the_rules_of_the_start(
    rules: FundingRules, weekly_hours: int | None, months: int
) -> None:
    assert rules.months_at_least(weekly_hours and weekly_hours * 60) == months
