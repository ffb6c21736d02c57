"""What the confidentiality help points at, says and offers, and that no text upsets it."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.domain.confidentiality import Finding, Kind, find
from journal.names_model import NamesModel, names_model, why_not

MODEL = names_model()
TOO_SHORT_TO_TELL = 0.02
"""Seconds of work, below which one moment's noise is most of what is measured."""


def told(text: str, **options: object) -> list[tuple[str, str]]:
    """What is pointed at, with its kind."""
    return [(text[one.start : one.end], one.kind.value) for one in find(text, **options)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ring 07700 900123.", [("07700 900123", "phone")]),
        ("His NHS number is 123 456 7890.", [("123 456 7890", "nhs_number")]),
        ("Call 116 123 or 999.", []),
        ("I claimed K12, S4 and B1 at 10:30 for £4.50.", []),
        ("She is at name at example dot org.", [("name at example dot org", "email")]),
        ("We met on 3/4/25.", [("3/4/25", "date_of_contact")]),
        ("We met last Tuesday 4th.", [("last Tuesday 4th", "date_of_contact")]),
        ("She was born on 1 May 1980.", [("1 May 1980", "date_of_birth")]),
        ("In March 2025 I began.", []),
        ("I was on Willow Ward.", [("Willow Ward", "place")]),
        ("He left HMP Stonebrook.", [("HMP Stonebrook", "place")]),
        ("I was on the ward.", []),
        ("Dr Amadi rang.", [("Dr Amadi", "name")]),
        (
            "I met a 34-year-old paramedic from Whitby.",
            [("a 34-year-old paramedic from Whitby", "combination")],
        ),
    ],
)
def test_pointed_at_without_a_model(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text) == expected


def test_what_is_allowed_is_left_alone_in_any_capitals() -> None:
    assert told("Willow Ward and Oak Ward", allow={"willow ward"}) == [("Oak Ward", "place")]


def test_what_is_denied_is_always_pointed_at_as_whole_words() -> None:
    text = "The Starfish group met; starfishes did not, said STARFISH GROUP."
    expected = [("Starfish group", "listed"), ("STARFISH GROUP", "listed")]
    assert told(text, deny={"starfish group"}) == expected
    assert told(text, deny={"starfish group"}, allow={"starfish group"}) == expected


def test_two_of_a_kind_are_two_findings_in_order() -> None:
    text = "Ring 07700 900123 or 07700 900456, or write to a.b@example.org."
    assert [kind for _, kind in told(text)] == ["phone", "phone", "email"]


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("Dr Amadi rang.", "the doctor"),
        ("My colleague Agnieszka rang.", "My colleague"),
        ("Then her mum Denise rang.", "her mum"),
        ("We met PC Hargreaves.", "a police officer"),
        ("I met a 34-year-old paramedic from Whitby.", "someone in their thirties"),
        ("I was on Willow Ward.", "the ward"),
        ("We met on 3/4/25.", "recently"),
    ],
)
def test_the_suggestion_fits_the_words_around(text: str, suggestion: str) -> None:
    assert find(text)[0].suggestion == suggestion


def test_every_kind_has_a_plain_sentence_for_why() -> None:
    from journal.domain.confidentiality.wording import WHY

    assert set(WHY) == set(Kind)
    assert all(sentence.endswith(".") for sentence in WHY.values())


@pytest.mark.skipif(MODEL is None, reason="the model is not installed")
def test_a_name_found_once_is_found_again_in_small_letters() -> None:
    text = "Priya Nair came to the group. Later priya said she was glad."
    assert told(text, names=MODEL) == [("Priya Nair", "name"), ("priya", "name")]


@pytest.mark.skipif(MODEL is None, reason="the model is not installed")
def test_a_writer_of_the_field_is_no_name_but_a_namesake_is() -> None:
    assert told("Johns and Gibbs both ask about feelings.", names=MODEL) == []
    assert told("I met Sarah Johns today.", names=MODEL) == [("Sarah Johns", "name")]


def test_without_the_model_the_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    import journal.names_model as module

    monkeypatch.setattr(module, "_PACKAGE", "a_package_that_is_not_there")
    module._load.cache_clear()
    try:
        assert names_model() is None
        assert why_not() == (
            "Names are not looked for here, because the model that recognises them is not "
            "installed; numbers, addresses and dates still are."
        )
    finally:
        module._load.cache_clear()


def check(text: str, findings: tuple[Finding, ...]) -> None:
    """In order, inside the text, none empty, none overlapping."""
    ends = 0
    for one in findings:
        assert ends <= one.start < one.end <= len(text)
        assert one.suggestion
        ends = one.end


PIECES = st.sampled_from(
    [
        "Mr",
        "Dr.",
        "St",
        "'s",
        "\u2019s",
        "Priya",
        "Will",
        "07700",
        "900123",
        "a",
        "34",
        "year",
        "old",
        "nurse",
        "from",
        "Whitby",
        "on",
        "3/4/25",
        "@x_1",
        ".com",
        "Ward",
        "7",
        "HMP",
        "LS1",
        "4AP",
        "NHS",
        "number",
        "999",
        "\x00",
        "\u202e",
        "́",
        "😀",
        "�",
        "\n",
        "\t",
        "#",
        "**",
        "[just",
        "for",
        "me]",
        "called",
        "my",
        "friend",
        "J.S.",
        "at",
        "dot",
        "org",
        "12",
        "March",
        "Flat",
        "2,",
        "The",
        "Road",
        "£4.50",
        "K12",
        "é",
        "﷽",
        "ß",
        "İ",
    ]
)
TEXTS = st.one_of(
    st.text(alphabet=st.characters(), max_size=200),
    st.lists(PIECES, max_size=30).map(" ".join),
    st.lists(PIECES, max_size=30).map("".join),
)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_any_text_is_survived_without_the_model(text: str) -> None:
    check(text, find(text, deny={"Priya", "(", "\u0301"}, allow={"Will"}))


@pytest.mark.skipif(MODEL is None, reason="the model is not installed")
@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_any_text_is_survived_with_the_model(text: str) -> None:
    assert isinstance(MODEL, NamesModel)
    check(text, find(text, names=MODEL))


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "A",
        "1",
        "1 ",
        "Aa ",
        "St ",
        "a.",
        "A.",
        "@a.",
        "12/",
        "the A ",
        "on the ",
        "Flat 1 ",
        "é",
        "\n",
    ],
)
def test_four_times_the_text_takes_about_four_times_as_long(piece: str) -> None:
    """Not sixteen times, as it would if each place were looked at from every other. What other
    programs do can spoil one measure; it does not spoil three."""
    assert any(grows(piece) < 6.5 for _ in range(3))


def grows(piece: str) -> float:
    """How many times as long four times the text takes."""
    short, long = (took((piece * size)[:size]) for size in (15_000, 60_000))
    return long / max(short, TOO_SHORT_TO_TELL)


def took(text: str) -> float:
    """Seconds of this process's own work."""
    began = time.process_time()
    check(text, find(text))
    return time.process_time() - began
