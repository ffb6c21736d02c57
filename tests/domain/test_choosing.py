"""The suggestion of pieces: few, admissible, and the same however they are put."""

import random
from datetime import date, timedelta
from itertools import combinations
from uuid import UUID, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.domain.choosing import Option, Strength, Suggestion, Task, greedy, suggest
from journal.domain.entry_kind import EntryKind

SPACE = UUID("6f1b8a52-6a43-4be0-9b44-6f2b5ec0a0aa")
TODAY = date(2026, 5, 1)
CODES = tuple("ABCDEFGH")
OBSERVED, MADE, OWN = EntryKind.OBSERVATION_REPORT, EntryKind.WORK_PRODUCT, EntryKind.REFLECTION
C, L, N = Strength.CONFIRMED, Strength.CLAIMED, Strength.NOT_YET


def option(name: str, kind: EntryKind = MADE, age: int = 0, **shows: Strength) -> Option:
    """A piece by a name of its own."""
    return Option(uuid5(SPACE, name), kind, TODAY - timedelta(days=age), shows)


several = st.lists(
    st.builds(
        lambda number, kind, age, shows: Option(
            uuid5(SPACE, str(number)), kind, TODAY - timedelta(days=age), shows
        ),
        st.integers(0, 10**6),
        st.sampled_from([OBSERVED, MADE, OWN, EntryKind.TRAINING]),
        st.integers(0, 400),
        st.dictionaries(st.sampled_from(CODES), st.sampled_from(Strength), min_size=1, max_size=4),
    ),
    max_size=9,
    unique_by=lambda each: each.id,
)


def best_shown(options: list[Option] | tuple[Option, ...]) -> dict[str, Strength]:
    """How well each statement is shown at best."""
    best: dict[str, Strength] = {}
    for each in options:
        for code, how in each.shows.items():
            best[code] = max(best.get(code, how), how)
    return best


@given(several)
def test_every_statement_is_shown_as_well_as_any_piece_shows_it(options: list[Option]) -> None:
    made = suggest(options, CODES)
    assert all(each in options for each in made.chosen)
    assert best_shown(made.chosen) == best_shown(options)
    assert set(made.missing) == set(CODES) - best_shown(options).keys()


@given(several)
def test_no_smaller_set_would_do(options: list[Option]) -> None:
    fewest = next(
        count
        for count in range(len(options) + 1)
        for some in combinations(options, count)
        if best_shown(some) == best_shown(options)
    )
    assert len(suggest(options, CODES).chosen) == fewest


@given(several, st.randoms(use_true_random=False))
def test_the_order_they_come_in_makes_no_difference(
    options: list[Option], chance: random.Random
) -> None:
    shuffled = options.copy()
    chance.shuffle(shuffled)
    assert suggest(shuffled, CODES) == suggest(options, CODES)


@given(several)
def test_it_is_never_worse_than_always_taking_the_most_useful(options: list[Option]) -> None:
    task = Task.of(options, CODES)
    places = [task.options.index(each) for each in suggest(options, CODES).chosen]
    assert task.cost(places) <= task.cost(greedy(task))


def test_a_smaller_set_is_found_where_taking_the_most_useful_fails() -> None:
    large = option("large", A=L, B=L, C=L, D=L)
    left = option("left", A=L, B=L, E=L)
    right = option("right", C=L, D=L, F=L)
    assert ids(suggest([large, left, right], CODES)) == {left.id, right.id}


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (option("yes", A=C), option("no", A=L)),
        (option("yes", A=L), option("no", A=N)),
        (option("yes", OBSERVED, age=300, A=C), option("no", OWN, A=C)),
        (option("yes", MADE, age=300, A=C), option("no", OWN, A=C)),
        (option("yes", age=3, A=C), option("no", age=30, A=C)),
    ],
    ids=[
        "confirmed before claimed",
        "claimed before not yet",
        "observed before the worker's own words",
        "made before the worker's own words",
        "recent before old",
    ],
)
def test_of_two_that_show_the_same_the_better_is_suggested(better: Option, worse: Option) -> None:
    assert ids(suggest([worse, better], CODES)) == {better.id}


def test_kinds_that_differ_come_before_the_same_again() -> None:
    same = [option("made", MADE, A=C), option("made too", MADE, B=C)]
    other = option("training", EntryKind.TRAINING, age=90, B=C)
    assert ids(suggest([*same, other], CODES)) == {same[0].id, other.id}


def test_nothing_to_choose_from_misses_everything() -> None:
    assert suggest([], CODES) == Suggestion((), CODES)


def ids(made: Suggestion) -> set[UUID]:
    """Which pieces were suggested."""
    return {each.id for each in made.chosen}
