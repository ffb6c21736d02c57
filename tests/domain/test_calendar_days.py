"""Months, and the days that a day recalls."""

from datetime import date

from journal.domain.calendar_days import Month, same_days


def test_a_day_recalls_itself_in_earlier_months_and_years() -> None:
    recalled = same_days(date(2026, 6, 4))
    assert recalled[date(2026, 5, 4)] == "A month ago today"
    assert recalled[date(2026, 3, 4)] == "Three months ago today"
    assert recalled[date(2025, 12, 4)] == "Six months ago today"
    assert recalled[date(2025, 6, 4)] == "A year ago today"
    assert recalled[date(2014, 6, 4)] == "12 years ago today"
    assert date(2026, 6, 4) not in recalled


def test_a_day_that_a_month_has_not_recalls_nothing_there() -> None:
    assert {day.month for day in same_days(date(2026, 12, 31))} == {12}
    assert {day.year % 4 for day in same_days(date(2028, 2, 29)) if day.month == 2} == {0}


def test_months_are_counted_over_the_turn_of_the_year() -> None:
    assert Month(2026, 1).moved(-1) == Month(2025, 12)
    assert Month(2025, 11).until(Month(2026, 2)) == 3
    assert Month(2026, 2).last == date(2026, 2, 28)
    assert Month(2026, 2).name == "February 2026"
