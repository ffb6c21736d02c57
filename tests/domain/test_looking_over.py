"""Putting other words in, and showing what is pointed at."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.domain.confidentiality import Finding, Kind
from journal.domain.looking_over import look_at, put_instead, without


def finds(*wanted: str) -> Callable[[str], list[Finding]]:
    """A way of finding that points at these words, wherever they stand first."""

    def find(text: str) -> list[Finding]:
        return [
            Finding(text.index(each), text.index(each) + len(each), Kind.NAME, "Why.", "somebody")
            for each in wanted
            if each in text
        ]

    return find


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("Sarah came. I saw Sarah.", "The person came. I saw the person."),
        ("I saw SARAH's bag", "I saw the person's bag"),
        ("Sarahs and Sarah", "Sarahs and the person"),
        ("- Sarah came", "- The person came"),
        (
            "[just for me] Sarah [/just for me] Sarah",
            "[just for me] Sarah [/just for me] The person",
        ),
        ("Nobody came.", "Nobody came."),
    ],
)
def test_other_words_stand_wherever_others_would_read_these(text: str, changed: str) -> None:
    assert put_instead(text, "Sarah", "the person") == changed


def test_words_that_mean_something_to_a_pattern_are_only_words() -> None:
    assert put_instead("call (01632) 960.1 now", "(01632) 960.1", r"\1 .*") == r"call \1 .* now"


@given(st.text(max_size=80), st.text(min_size=1, max_size=5))
def test_any_text_and_any_words(text: str, words: str) -> None:
    """Nothing else changes: taking the same words out of both leaves the same."""
    changed = put_instead(text, words, words)
    assert changed.casefold() == text.casefold() or words.strip()


def test_each_wording_is_asked_about_once() -> None:
    parts = [("Title", "Sarah"), ("Text", "I met SARAH with Dave"), ("Empty", " ")]
    look = look_at(parts, finds("Sarah", "SARAH", "Dave"))
    assert [each.words for each in look.pointed] == ["Sarah", "Dave"]
    assert [part.heading for part in look.parts] == ["Title", "Text"]


@given(st.text(alphabet="ab Sarah", max_size=40))
def test_the_pieces_are_the_text(text: str) -> None:
    (part,) = look_at([("", text + "!")], finds("Sarah", "b")).parts if text else (None,)
    if part:
        in_order = sorted(part.findings, key=lambda each: each.start)
        if list(part.findings) == in_order:
            assert "".join(piece.text for piece in part.pieces) == text + "!"


def test_the_names_of_those_whose_text_it_is_are_left_alone() -> None:
    text = "Wren sat down. Then Sarah came."
    look = look_at([("Text", text)], finds("Wren", "Sarah"))
    assert [each.words for each in without(look, {"wren"}).pointed] == ["Sarah"]
