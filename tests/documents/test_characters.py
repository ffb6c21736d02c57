"""What becomes of unusual characters before they are written."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.documents.characters import clean, clusters, named, visible
from journal.documents.glyphs import count, faulty, in_order, is_plain, strange, written_out


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\0b\x01c\x7fd\x9fe", "abcde"),
        ("one\r\ntwo\tthree\u2028four", "one two three four"),
        ("\ud800 \udfff \ufffe \U0010ffff \ufdd0", "\ufffd \ufffd \ufffd \ufffd \ufffd"),
        ("caf\u00e9 e\u0301 \u200d\u202e\u00ad", "caf\u00e9 e\u0301 \u200d\u202e\u00ad"),
        ("\U0001f642 \u4e2d \u0645", "\U0001f642 \u4e2d \u0645"),
    ],
)
def test_only_control_characters_go(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("abc", ["a", "b", "c"]),
        ("e\u0301x", ["e\u0301", "x"]),
        ("\U0001f44d\U0001f3fd!", ["\U0001f44d\U0001f3fd", "!"]),
        ("\U0001f469\u200d\U0001f467a", ["\U0001f469\u200d\U0001f467", "a"]),
        (
            "\U0001f1ec\U0001f1e7\U0001f1f5\U0001f1f1",
            ["\U0001f1ec\U0001f1e7", "\U0001f1f5\U0001f1f1"],
        ),
        ("1\ufe0f\u20e32", ["1\ufe0f\u20e3", "2"]),
        ("\u0301", ["\u0301"]),
        ("", []),
    ],
)
def test_a_character_is_what_a_reader_sees_as_one(typed: str, expected: list[str]) -> None:
    assert list(clusters(typed)) == expected


@settings(derandomize=True)
@given(st.text(alphabet=st.characters()))
def test_nothing_falls_between_two_characters(typed: str) -> None:
    assert "".join(clusters(typed)) == typed


@pytest.mark.parametrize(
    ("cluster", "name"),
    [
        ("\U0001f642", "[slightly smiling face]"),
        ("\u2764\ufe0f", "[heavy black heart]"),
        ("\U0001f469\u200d\U0001f680", "[woman, rocket]"),
        ("\u0f56", "[character U+0F56]"),
        ("\u4e2d", "[character U+4E2D]"),
        ("\U000f0000", "[character U+F0000]"),
        ("\u0f56\u0f7c", "[character U+0F56 U+0F7C]"),
        ("\u200d", "[zero width joiner]"),
    ],
)
def test_a_name_says_which_character_it_was(cluster: str, name: str) -> None:
    assert named(cluster) == name


def test_only_what_is_missing_is_written_out() -> None:
    missing = {"\U0001f642", "\u0f56", "\u0f51"}
    typed = "Fine \U0001f642, \u0f56\u0f51 and \u00e9 \U0001f331"
    assert written_out(typed, missing) == (
        "Fine [slightly smiling face], [character U+0F56 U+0F51] and \u00e9 \U0001f331"
    )
    assert count([typed, typed, "plain"], missing) == 6


def test_plain_text_is_left_alone() -> None:
    typed = "Za\u017c\u00f3\u0142\u0107 \u2018quoted\u2019 \u2013 \u20ac5 [slightly smiling face]"
    assert is_plain(typed)
    assert written_out(typed, {"a"}) == typed
    assert strange([typed]) == set()


def test_what_cannot_be_set_is_found_by_halving() -> None:
    bad = {"b", "e", "h"}
    asked: list[int] = []

    def draws(some: Sequence[str]) -> bool:
        asked.append(len(some))
        return not bad & set(some)

    assert faulty([], draws) == []
    assert faulty(list("abcdefgh"), draws) == ["b", "e", "h"]
    assert faulty(list("acdfg"), draws) == []
    asked.clear()
    many = [str(number) for number in range(1000)]
    bad.add("700")
    assert faulty(many, draws) == ["700"]
    assert len(asked) < 25


def test_japanese_is_not_drawn_the_chinese_way() -> None:
    families = ["Noto Sans CJK SC", "Noto Sans Thai", "Libertinus Serif", "Noto Sans"]
    japanese = in_order(families, "\u4e00\u7dd2\u306b")
    assert [name for name in japanese if "CJK" in name] == ["Noto Sans CJK JP"]
    assert [name for name in in_order(families, "\u4e00") if "CJK" in name] == ["Noto Sans CJK SC"]
    assert japanese[:2] == ["Libertinus Serif", "Noto Sans"]
    assert "Noto Sans Thai" in japanese


@pytest.mark.parametrize(
    ("typed", "seen"),
    [("a", True), ("\U0001f642", True), (" \u00a0\t", False), ("\u200b\0", False)],
)
def test_some_texts_show_nothing(typed: str, *, seen: bool) -> None:
    assert visible(typed) is seen
