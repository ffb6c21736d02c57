"""The confidentiality help finds what it promises to, and leaves clean sentences alone."""

from collections.abc import Sequence

import pytest

from journal.domain.confidentiality import find
from journal.names_model import names_model
from tests.confidentiality.measure import SETS, five_hundred_words, measure, milliseconds, read

needs_model = pytest.mark.skipif(
    names_model() is None, reason="the model that recognises names is not installed"
)


@pytest.mark.parametrize("part", SETS)
def test_what_has_a_form_is_found_without_the_model(part: str) -> None:
    assert measure(part, None).structured >= 0.95


@needs_model
@pytest.mark.parametrize("part", SETS)
def test_names_and_numbers_are_found_with_the_model(part: str) -> None:
    figures = measure(part, names_model())
    assert figures.structured >= 0.95
    assert figures.recall("name") >= 0.85, figures.missed
    assert figures.recall("place") >= 0.85, figures.missed
    assert figures.flagged_share <= 0.15, figures.wrong


@pytest.mark.parametrize("part", SETS)
def test_clean_sentences_are_left_alone_without_the_model(part: str) -> None:
    assert measure(part, None).flagged_share <= 0.10


def test_the_set_is_large_enough_to_mean_something() -> None:
    figures = [measure(part, None) for part in SETS]
    assert sum(one.clean for one in figures) >= 150
    assert sum(one.wanted["name"] for one in figures) >= 150


def test_the_rules_take_a_small_part_of_a_second_for_500_words() -> None:
    """A bound that only a rule gone wild would break; the figures print the true time."""
    assert milliseconds(five_hundred_words(), None, times=3)[0] < 2000


def test_the_model_is_hardly_asked_about_ordinary_writing() -> None:
    """Asking takes most of the time, so everyday sentences are settled without it."""
    asked: list[str] = []

    def never_sure(sentences: Sequence[str]) -> list[list[tuple[int, int, float]]]:
        asked.extend(sentences)
        return [[] for _ in sentences]

    lines = [line["text"] for part in SETS for line in read(f"{part}-clean")]
    for line in lines:
        find(line, names=never_sure)
    assert 0 < len(asked) < len(lines) / 4
