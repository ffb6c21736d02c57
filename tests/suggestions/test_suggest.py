"""The rules of suggesting, whatever the text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.domain.crosswalk import Reference
from journal.domain.framework import PEER_WORKER
from journal.domain.stems import stem
from journal.domain.suggestion import MOST, Suggester, Wording
from journal.domain.vocabulary import Tagged, Topic, Vocabulary
from tests.suggestions.measure import read, whole

BRUISES = "She told me about the bruises and I had to tell my line manager about safeguarding."
SAFEGUARDING, NETWORKS = Reference(PEER_WORKER, "S43"), Reference(PEER_WORKER, "K41")

WORDS = st.sampled_from(" ".join(line["text"] for line in read("held-out")).split())
TEXTS = st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=60).map(" ".join))


def codes(text: str, suggester: Suggester | None = None, **options: object) -> list[str]:
    """What is suggested, by code."""
    found = (suggester or whole()).suggest(text, **options)  # type: ignore[arg-type]
    return [each.code for each in found]


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_any_text_gets_five_at_most_each_once_and_always_the_same(text: str) -> None:
    found = whole().suggest(text)
    assert len(found) <= MOST
    assert len({(each.framework, each.code) for each in found}) == len(found)
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)
    assert whole().suggest(text) == found


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_every_suggestion_quotes_words_of_the_text(text: str) -> None:
    written = " ".join(text.split())
    for each in whole().suggest(text):
        assert 1 <= len(each.words) <= 3
        assert all(words in written for words in each.words)


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_what_is_on_already_is_never_suggested(text: str) -> None:
    found = [Reference(each.framework, each.code) for each in whole().suggest(text)]
    again = whole().suggest(text, already=found)
    assert not {Reference(each.framework, each.code) for each in again}.intersection(found)


def test_the_words_that_led_there_are_told() -> None:
    found = {each.code: each.words for each in whole().suggest(BRUISES)}
    assert "bruises" in found["S43"]
    assert any("tell my line manager" in words for words in found["S43"])


@pytest.mark.parametrize("text", ["", " ", "...", "test", "I will write more tomorrow.", "🙂🙂"])
def test_nothing_said_is_nothing_suggested(text: str) -> None:
    assert whole().suggest(text) == ()


def test_fewer_may_be_asked_for() -> None:
    assert len(whole().suggest(BRUISES, most=1)) == 1


def small() -> Suggester:
    """Two statements and a handful of words."""
    topics = (
        Topic((SAFEGUARDING,), (), ("told my manager", "bruises")),
        Topic((NETWORKS,), (), ("other peer workers", "swapped numbers")),
    )
    wordings = [Wording(each, (("", 1.0),)) for each in (SAFEGUARDING, NETWORKS)]
    return Suggester(Vocabulary(topics, (("manager", "boss"),)), wordings)


@pytest.mark.parametrize(
    "text",
    [
        "Told my manager, those bruises!",
        "I had to TELL my line manager about a bruise",
        "Bruised arm. I'm telling my boss.",
    ],
)
def test_a_phrase_is_found_in_other_forms_and_with_a_word_between(text: str) -> None:
    assert codes(text, small()) == ["S43"]


def test_the_words_of_a_phrase_must_stand_together() -> None:
    apart = "Told her the time and went home for a long and quiet evening. The manager rang."
    assert codes(apart, small()) == []


def test_what_this_person_tagged_before_lifts_a_little() -> None:
    text = "Lanyards and biscuits at the summer conference, and we swapped numbers afterwards."
    before = Tagged("Biscuits and lanyards at the winter conference.", (SAFEGUARDING,))
    assert codes(text, small()) == ["K41"]
    lifted = small().suggest(text, tagged_before=[before])
    assert lifted[0].code == "K41"
    many = small().suggest(text, tagged_before=[before] * 30)
    assert many == lifted, "the number of entries is no argument"


def test_a_word_is_itself_in_all_its_forms() -> None:
    for forms in ("tell told telling tells", "worry worried worries", "stop stopped stopping"):
        assert len({stem(form) for form in forms.split()}) == 1
