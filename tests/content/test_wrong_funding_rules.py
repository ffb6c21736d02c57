"""Funding rules that nobody could reckon with are told where they stand."""

from pathlib import Path

import pytest

from journal.content import Content
from tests.content.mistakes import Mistake, assert_told

RULES = "funding-rules.yaml"

MISTAKES = [
    Mistake(
        "a day that no calendar has",
        RULES,
        r'"2025-08-01"',
        '"2025-02-30"',
        '"2025-02-30"',
        "rules[2].starts_from",
        "a real day",
    ),
    Mistake(
        "a day written as no day",
        RULES,
        r'"2025-08-01"',
        "next August",
        "next August",
        "rules[2].starts_from",
        'a day such as "2025-08-01", not next August',
    ),
    Mistake(
        "years out of turn",
        RULES,
        r'"2025-08-01"',
        '"2021-08-01"',
        '"2021-08-01"',
        "rules[2].starts_from",
        "a day after 2022-08-01",
    ),
    Mistake(
        "hours by the week and by the standard",
        RULES,
        r"    standards:\n",
        "    weekly_hours: 6\n    standards:\n",
        "  - year: 2025/26",
        "rules[2]",
        "either `weekly_hours` or `standards`, and not both",
    ),
    Mistake(
        "hours neither by the week nor by the standard",
        RULES,
        r"    weekly_hours: 6\n",
        "",
        "  - year: 2022/23",
        "rules[1]",
        "either `weekly_hours` or `standards`, and not both",
    ),
    Mistake(
        "a standard twice",
        RULES,
        r"        hours: 326\n",
        "        hours: 326\n      - reference: ST0896\n        hours: 300\n",
        "ST0896\n        hours: 300",
        "rules[2].standards[2].reference",
        "a standard listed here only once; ST0896 is already on line {- reference: ST0896}",
    ),
    Mistake(
        "a reference of another shape",
        RULES,
        r"reference: ST0896",
        "reference: peer-worker",
        "reference: peer-worker",
        "rules[2].standards[1].reference",
        "the reference of a standard, such as ST0896, not peer-worker",
    ),
    Mistake(
        "more than the whole week",
        RULES,
        r"part_time_percent: 20",
        "part_time_percent: 120",
        "part_time_percent: 120",
        "rules[1].part_time_percent",
        "a part of 100, such as 20",
    ),
    Mistake(
        "a year of leave",
        RULES,
        r"leave_days: 28",
        "leave_days: 260",
        "leave_days: 260",
        "rules[1].leave_days",
        "fewer days than a working year has",
    ),
    Mistake(
        "an apprenticeship that never ends",
        RULES,
        r"minimum_months: 12",
        "minimum_months: 61",
        "minimum_months: 61",
        "rules[1].minimum_months",
        "60 months or fewer",
    ),
]


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_it_is_told_by_file_line_field_and_what_was_expected(
    folder: Path, mistake: Mistake
) -> None:
    assert_told(folder, mistake)


def test_the_shipped_rules_hold_the_numbers_of_the_years(shipped: Content) -> None:
    before, since = shipped.funding_rules
    assert (before.weekly_minutes, before.full_week_minutes) == (360, 1800)
    assert (before.minimum_months, since.minimum_months) == (12, 8)
    assert (since.weekly_minutes, since.hours_of(shipped.standard.reference)) == (None, 326)
