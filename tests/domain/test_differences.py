"""What differs between two texts, and two texts made one: nothing may go missing."""

import random
import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.domain.differences import Kind, Piece, differences, only_in
from journal.domain.merging import merge

WORDS = st.sampled_from(["she", "said", "I", "tea.", "tea", "\n", "\n\n", "  ", "don't"])
TEXTS = st.lists(WORDS, max_size=40).map(" ".join) | st.text(max_size=60)
LINES = st.lists(st.sampled_from([f"line {number}" for number in range(12)]), unique=True)
LONGEST = 200_000
A_SECOND = 1.0


def texts(pieces: tuple[Piece, ...]) -> str:
    return "".join(piece.text for piece in pieces)


@given(TEXTS, TEXTS)
def test_a_comparison_holds_both_texts_whole(old: str, new: str) -> None:
    pieces = differences(old, new)
    assert texts(only_in(Kind.GONE, pieces)) == old
    assert texts(only_in(Kind.NEW, pieces)) == new


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert all(piece.kind is Kind.SAME for piece in differences(text, text))


def test_a_changed_word_is_marked_and_nothing_else() -> None:
    assert differences("She laughed a little.", "She smiled a little.") == (
        Piece(Kind.SAME, "She "),
        Piece(Kind.GONE, "laughed"),
        Piece(Kind.NEW, "smiled"),
        Piece(Kind.SAME, " a little."),
    )


def test_words_changed_side_by_side_are_one_change() -> None:
    assert differences("He came back today.", "He went home today.") == (
        Piece(Kind.SAME, "He "),
        Piece(Kind.GONE, "came back"),
        Piece(Kind.NEW, "went home"),
        Piece(Kind.SAME, " today."),
    )


def test_what_is_added_at_the_end_of_a_long_text_is_all_that_is_marked() -> None:
    long = " ".join(f"word{number % 900}" for number in range(20_000))
    assert differences(long, long + " And then.") == (
        Piece(Kind.SAME, long),
        Piece(Kind.NEW, " And then."),
    )


@given(LINES, st.data())
def test_merging_keeps_every_line_that_neither_side_took_out(
    base: list[str], data: st.DataObject
) -> None:
    sides = []
    for name in ("mine", "saved"):
        kept = [line for line in base if data.draw(st.booleans())]
        for number in range(data.draw(st.integers(0, 3))):
            kept.insert(data.draw(st.integers(0, len(kept))), f"{name} {number}")
        sides.append(kept)
    mine, saved = sides
    merged = merge(*("\n".join(lines) for lines in (base, mine, saved))).splitlines()
    stay = [line for line in base if line in mine and line in saved]
    new = [line for line in [*mine, *saved] if line not in base]
    assert Counter(stay) + Counter(new) <= Counter(merged)
    assert {line for line in merged if line} <= {*base, *mine, *saved}


@given(TEXTS, TEXTS, TEXTS)
def test_merging_drops_no_word_that_one_side_added(base: str, mine: str, saved: str) -> None:
    merged = Counter(merge(base, mine, saved).split())
    was = Counter(base.split())
    for side in (mine, saved):
        for word, times in Counter(side.split()).items():
            if word not in was:
                assert merged[word] >= times


@given(TEXTS, TEXTS)
def test_what_only_one_side_changed_is_taken_as_it_is(base: str, changed: str) -> None:
    assert merge(base, changed, base) == changed
    assert merge(base, base, changed) == changed
    assert merge(base, changed, changed) == changed


def test_changes_in_different_paragraphs_come_together() -> None:
    base = "One.\n\nTwo.\n\nThree."
    mine, saved = "One, again.\n\nTwo.\n\nThree.", "One.\n\nTwo.\n\nThree.\n\nFour."
    assert merge(base, mine, saved) == "One, again.\n\nTwo.\n\nThree.\n\nFour."


def test_where_both_changed_the_same_place_both_stand_mine_first() -> None:
    merged = merge("We met.\n\nEnd.", "We met at noon.\n\nEnd.", "We met for tea.\n\nEnd.")
    assert merged == "We met at noon.\n\nWe met for tea.\n\nEnd."


def test_of_two_texts_of_which_one_goes_on_from_the_other_the_longer_is_both() -> None:
    assert merge("We met.", "We met. I sat.", "We met. I sat. She spoke.") == (
        "We met. I sat. She spoke."
    )
    assert merge("We met.", "We met. I sat", "We met. I satisfied myself.") == (
        "We met. I sat\n\nWe met. I satisfied myself."
    )


def test_a_side_that_deleted_does_not_undo_what_the_other_wrote() -> None:
    assert merge("Kept.\nOld.\n", "Kept.\n", "Kept.\nOld, but better.\n") == (
        "Kept.\nOld, but better.\n"
    )


def hard_texts() -> dict[str, tuple[str, str]]:
    """Pairs of the greatest length that have led comparisons astray."""
    chance = random.Random(7)  # noqa: S311 - the same texts every time
    few = [f"w{number}" for number in range(100)]
    some = " ".join(chance.choices(few, k=LONGEST // 3))[:LONGEST]
    other = " ".join(chance.choices(few, k=LONGEST // 3))[:LONGEST]
    return {
        "few words in any order": (some, other),
        "few lines in any order": (some.replace(" ", "\n"), other.replace(" ", "\n")),
        "one letter": ("a" * LONGEST, "b" * LONGEST),
        "single letters": ("a " * (LONGEST // 2), "b a " * (LONGEST // 4)),
        "signs": ("!?" * (LONGEST // 2), "?!" * (LONGEST // 2)),
        "other order": (
            " ".join(map(str, range(33_000))),
            " ".join(map(str, reversed(range(33_000)))),
        ),
        "empty lines": ("\n" * LONGEST, "\n" * (LONGEST - 1) + "x"),
    }


@pytest.mark.parametrize("name", hard_texts())
def test_the_longest_texts_take_no_more_than_a_second(name: str) -> None:
    old, new = hard_texts()[name]
    began = time.process_time()
    pieces = differences(old, new)
    assert time.process_time() - began < A_SECOND
    assert texts(only_in(Kind.NEW, pieces)) == new
    began = time.process_time()
    merge(old[: LONGEST // 2], old, new)
    assert time.process_time() - began < A_SECOND
