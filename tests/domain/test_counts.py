"""No group so small that it names someone: tried on every organisation of up to 24 people."""

from collections import defaultdict
from collections.abc import Iterator

import pytest

from journal.domain.counts import FEWEST, NOT_SAID, Counted, Told, part_of, told

LARGEST = 24


def all_of(people: int) -> Iterator[Counted]:
    """Every way in which so many people can have agreements, sessions and reviews."""
    for agreed in range(people + 1):
        for met in range(agreed + 1):
            for overdue in range(agreed + 1):
                yield Counted(people, agreed, met, overdue)


def groups_in(counted: Counted) -> dict[str, int]:
    """Every group that the numbers speak of, and the rest of each."""
    return {
        "with": counted.with_agreement,
        "without": counted.people - counted.with_agreement,
        "met": counted.met_in_time,
        "not met": counted.with_agreement - counted.met_in_time,
        "not met at all": counted.people - counted.met_in_time,
        "overdue": counted.review_overdue,
        "not overdue": counted.with_agreement - counted.review_overdue,
    }


@pytest.mark.parametrize("people", range(1, LARGEST + 1))
def test_no_small_group_can_be_worked_out(people: int) -> None:
    """Whoever reads all that is told, and knows how many people there are, must not be able to
    tell the size of a group of fewer than five: at least two sizes fit, or none at all."""
    possible: dict[Told, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for counted in all_of(people):
        for name, size in groups_in(counted).items():
            possible[told(counted)][name].add(size)
    for said, groups in possible.items():
        for name, sizes in groups.items():
            given_away = len(sizes) == 1 and 0 < min(sizes) < FEWEST
            assert not given_away, f"{said} gives away that {name} are {sizes}"


@pytest.mark.parametrize("people", range(5))
def test_of_too_few_nothing_is_said(people: int) -> None:
    for counted in all_of(people):
        assert set(vars(told(counted)).values()) == {NOT_SAID}


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [
        (0, 20, "none of them"),
        (20, 20, "all of them"),
        (4, 20, "fewer than 5"),
        (5, 20, "5"),
        (15, 20, "15"),
        (16, 20, "all but fewer than 5"),
        (5, 9, "some of them"),
        (5, 5, "all of them"),
        (4, 4, NOT_SAID),
    ],
)
def test_a_part_is_said_in_numbers_where_it_may_be(part: int, whole: int, words: str) -> None:
    assert part_of(part, whole) == words


def test_a_large_organisation_is_told_its_numbers() -> None:
    said = told(Counted(people=40, with_agreement=30, met_in_time=22, review_overdue=6))
    assert vars(said) == {
        "people": "40",
        "with_agreement": "30",
        "met_in_time": "22",
        "review_overdue": "6",
    }
