"""What is missing in a scan, what has moved between two, and what lies behind a statement."""

import pytest

from journal.content import load
from journal.domain.scan_answers import (
    Change,
    Given,
    Moved,
    codes_behind,
    keys_of,
    mark_of,
    moved,
    tally,
    unanswered,
    without_words,
)
from journal.domain.skills_scan import ScanAnswer, ScanPart
from tests.content.conftest import CONTENT

SHIPPED = load(CONTENT)
SCAN, STANDARD = SHIPPED.skills_scan, SHIPPED.standard
YES, SOME, NO = ScanAnswer.YES, ScanAnswer.SOME, ScanAnswer.NO
SKILLS, KNOWLEDGE = ScanPart.SKILLS, ScanPart.KNOWLEDGE


def test_there_are_twenty_statements_in_the_order_of_the_scan() -> None:
    keys = keys_of(SCAN)
    assert len(keys) == 20
    assert keys[:3] == ((1, SKILLS), (1, KNOWLEDGE), (2, SKILLS))
    assert unanswered(SCAN, {}) == keys


def test_missing_is_what_has_no_answer_and_no_words_are_asked_of_a_no() -> None:
    given = {(1, SKILLS): Given(YES), (1, KNOWLEDGE): Given(NO), (2, SKILLS): Given(None, "Words")}
    assert (1, SKILLS) not in unanswered(SCAN, given)
    assert (2, SKILLS) in unanswered(SCAN, given)
    assert without_words(SCAN, given) == ((1, SKILLS),)
    assert without_words(SCAN, {(1, SKILLS): Given(SOME, " \n")}) == ((1, SKILLS),)
    assert without_words(SCAN, {(1, SKILLS): Given(SOME, "I do.")}) == ()


@pytest.mark.parametrize(
    ("first", "last", "change"),
    [
        (NO, SOME, Change.FURTHER),
        (SOME, YES, Change.FURTHER),
        (NO, YES, Change.FURTHER),
        (YES, YES, Change.SAME),
        (YES, SOME, Change.BACK),
        (SOME, NO, Change.BACK),
        (None, YES, Change.UNKNOWN),
        (YES, None, Change.UNKNOWN),
    ],
)
def test_what_has_moved(first: ScanAnswer | None, last: ScanAnswer | None, change: Change) -> None:
    assert Moved((1, SKILLS), (first, NO, last)).change is change


def test_each_statement_is_compared_with_itself_from_the_first_scan_to_the_last() -> None:
    rows = moved(SCAN, [{(1, SKILLS): NO, (3, KNOWLEDGE): YES}, {(1, SKILLS): SOME}])
    assert rows[0].answers == (NO, SOME)
    assert tally(rows)[Change.FURTHER] == 1
    assert tally(rows)[Change.UNKNOWN] == 19


@pytest.mark.parametrize(
    ("duty", "part", "first", "last", "many"),
    [
        (1, KNOWLEDGE, "K1", "K11", 11),
        (1, SKILLS, "S1", "S5", 5),
        (4, SKILLS, "S18", "S20", 3),
        (9, KNOWLEDGE, "K49", "K52", 4),
        (10, KNOWLEDGE, "K53", "K58", 6),
        (10, SKILLS, "S45", "S50", 6),
    ],
)
def test_the_ksbs_behind_a_statement(
    duty: int, part: ScanPart, first: str, last: str, many: int
) -> None:
    codes = codes_behind(STANDARD, (duty, part))
    assert (codes[0], codes[-1], len(codes)) == (first, last, many)


def test_every_k_and_s_stands_behind_exactly_one_statement_and_no_b_behind_any() -> None:
    behind = [code for key in keys_of(SCAN) for code in codes_behind(STANDARD, key)]
    assert len(behind) == len(set(behind)) == 108
    assert not [code for code in behind if code.startswith("B")]
    assert codes_behind(STANDARD, (11, SKILLS)) == ()


def test_another_text_has_another_mark_and_emptiness_none_of_its_own() -> None:
    one = {SKILLS: Given(YES, "One"), KNOWLEDGE: Given()}
    assert mark_of(one) == mark_of({SKILLS: Given(YES, "One")})
    assert mark_of(one) != mark_of({KNOWLEDGE: Given(YES, "One")})
    assert mark_of(one) != mark_of({SKILLS: Given(YES, "", "One")})
    assert mark_of(one) != mark_of({SKILLS: Given(SOME, "One")})
    assert mark_of({SKILLS: Given(YES, certificates=("a", "b"))}) == mark_of(
        {SKILLS: Given(YES, certificates=("b", "a"))}
    )
