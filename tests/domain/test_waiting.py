"""Whose turn it is with a shared entry: each state of the queue, and nothing in between."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.domain.standing import Decision
from journal.domain.waiting import (
    FOR_THE_READER,
    Exchange,
    Said,
    State,
    Turn,
    in_line,
    turn,
)

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
S2, K4 = ("peer-worker", "S2"), ("peer-worker", "K4")
DAYS = st.integers(0, 40)


def day(number: int) -> datetime:
    """A moment so many days after the beginning."""
    return START + timedelta(days=number)


def days(numbers: Sequence[int]) -> tuple[datetime, ...]:
    """Several of them."""
    return tuple(day(number) for number in numbers)


def yes(number: int, tag: tuple[str, str] = S2) -> Said:
    """The reader confirms a tag on this day."""
    return Said(tag, Decision.CONFIRMED, day(number))


def not_yet(number: int, tag: tuple[str, str] = S2) -> Said:
    """The reader asks for more on this day."""
    return Said(tag, Decision.NOT_YET, day(number))


@pytest.mark.parametrize(
    ("exchange", "state", "since"),
    [
        pytest.param(Exchange(day(1)), State.NEW, 1, id="nothing said"),
        pytest.param(
            Exchange(day(1), answered=days([2]), changed=days([3])),
            State.NEW,
            1,
            id="the worker wrote first and changed the text: still new",
        ),
        pytest.param(
            Exchange(day(9), spoke=days([2])),
            State.NEW,
            9,
            id="taken back and shared once more after the reader's last word",
        ),
        pytest.param(Exchange(day(1), spoke=days([4])), State.WAITING, 4, id="feedback given"),
        pytest.param(
            Exchange(day(1), verdicts=(yes(5),)), State.WAITING, 5, id="a verdict alone is a word"
        ),
        pytest.param(
            Exchange(day(1), spoke=days([4]), verdicts=(not_yet(6),)),
            State.WAITING,
            6,
            id="whichever word was last",
        ),
        pytest.param(
            Exchange(day(1), spoke=days([4]), answered=days([5])), State.ANSWERED, 5, id="answered"
        ),
        pytest.param(
            Exchange(day(1), spoke=days([4]), answered=days([2, 7, 5, 9])),
            State.ANSWERED,
            5,
            id="answered three times: waiting since the first",
        ),
        pytest.param(
            Exchange(day(1), spoke=days([4, 6]), answered=days([5])),
            State.WAITING,
            6,
            id="the reader has replied to the answer",
        ),
        pytest.param(
            Exchange(day(1), verdicts=(not_yet(4),), changed=days([6])),
            State.ANSWERED,
            6,
            id="changed after a not yet",
        ),
        pytest.param(
            Exchange(day(1), spoke=days([4]), changed=days([6])),
            State.WAITING,
            4,
            id="changed, but nobody asked for more",
        ),
        pytest.param(
            Exchange(day(1), verdicts=(yes(4),), changed=days([6])),
            State.WAITING,
            4,
            id="changed after a yes",
        ),
        pytest.param(
            Exchange(day(1), verdicts=(not_yet(4), yes(5)), changed=days([6])),
            State.WAITING,
            5,
            id="the not yet has become a yes",
        ),
        pytest.param(
            Exchange(day(1), verdicts=(not_yet(4), yes(5, K4)), changed=days([6])),
            State.ANSWERED,
            6,
            id="the yes was about another tag",
        ),
        pytest.param(
            Exchange(day(1), verdicts=(not_yet(4),), changed=days([2])),
            State.WAITING,
            4,
            id="changed before the not yet",
        ),
        pytest.param(
            Exchange(day(1), spoke=days([7]), verdicts=(not_yet(4),), changed=days([6])),
            State.WAITING,
            7,
            id="the reader wrote again after the change",
        ),
        pytest.param(
            Exchange(day(1), verdicts=(not_yet(4),), answered=days([8]), changed=days([6])),
            State.ANSWERED,
            6,
            id="changed, then answered: waiting since the change",
        ),
    ],
)
def test_the_states_of_the_queue(exchange: Exchange, state: State, since: int) -> None:
    assert turn(exchange) == Turn(state, day(since))


exchanges = st.builds(
    lambda shared, spoke, verdicts, answered, changed: Exchange(
        day(shared), days(spoke), tuple(verdicts), days(answered), days(changed)
    ),
    DAYS,
    st.lists(DAYS, max_size=3),
    st.lists(
        st.builds(Said, st.sampled_from([S2, K4]), st.sampled_from(Decision), st.builds(day, DAYS)),
        max_size=3,
    ),
    st.lists(DAYS, max_size=3),
    st.lists(DAYS, max_size=3),
)


@given(exchanges)
def test_a_word_of_the_readers_always_hands_the_turn_to_the_worker(before: Exchange) -> None:
    after = Exchange(
        before.shared_at, (*before.spoke, day(41)), before.verdicts, before.answered, before.changed
    )
    assert turn(after) == Turn(State.WAITING, day(41))


@given(exchanges)
def test_an_answer_of_the_workers_never_leaves_the_turn_with_the_worker(before: Exchange) -> None:
    after = Exchange(
        before.shared_at, before.spoke, before.verdicts, (*before.answered, day(41)), before.changed
    )
    assert turn(after).state in FOR_THE_READER
    if turn(before).state in FOR_THE_READER:
        assert turn(after) == turn(before), "who waits already does not lose their place"


@given(exchanges)
def test_the_order_in_which_things_are_told_makes_no_difference(told: Exchange) -> None:
    if len({said.at for said in told.verdicts}) == len(told.verdicts):
        backwards = Exchange(
            told.shared_at,
            told.spoke[::-1],
            told.verdicts[::-1],
            told.answered[::-1],
            told.changed[::-1],
        )
        assert turn(backwards) == turn(told)


def test_the_longest_wait_stands_first_and_only_in_its_own_states() -> None:
    first, second, third, fourth = (uuid4() for _ in range(4))
    turns = {
        second: Turn(State.ANSWERED, day(2)),
        fourth: Turn(State.WAITING, day(0)),
        first: Turn(State.NEW, day(1)),
        third: Turn(State.NEW, day(3)),
    }
    assert [which for _, which in in_line(turns, FOR_THE_READER)] == [first, second, third]
    assert [which for _, which in in_line(turns, [State.NEW])] == [first, third]
    assert [which for _, which in in_line(turns, [State.WAITING])] == [fourth]


@given(st.lists(DAYS, max_size=30), st.integers(1, 7))
def test_a_page_at_a_time_shows_everything_once(since: list[int], size: int) -> None:
    turns = {UUID(int=place): Turn(State.NEW, day(number)) for place, number in enumerate(since)}
    whole = in_line(turns, State)
    seen, key = [], None
    while page := in_line(turns, State, key)[:size]:
        seen, key = seen + page, page[-1]
    assert seen == whole
    assert len(seen) == len(since)
