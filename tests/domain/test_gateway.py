"""The gateway's rules as a table: how each item stands, and whose turn it is."""

from dataclasses import replace
from datetime import date

import pytest

from journal.domain.gateway import (
    Facts,
    Portfolio,
    Standing,
    Subject,
    SubjectState,
    Word,
    all_met,
    checklist,
    first_day,
    frozen,
    may_be,
)
from journal.domain.joint_records import Part

YES, NO = Word(True), Word(False)
PORTFOLIO = Portfolio(12, 10, 18, 60, (), ())
READY = Facts(
    today=date(2026, 6, 1),
    assessed=113,
    not_claimed=(),
    not_confirmed=(),
    portfolio=PORTFOLIO,
    settled={Subject.ENGLISH: True, Subject.MATHS: True},
    began_on=date(2025, 5, 31),
    ends_on=date(2026, 8, 31),
    days_of_breaks=0,
    minimum_minutes=326 * 60,
    logged=330 * 60,
    verified=326 * 60,
    behaviours={"B1": YES, "B2": YES},
    declaration=YES,
    has_employer=True,
    has_provider=True,
    minimum_months=12,
)
WAITS, UNSAID, UNKNOWN = Standing.WAITS, Standing.UNSAID, Standing.UNKNOWN
OPEN = [
    ({"has_provider": False}, "people", WAITS, None, "no coach"),
    ({"has_employer": False, "has_provider": False}, "people", WAITS, None, "no line manager and"),
    ({"assessed": 0}, "covered", WAITS, None, "names no statements"),
    ({"not_claimed": ("K1", "S2")}, "covered", WAITS, Part.WORKER, "2 (K1, S2) of 113"),
    ({"not_confirmed": ("K1",)}, "covered", WAITS, Part.WORKER, "not confirmed yet: 1 (K1)"),
    ({"portfolio": None}, "portfolio", UNKNOWN, None, "Only the peer worker"),
    ({"portfolio": replace(PORTFOLIO, pieces=9)}, "portfolio", WAITS, Part.WORKER, "9 pieces"),
    ({"portfolio": replace(PORTFOLIO, pieces=19)}, "portfolio", WAITS, Part.WORKER, "19 pieces"),
    (
        {"portfolio": replace(PORTFOLIO, without_piece=("K3",))},
        "portfolio", WAITS, Part.WORKER, "Without a piece: 1 (K3) of 60",
    ),
    (
        {"portfolio": replace(PORTFOLIO, unconfirmed=("K3",))},
        "portfolio", WAITS, Part.WORKER, "Not confirmed in a piece yet: 1 (K3)",
    ),
    ({"settled": {Subject.MATHS: True}}, "english", UNSAID, Part.WORKER, "Nobody has said"),
    (
        {"settled": {Subject.ENGLISH: True, Subject.MATHS: False}},
        "maths", WAITS, Part.WORKER, "Still to do",
    ),
    ({"began_on": None}, "time", WAITS, Part.PROVIDER, "not known"),
    ({"began_on": date(2025, 6, 2)}, "time", WAITS, None, "until 2 June 2026"),
    ({"minimum_months": 18}, "time", WAITS, None, "until 30 November 2026"),
    ({"days_of_breaks": 2}, "time", WAITS, None, "until 2 June 2026"),
    ({"logged": 300 * 60}, "hours", WAITS, Part.WORKER, "300 h logged"),
    ({"verified": 325 * 60 + 59}, "hours", WAITS, Part.EMPLOYER, "325 h 59 min verified"),
    ({"behaviours": {"B1": YES, "B2": None}}, "behaviours", WAITS, Part.EMPLOYER, "yet: B2"),
    ({"behaviours": {"B1": NO, "B2": YES}}, "behaviours", WAITS, Part.EMPLOYER, "yet: B1"),
    ({"declaration": None}, "declaration", WAITS, Part.EMPLOYER, "Not given yet"),
    ({"declaration": NO}, "declaration", WAITS, Part.EMPLOYER, "says: not yet"),
]  # fmt: skip


def test_when_everything_holds_all_three_can_sign_and_the_lines_are_frozen() -> None:
    items = checklist(READY)
    assert all_met(items)
    assert [each.who for each in items] == [None] * len(items)
    lines = frozen(items)
    assert lines["covered"] == (
        "Knowledge, skills and behaviours: All 113 that are assessed are confirmed."
    )
    assert list(lines) == [
        "people", "covered", "portfolio", "english", "maths", "time", "hours", "behaviours",
        "declaration",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "key", "standing", "who", "words"), OPEN, ids=lambda each: str(each)[:40]
)
def test_what_is_open_says_so_and_whose_turn_it_is(
    changed: dict[str, object], key: str, standing: Standing, who: Part | None, words: str
) -> None:
    items = checklist(replace(READY, **changed))  # type: ignore[arg-type]
    [open_one] = [each for each in items if not each.is_met]
    assert not all_met(items)
    assert (open_one.key, open_one.standing, open_one.who) == (key, standing, who)
    assert words in open_one.line
    assert open_one.next_step or standing is UNKNOWN


def test_nothing_at_all_is_no_gateway() -> None:
    assert not all_met(())


@pytest.mark.parametrize(
    ("subject", "state", "was_19", "fits"),
    [
        (Subject.ENGLISH, SubjectState.LEVEL_2, False, True),
        (Subject.MATHS, SubjectState.ENTRY_LEVEL_3, False, True),
        (Subject.ENGLISH, SubjectState.BRITISH_SIGN_LANGUAGE, False, True),
        (Subject.MATHS, SubjectState.BRITISH_SIGN_LANGUAGE, True, False),
        (Subject.MATHS, SubjectState.EXEMPT, False, True),
        (Subject.ENGLISH, SubjectState.OPTED_OUT, True, True),
        (Subject.ENGLISH, SubjectState.OPTED_OUT, False, False),
        (Subject.MATHS, SubjectState.OUTSTANDING, False, True),
    ],
)
def test_english_and_maths(subject: Subject, state: SubjectState, was_19: bool, fits: bool) -> None:
    assert may_be(subject, state, was_19) is fits
    assert state.settles is (state is not SubjectState.OUTSTANDING)


def test_a_year_from_a_leap_day_ends_on_the_last_of_february() -> None:
    assert first_day(date(2024, 2, 29), 12, 0) == date(2025, 2, 28)
    assert first_day(date(2024, 2, 29), 12, 10) == date(2025, 3, 10)
