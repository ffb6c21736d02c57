"""Passages just for the writer: cut without a trace, and never given away by a slip."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.domain.draft import moved_to
from journal.domain.passages import (
    CLOSING,
    OPENING,
    each_alone,
    has_marks,
    passages,
    without_private,
)

PLAIN = st.text(st.characters(exclude_characters="[]\\🦊🐝"), max_size=60)
SECRET = st.text("🦊🐝", min_size=1, max_size=5)


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("No marks at all.", "No marks at all."),
        ("I asked. [just for me] It hurt. [/just for me] I stayed.", "I asked. I stayed."),
        ("One.\n\n[just for me]\nTwo.\n[/just for me]\n\nThree.", "One.\n\nThree."),
        ("[Just For Me] It hurt. [/JUST FOR ME] I stayed.", "I stayed."),
        ("I stayed. [ just  for me ]It hurt.", "I stayed."),
        ("[just for me]a[just for me]b[/just for me]c[/just for me] d", "d"),
        ("[just for me]a[just for me]b[/just for me]c", ""),
        ("a [/just for me] b", "b"),
        ("I stayed. [just for me: it hurt]", "I stayed."),
        ("I stayed. [just for me it hurt [/just for me] I asked.", "I stayed. I asked."),
        ("sun[just for me]x[/just for me]flower", "sunflower"),
        ("[just for me]only this[/just for me]", ""),
        ("[just\u00a0for\u00a0me]x[/just\u00a0for\u00a0me] y", "y"),
    ],
)
def test_others_read_the_text_without_its_private_passages(typed: str, left: str) -> None:
    assert without_private(typed) == left


@given(before=PLAIN, secret=SECRET, after=PLAIN, closed=st.booleans())
def test_no_private_word_and_no_mark_is_left(
    before: str, secret: str, after: str, closed: bool
) -> None:
    """Whatever stands around it, and also when somebody forgot the end."""
    end = CLOSING if closed else ""
    left = without_private(f"{before}{OPENING}{secret}{end}{after}")
    assert not set(left) & set(secret)
    assert not has_marks(left)
    if closed:
        assert "".join(left.split()) == "".join((before + after).split())


@given(st.lists(st.sampled_from([OPENING, CLOSING, "a", " ", "\n\n"]), max_size=12))
def test_every_stretch_is_either_for_others_or_private(pieces: list[str]) -> None:
    """The writer sees every word of theirs, and others the rest of them."""
    typed = "".join(pieces)
    stretches = passages(typed)
    assert "".join(part.text for part in stretches) == typed.replace(OPENING, "").replace(
        CLOSING, ""
    )
    shared = "".join(part.text for part in stretches if not part.is_private)
    assert "".join(without_private(typed).split()) == "".join(shared.split())


@given(st.text(max_size=200))
def test_a_text_without_marks_stays_as_it_is(text: str) -> None:
    if not has_marks(text):
        assert without_private(text) == text


FORM = st.lists(
    st.lists(st.sampled_from([OPENING, CLOSING, " ab ", " cd "]), max_size=4).map("".join),
    min_size=1,
    max_size=5,
)


@given(FORM)
def test_a_passage_may_run_over_several_texts_of_a_form(texts: list[str]) -> None:
    """Each read alone gives away just what all of them read as one would: no less is private."""
    alone = each_alone(texts)
    assert " ".join(map(without_private, alone)).split() == without_private(" ".join(texts)).split()
    assert each_alone(alone) == alone, "marked once is enough"


def test_texts_whose_passages_end_where_they_began_stay_as_they_are() -> None:
    texts = ("A title", f"{OPENING} a {CLOSING} b", "", f"c {OPENING} with no end")
    assert each_alone(texts) == texts


def test_a_passage_over_several_answers_stays_private_when_the_questions_change() -> None:
    """The answer in the middle moves away from between its marks, and takes marks with it."""
    answers = {"one": f"a {OPENING} b", "two": "SECRET", "three": f"c {CLOSING} d"}
    kept, text = moved_to(["one", "three"], answers, "e", None)
    shared = " ".join(map(without_private, [*kept.values(), text]))
    assert "SECRET" in text
    assert "SECRET" not in shared
    assert [word for word in shared.split() if len(word) == 1] == ["a", "d", "e"]
