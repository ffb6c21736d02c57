"""When an action is late, and when its owner should hear of it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.domain.actions import ActionState, is_overdue, is_time_to_remind

DAY = date(2026, 6, 15)


def days(number: int) -> date:
    """So many days after the day."""
    return DAY + timedelta(days=number)


@pytest.mark.parametrize(
    ("today", "reminded", "expected"),
    [
        (-4, None, False),
        (-3, None, True),
        (0, None, True),
        (-2, -3, False),
        (0, -3, False),
        (1, -3, True),
        (1, 0, True),
        (2, 1, False),
        (30, 1, False),
        (30, None, True),
    ],
)
def test_once_before_its_day_and_once_after(
    today: int, reminded: int | None, expected: bool
) -> None:
    said = None if reminded is None else days(reminded)
    assert is_time_to_remind(DAY, said, days(today)) is expected


def test_what_has_no_day_is_never_mentioned() -> None:
    assert not is_time_to_remind(None, None, DAY)


@given(st.integers(-60, 60), st.integers(0, 120))
def test_a_daily_job_mentions_it_twice_at_most(begins: int, runs: int) -> None:
    reminded, told = None, 0
    for number in range(runs):
        today = days(begins + number)
        if is_time_to_remind(DAY, reminded, today):
            reminded, told = today, told + 1
    assert told <= 2


@pytest.mark.parametrize(
    ("state", "due", "expected"),
    [
        (ActionState.OPEN, -1, True),
        (ActionState.OPEN, 0, False),
        (ActionState.OPEN, None, False),
        (ActionState.DONE, -1, False),
        (ActionState.LET_GO, -1, False),
    ],
)
def test_only_what_is_still_to_do_can_be_late(
    state: ActionState, due: int | None, expected: bool
) -> None:
    assert is_overdue(state, None if due is None else days(due), DAY) is expected
