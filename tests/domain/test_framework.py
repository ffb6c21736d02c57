"""A framework's order, its look-ups, and finding in it by code or words."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.content import load
from journal.domain.framework import Framework, Group, Statement, StatementKind, natural_key

CONTENT = Path(__file__).resolve().parents[2] / "content"


def statement(code: str, text: str, explanation: str = "", group: str = "all") -> Statement:
    return Statement("sample", code, text, StatementKind.KNOWLEDGE, explanation, group)


SAMPLE = Framework(
    key="sample",
    title="A sample",
    short_title="Sample",
    source="made up for this test",
    statements=(
        statement("K1", "The values of peer support"),
        statement("K2", "How to hold a safe place", "Somewhere quiet where boundaries are kept."),
        statement("K4", "Boundaries of the peer relationship"),
        statement("K10", "Co-production with the individual\u2019s family", group="family"),
        statement("K11", "A na\u00efve place that is safe"),
        statement("S1", "Share and keep sharing", "Use what you know."),
    ),
    groups=(
        Group("all", "Everything else", ("K1", "K2", "K4", "K11", "S1")),
        Group("family", "Relatives and carers", ("K10",)),
    ),
)
STANDARD = load(CONTENT).frameworks["peer-worker"]


def found(words: str) -> list[str]:
    return [each.code for each in SAMPLE.find(words)]


def test_get_answers_none_and_brackets_raise_for_a_code_that_is_not_there() -> None:
    assert SAMPLE.get("K99") is None
    assert SAMPLE.get("K4") is SAMPLE["K4"]
    with pytest.raises(KeyError):
        SAMPLE["K99"]


def test_in_iteration_and_length() -> None:
    assert "K10" in SAMPLE
    assert "k10" not in SAMPLE
    assert None not in SAMPLE
    assert [each.code for each in SAMPLE] == ["K1", "K2", "K4", "K10", "K11", "S1"]
    assert len(SAMPLE) == 6


def test_codes_are_put_in_order_once_each_and_unknown_ones_last() -> None:
    assert SAMPLE.in_order(["K10", "S1", "K2", "K10"]) == ("K2", "K10", "S1")
    assert SAMPLE.in_order(["X10", "X9", "K2"]) == ("K2", "X9", "X10")
    assert SAMPLE.in_order([]) == ()


def test_groups() -> None:
    assert [each.code for each in SAMPLE.in_group("family")] == ["K10"]
    assert SAMPLE.in_group("nothing") == ()
    assert SAMPLE.group("nothing") is None


def test_numbers_in_codes_are_counted_and_not_spelt() -> None:
    assert sorted(["K10", "K2", "B1"], key=natural_key) == ["B1", "K2", "K10"]
    assert sorted(["4.10", "4.2", "10.1"], key=natural_key) == ["4.2", "4.10", "10.1"]
    assert sorted(["9" * 5_000, "K1", "99"], key=natural_key) == ["K1", "99", "9" * 5_000]


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("", ["K1", "K2", "K4", "K10", "K11", "S1"]),
        ("  ", ["K1", "K2", "K4", "K10", "K11", "S1"]),
        ("K1", ["K1", "K10", "K11"]),
        ("k10", ["K10"]),
        ("k4 s1", ["K4", "S1"]),
        ("s1,k4", ["K4", "S1"]),
        ("boundaries", ["K4", "K2"]),
        ("BOUND", ["K4", "K2"]),
        ("naive", ["K11"]),
        ("na\u00efve", ["K11"]),
        ("safe place", ["K2", "K11"]),
        ("coproduction", ["K10"]),
        ("co-production", ["K10"]),
        ("co production", ["K10"]),
        ("individuals", ["K10"]),
        ("individual's", ["K10"]),
        ("carers", ["K10"]),
        ("shared", ["S1"]),
        ("how to hold the boundaries", ["K2"]),
        ("boundaries xyzzy", ["K4", "K2"]),
        ("the", ["K1", "K4", "K10"]),
        ("xyzzy", []),
        ("?!", []),
    ],
)
def test_find(words: str, codes: list[str]) -> None:
    assert found(words) == codes


@pytest.mark.parametrize("code", STANDARD.codes)
def test_a_code_typed_whole_comes_first(code: str) -> None:
    assert STANDARD.find(code)[0].code == code
    assert STANDARD.find(f" {code.lower()} ")[0].code == code


@pytest.mark.parametrize("code", STANDARD.codes)
def test_the_statement_itself_finds_itself_first(code: str) -> None:
    assert STANDARD.find(STANDARD[code].text)[0].code == code


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("sharing my story", "K12"),
        ("safe space", "K54"),
        ("supervision", "K46"),
        ("carers", "K7"),
        ("bias", "K3"),
        ("risk-taking", "K50"),
        ("record keeping", "K57"),
        ("digital", "S15"),
        ("kindness", "B4"),
    ],
)
def test_what_a_worker_might_type(words: str, code: str) -> None:
    assert code in [each.code for each in STANDARD.find(words)[:3]]


@given(st.text(max_size=40))
def test_anything_may_be_typed(words: str) -> None:
    codes = [each.code for each in STANDARD.find(words)]
    assert len(codes) == len(set(codes))
    assert set(codes) <= set(STANDARD.codes)


@given(st.lists(st.sampled_from([w for s in STANDARD for w in s.text.split()]), max_size=4))
def test_capitals_and_accents_make_no_difference(words: list[str]) -> None:
    plain = " ".join(words)
    accented = unicodedata.normalize("NFC", plain.replace("e", "e\u0301"))
    expected = STANDARD.find(plain)
    assert STANDARD.find(plain.upper()) == expected
    assert STANDARD.find(accented) == expected


@given(st.permutations(["K1", "K2", "K10", "S1", "B1"]))
def test_what_fits_equally_well_stays_in_the_order_of_the_framework(codes: list[str]) -> None:
    same = tuple(statement(code, "Peer support") for code in codes)
    group = Group("all", "Everything", tuple(codes))
    framework = Framework("sample", "A sample", "Sample", "made up", same, (group,))
    assert framework.find("support") == same
