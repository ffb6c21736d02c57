"""A note becomes a reflection: no word is dropped, doubled or moved before another."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.domain.draft import Draft
from journal.domain.entry_kind import EntryKind
from journal.domain.from_note import answers_from, as_reflection
from journal.domain.passages import without_private
from journal.domain.reflective_model import FREE
from tests.content.conftest import CONTENT, load

MODELS = load(CONTENT).reflective_models
GIBBS = MODELS["gibbs"]
CUES = [cue for model in MODELS.values() for prompt in model.prompts for cue in prompt.cues]
PARAGRAPH = st.builds("{} {}".format, st.sampled_from(["", *CUES]), st.text(max_size=40))
NOTES = st.lists(PARAGRAPH, max_size=8).map("\n\n".join)


def note(text: str) -> Draft:
    return Draft(
        kind=EntryKind.NOTE,
        model=None,
        title="On the bus",
        text=text,
        answers={},
        dated=date(2026, 6, 4),
        minutes=5,
        off_the_job=True,
    )


@given(NOTES, st.sampled_from(sorted(MODELS)))
def test_every_word_is_kept_once_and_in_its_order(text: str, key: str) -> None:
    made = as_reflection(note(text), MODELS[key])
    in_order = [made.answers.get(prompt.key, "") for prompt in MODELS[key].prompts]
    assert " ".join([*in_order, made.text]).split() == text.split()


@given(NOTES, st.sampled_from(sorted(MODELS)), st.integers(0, 200), st.integers(0, 200))
def test_no_private_word_comes_into_the_open(text: str, key: str, one: int, other: int) -> None:
    start, end = sorted((one % (len(text) + 1), other % (len(text) + 1)))
    secret = "my own ward"
    marked = f"{text[:start]}[just for me] {secret} {text[start:end]}[/just for me]{text[end:]}"
    made = as_reflection(note(marked), MODELS[key])
    shown = " ".join(without_private(words) for words in [made.text, *made.answers.values()])
    assert secret not in shown
    assert shown.split() == without_private(marked).split()


def test_paragraphs_find_the_question_that_they_answer() -> None:
    text = (
        "A man I support missed the bus on purpose.\n\n"
        "He told me so afterwards.\n\n"
        "I felt cross, and then sad.\n\n"
        "Next time I\u2019ll ask before I ring round."
    )
    assert answers_from(text, GIBBS.prompts) == {
        "description": "A man I support missed the bus on purpose.\n\nHe told me so afterwards.",
        "feelings": "I felt cross, and then sad.",
        "action_plan": "Next time I\u2019ll ask before I ring round.",
    }


def test_what_comes_later_never_goes_back_to_an_earlier_question() -> None:
    text = "Next time, softer.\n\nI felt cross."
    assert answers_from(text, GIBBS.prompts) == {"action_plan": text}


def test_a_cue_is_a_whole_word() -> None:
    assert answers_from("One.\n\nMaybelle sang.", GIBBS.prompts) == {
        "description": "One.\n\nMaybelle sang."
    }


@pytest.mark.parametrize("key", sorted(MODELS))
def test_the_rest_of_the_note_stays_as_it_was(key: str) -> None:
    made = as_reflection(note("Two lines."), MODELS[key])
    assert made.kind is EntryKind.REFLECTION
    assert made.model == (None if key == FREE else key)
    assert (made.title, made.dated, made.minutes, made.off_the_job) == (
        "On the bus", date(2026, 6, 4), 5, True,
    )  # fmt: skip


def test_free_writing_stays_free() -> None:
    assert as_reflection(note("Two lines."), MODELS[FREE]).text == "Two lines."
