"""A right tag is among the five at least 75 times in 100; the everyday words do much of it."""

import pytest

from journal.domain.everyday import EVERYDAY
from journal.domain.framework import PEER_WORKER, PRINCIPLES
from journal.domain.stems import words_in
from tests.suggestions.measure import (
    SETS,
    measure,
    read,
    shipped,
    suggested_for_nothing,
    whole,
    without_everyday_words,
)


@pytest.mark.parametrize("name", SETS)
def test_a_right_one_is_among_the_five(name: str) -> None:
    assert measure(name, whole()).share >= 0.75


def test_the_everyday_words_do_much_of_it() -> None:
    alone = measure("held-out", without_everyday_words()).share
    assert measure("held-out", whole()).share - alone >= 0.15


def test_a_text_that_says_nothing_is_mostly_given_nothing() -> None:
    assert suggested_for_nothing(whole()) <= 0.25


@pytest.mark.parametrize("name", SETS)
def test_the_set_is_broad_and_its_codes_are_there(name: str) -> None:
    frameworks = shipped().frameworks
    lines = read(name)
    codes = {code for line in lines for code in line["codes"]}
    assert len(codes.intersection(frameworks[PEER_WORKER].codes)) >= 60
    assert codes.issubset({*frameworks[PEER_WORKER].codes, *frameworks[PRINCIPLES].codes})
    assert all(1 <= len(line["codes"]) <= 3 for line in lines)
    assert all(40 <= len(line["text"].split()) <= 120 for line in lines)


def test_nothing_is_measured_that_the_suggestions_were_made_with() -> None:
    made_with = {one.text for one in shipped().vocabulary.examples}
    measured = [line["text"] for name in SETS for line in read(name)]
    assert made_with.isdisjoint(measured)
    assert len(set(measured)) == len(measured) >= 120


def test_no_everyday_word_leads_to_a_tag_by_itself() -> None:
    """A table, a cup of tea and a phone call stand in any story, so they are never the reason."""
    for name in SETS:
        for line in read(name):
            for each in whole().suggest(line["text"]):
                stems = {word.stem for words in each.words[:1] for word in words_in(words, {})}
                assert len(stems) > 1 or not stems & EVERYDAY, (each, line["text"])
