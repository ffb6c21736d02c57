"""How a text is cut into words, what was asked for, and the lines that are shown of it."""

from hypothesis import given
from hypothesis import strategies as st

from journal.domain.search_words import (
    LONGEST_WORD,
    SNIPPET,
    Term,
    marked,
    plain,
    snippet,
    wanted,
    words_in,
)

LONG = "one two three. " * 60


def shown(pieces: object) -> str:
    """The pieces as one text, with what was looked for between brackets."""
    return "".join(f"[{each.text}]" if each.is_hit else each.text for each in pieces)  # type: ignore[attr-defined]


def test_words_and_phrases_are_told_apart() -> None:
    asked = wanted('support "side by side" of “the door" “open')
    assert asked.words == (Term("support", True), Term("of", False), Term("open", True))
    assert asked.phrases == (("side", "by", "side"), ("the", "door"))


def test_the_snippet_is_the_stretch_with_the_most_of_what_was_wanted() -> None:
    text = f"A lantern. {LONG} The lantern by the harbour. {LONG}"
    line = shown(snippet(text, wanted("harbour lantern")))
    assert "The [lantern] by the [harbour]." in line
    assert line.startswith("… ")
    assert line.endswith(" …")
    assert len(line) < SNIPPET + 20


def test_without_a_hit_the_snippet_is_the_beginning() -> None:
    assert shown(snippet("Short.", wanted("absent"))) == "Short."
    assert shown(snippet(LONG, wanted(""))).startswith("one two three.")


def test_marks_stand_on_the_words_as_they_were_written() -> None:
    assert shown(marked("Ein Café, CAFÉS!", wanted("cafe"))) == "Ein [Café], [CAFÉS]!"
    assert shown(marked("שָׁלוֹם", wanted("שלום"))) == "[שָׁלוֹם]"


def test_plain_text_has_no_signs_of_markdown_and_no_private_marks() -> None:
    text = "# A *day*\n\n- one\n- [just for me] two [/just for me]\n> three-four"
    assert plain(text) == "A day one two three-four"


@given(st.text(), st.text(max_size=60))
def test_no_text_and_no_question_breaks_it(text: str, typed: str) -> None:
    asked = wanted(typed)
    assert "".join(piece.text for piece in marked(text, asked)) == text
    assert len("".join(piece.text for piece in snippet(text, asked))) <= SNIPPET + 4
    for word in words_in(text):
        assert word.key.isalnum()
        assert len(word.key) <= LONGEST_WORD


@given(st.text(min_size=1))
def test_every_word_of_a_text_is_found_in_it(text: str) -> None:
    for word in words_in(text):
        asked = wanted(f'"{text[word.start : word.end]}"')
        assert any(piece.is_hit for piece in marked(text, asked))
