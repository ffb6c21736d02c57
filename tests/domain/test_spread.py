"""How entries spread over the principles and the months."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.domain.calendar_days import Month
from journal.domain.principles import IN_ORDER
from journal.domain.spread import FEWEST_MONTHS, MOST_MONTHS, Tagged, spread

TODAY = date(2026, 6, 4)


def test_a_year_by_hand() -> None:
    found = spread(
        IN_ORDER,
        [
            Tagged("one", "mutual", date(2026, 6, 1)),
            Tagged("one", "safe", date(2026, 6, 1)),
            Tagged("two", "mutual", date(2026, 6, 3)),
            Tagged("three", "mutual", date(2025, 12, 31)),
            Tagged("four", "long gone", date(2020, 1, 1)),
        ],
        TODAY,
    )
    names = [month.name for month in found.months]
    assert names[0] == "December 2025"
    assert names[-1] == "June 2026"
    assert len(names) == 7
    assert found.of("mutual").by_month == (1, 0, 0, 0, 0, 0, 2)
    assert found.of("safe").by_month == (0, 0, 0, 0, 0, 0, 1)
    assert (found.of("mutual").total, found.of("safe").total) == (3, 1)
    assert found.entries == 3
    assert (found.most, found.most_in_a_month) == (3, 2)
    assert found.untouched == IN_ORDER[1:7]
    assert [strand.principle for strand in found.strands] == list(IN_ORDER)


def test_nothing_written_still_shows_a_few_empty_months() -> None:
    found = spread(IN_ORDER, [], TODAY)
    assert [month.letter for month in found.months] == list("JFMAMJ")
    assert len(found.months) == FEWEST_MONTHS
    assert (found.most, found.most_in_a_month, found.entries) == (0, 0, 0)
    assert found.untouched == IN_ORDER


def test_what_lies_before_the_first_month_shown_is_counted_as_earlier() -> None:
    long_ago, edge = date(2024, 12, 31), date(2025, 1, 1)
    found = spread(IN_ORDER, [Tagged(1, "safe", long_ago), Tagged(2, "safe", edge)], TODAY)
    assert len(found.months) == MOST_MONTHS
    assert found.months[0] == Month(2025, 1)
    assert (found.of("safe").earlier, found.of("safe").by_month[0]) == (1, 1)
    assert found.of("safe").total == 2
    assert found.has_earlier


@pytest.mark.parametrize(
    ("month", "back", "expected"),
    [
        (Month(2026, 6), 0, Month(2026, 6)),
        (Month(2026, 6), 5, Month(2026, 1)),
        (Month(2026, 6), 6, Month(2025, 12)),
        (Month(2026, 1), 1, Month(2025, 12)),
        (Month(2026, 12), 12, Month(2025, 12)),
    ],
)
def test_counting_months_back(month: Month, back: int, expected: Month) -> None:
    assert month.moved(-back) == expected
    assert expected.until(month) == back


@given(
    st.lists(
        st.builds(
            Tagged,
            st.integers(),
            st.sampled_from([*IN_ORDER, "long gone"]),
            st.integers(0, 1500).map(lambda days: TODAY - timedelta(days=days)),
        ),
        max_size=30,
    )
)
def test_nothing_is_lost_and_months_follow_one_another(tagged: list[Tagged]) -> None:
    found = spread(IN_ORDER, tagged, TODAY)
    known = [each for each in tagged if each.principle in IN_ORDER]
    assert sum(strand.total for strand in found.strands) == len(known)
    assert found.entries == len({each.entry for each in known})
    assert FEWEST_MONTHS <= len(found.months) <= MOST_MONTHS
    assert found.months[-1] == Month.of(TODAY)
    steps = [
        former.until(later) for former, later in zip(found.months, found.months[1:], strict=False)
    ]
    assert set(steps) == {1}
    assert all(len(strand.by_month) == len(found.months) for strand in found.strands)
