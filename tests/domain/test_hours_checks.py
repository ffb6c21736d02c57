"""What an auditor would ask about a log, pointed at for its owner first."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from journal.domain.hours import Break, Period, TrainingMethod
from journal.domain.hours_checks import WORDS, Check, look_at
from journal.domain.hours_picture import Logged, picture_of

DAY = date(2026, 3, 10)
PERIOD = Period(date(2025, 9, 1), date(2026, 11, 30))
FINE = Logged(
    key="fine",
    dated=DAY,
    method=TrainingMethod.TEACHING,
    description="Workshop on trauma-informed practice with the recovery college, and how to use it",
    codes=("K12",),
    minutes=95,
    in_paid_hours=True,
    logged_on=DAY,
)


def pointed(*lines: Logged, period: Period | None = PERIOD) -> set[tuple[Check, str]]:
    """What is pointed at in some lines."""
    return {(each.check, each.key) for each in look_at(lines, period)}


def test_a_good_line_is_left_in_peace() -> None:
    assert pointed(FINE) == set()
    assert pointed(FINE, period=None) == set()


@pytest.mark.parametrize(
    ("change", "check"),
    [
        ({"in_paid_hours": False}, Check.NOT_PAID),
        ({"description": ""}, Check.NO_DESCRIPTION),
        ({"description": " - "}, Check.NO_DESCRIPTION),
        ({"description": "Training"}, Check.THIN_DESCRIPTION),
        ({"description": "online course and reading"}, Check.THIN_DESCRIPTION),
        ({"description": "Read about trauma"}, Check.THIN_DESCRIPTION),
        ({"minutes": 8 * 60}, Check.LONG_DAY),
        ({"minutes": 24 * 60}, Check.LONG_DAY),
        ({"minutes": 30 * 60}, Check.MORE_THAN_A_DAY),
        ({"logged_on": DAY + timedelta(days=32)}, Check.LATE),
        ({"description": "Progress review with my coach and manager"}, Check.REVIEW),
        ({"description": "A tripartite review, three of us at the table"}, Check.REVIEW),
        ({"description": "My 12 week review with all three of us"}, Check.REVIEW),
        ({"description": "Did my usual duties on the ward today"}, Check.ORDINARY_DUTIES),
        ({"description": "Covered a night shift for a colleague"}, Check.ORDINARY_DUTIES),
        ({"description": "Functional skills maths with the tutor"}, Check.ENGLISH_AND_MATHS),
        ({"description": "An English lesson about writing letters"}, Check.ENGLISH_AND_MATHS),
        ({"dated": date(2025, 8, 31), "logged_on": date(2025, 8, 31)}, Check.OUTSIDE),
        ({"dated": date(2026, 12, 1), "logged_on": date(2026, 12, 1)}, Check.OUTSIDE),
        ({"method": TrainingMethod.REFLECTION, "codes": ()}, Check.REFLECTION_ALONE),
    ],
)
def test_one_thing_is_pointed_at(change: dict[str, object], check: Check) -> None:
    assert pointed(replace(FINE, **change)) == {(check, "fine")}


@pytest.mark.parametrize(
    "change",
    [
        {"logged_on": DAY + timedelta(days=31)},
        {"minutes": 8 * 60 - 1},
        {"method": TrainingMethod.REFLECTION},
        {"description": "Learned how a care review works and sat in on one"},
        {"description": "Shadowed a colleague on the ward and talked it through"},
        {"description": "Taught how to plan a shift in mood with a wellness plan"},
        {"description": "How to review my own progress with a recovery star"},
        {"dated": PERIOD.first, "logged_on": PERIOD.first},
        {"dated": PERIOD.last, "logged_on": PERIOD.last},
    ],
)
def test_what_is_only_close_to_it_is_left_in_peace(change: dict[str, object]) -> None:
    assert pointed(replace(FINE, **change)) == set()


def test_a_day_is_counted_over_all_its_lines() -> None:
    lines = [replace(FINE, key=key, minutes=245) for key in ("one", "two")]
    assert pointed(*lines) == {(Check.LONG_DAY, "one"), (Check.LONG_DAY, "two")}


def test_thirty_hours_on_a_date_in_three_lines_are_more_than_a_day() -> None:
    lines = [replace(FINE, key=str(number), minutes=605) for number in range(3)]
    assert pointed(*lines) == {(Check.MORE_THAN_A_DAY, str(number)) for number in range(3)}


@pytest.mark.parametrize(
    ("minutes", "lines", "is_pointed"),
    [(120, 4, True), (180, 4, True), (120, 3, False), (60, 6, False), (125, 6, False)],
)
def test_the_same_round_number_again_and_again(minutes: int, lines: int, is_pointed: bool) -> None:
    log = [
        replace(FINE, key=str(number), dated=DAY + timedelta(days=number), minutes=minutes)
        for number in range(lines)
    ]
    late = [replace(line, logged_on=line.dated) for line in log]
    assert bool(pointed(*late)) == is_pointed


def test_a_day_in_a_break_in_learning_is_outside() -> None:
    period = replace(PERIOD, breaks=(Break(date(2026, 3, 1), date(2026, 3, 31)),))
    assert pointed(FINE, period=period) == {(Check.OUTSIDE, "fine")}


def test_months_that_are_over_and_hold_nothing_are_named_but_not_those_of_a_break() -> None:
    period = replace(PERIOD, breaks=(Break(date(2025, 12, 1), date(2026, 1, 31)),))
    lines = [FINE, replace(FINE, key="first", dated=date(2025, 9, 20), logged_on=date(2025, 9, 20))]
    picture = picture_of(lines, period, 100, 100, today=date(2026, 5, 20))
    months = [each.month for each in look_at(lines, period, picture)]
    assert months == [date(2025, 10, 1), date(2025, 11, 1), date(2026, 2, 1), date(2026, 4, 1)]


def test_the_weightiest_comes_first() -> None:
    found = look_at([replace(FINE, description="", in_paid_hours=False, minutes=500)], PERIOD)
    assert [each.check for each in found] == [
        Check.NOT_PAID,
        Check.NO_DESCRIPTION,
        Check.LONG_DAY,
    ]


def test_every_check_says_what_it_is_and_what_would_help() -> None:
    assert set(WORDS) == set(Check)
