"""Everyday words for a statement that is not there, or said twice, are told where they stand."""

from pathlib import Path

import pytest

from tests.content.mistakes import Mistake, assert_told

FILE = "suggestions.yaml"
MISTAKES = [
    Mistake(
        "a topic about no statement",
        FILE,
        r"statements: \[K1\]",
        "statements: [K99]",
        "[K99]",
        "topics[1].statements[1]",
        "a code of the KSBs and principles, which has no K99",
    ),
    Mistake(
        "a phrase of nothing but a little word",
        FILE,
        r"phrases: >-\n      peer support values, ",
        "phrases: the, ",
        "phrases: the, ",
        "topics[1].phrases",
        "a phrase with a word in it that says something, not 'the'",
    ),
    Mistake(
        "a statement without words of its own",
        FILE,
        r"  - code: K1\n    phrases: >-\n(      .*\n)+",
        "",
        "- code: K2",
        "statements[1].code",
        "K1, which comes next, not K2",
    ),
    Mistake(
        "an example tagged with no statement",
        "examples/tagged.yaml",
        r"codes: \[K1, non-directive\]",
        "codes: [K1, bossy]",
        "codes: [K1, bossy]",
        "reflections[1].codes[2]",
        "a code of the KSBs and principles, which has no bossy",
    ),
]


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_it_is_told(folder: Path, mistake: Mistake) -> None:
    assert_told(folder, mistake)
