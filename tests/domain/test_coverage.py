"""How far each KSB is shown: the truth table, and every combination against a second telling."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config import ROOT
from journal import content
from journal.domain.admissibility import Candidate
from journal.domain.assessment_plan import AssessmentPlan
from journal.domain.coverage import Claim, Coverage, CoverageState, Covered, coverage
from journal.domain.entry_kind import EntryKind
from journal.domain.framework import StatementKind
from journal.domain.next_step import NextStep
from journal.domain.relationships import RelationshipKind
from journal.domain.standing import Decision, Word

SHIPPED = content.load(ROOT / "content")
STANDARD, PLAN = SHIPPED.standard, SHIPPED.assessment_plans["illustrative"]
STRICT = replace(PLAN, admits_attested_reflections=False)
YES, NO = Decision.CONFIRMED, Decision.NOT_YET
NOTHING, CLAIMED, CONFIRMED, READY = CoverageState
REFLECTION, PRODUCT = EntryKind.REFLECTION, EntryKind.WORK_PRODUCT
TESTIMONY, NOTE = EntryKind.WITNESS_TESTIMONY, EntryKind.SUPERVISION_NOTE
BEGINNING = datetime(2026, 1, 5, 9, tzinfo=UTC)


def said(*decisions: Decision) -> tuple[Word, ...]:
    """Words in this order, each a minute after the one before."""
    return tuple(word(decision, minute) for minute, decision in enumerate(decisions))


def word(decision: Decision, minute: int) -> Word:
    """One word of somebody who may confirm."""
    when = BEGINNING + timedelta(minutes=minute)
    return Word(UUID(int=1), RelationshipKind.SUPERVISOR, decision, "", 1, when)


def claim(
    words: Sequence[Decision] = (),
    kind: EntryKind = REFLECTION,
    statement: int = 0,
    attested: Sequence[int] = (),
    code: str = "K4",
) -> Claim:
    """A tag on an entry."""
    return Claim(code, said(*words), Candidate(kind, statement, frozenset(attested)))


def k4(*claims: Claim, plan: AssessmentPlan = PLAN) -> Covered:
    """How far K4 is shown by these claims."""
    covered = coverage(STANDARD, claims, plan).get("K4")
    assert covered
    return covered


@pytest.mark.parametrize(
    ("claims", "state", "more", "step"),
    [
        ([], NOTHING, False, NextStep.WRITE),
        ([claim(code="K5")], NOTHING, False, NextStep.WRITE),
        ([claim()], CLAIMED, False, NextStep.SHARE),
        ([claim([NO])], CLAIMED, True, NextStep.ANSWER),
        ([claim([YES, NO])], CLAIMED, True, NextStep.ANSWER),
        ([claim(), claim([NO])], CLAIMED, True, NextStep.ANSWER),
        ([claim(kind=PRODUCT, statement=1)], CLAIMED, False, NextStep.SHARE),
        ([claim([NO], PRODUCT, 1)], CLAIMED, True, NextStep.ANSWER),
        ([claim([YES])], CONFIRMED, False, NextStep.VOUCHED_STATEMENT),
        ([claim([NO, YES])], CONFIRMED, False, NextStep.VOUCHED_STATEMENT),
        ([claim([YES]), claim([NO])], CONFIRMED, False, NextStep.VOUCHED_STATEMENT),
        ([claim([YES], REFLECTION, 1)], CONFIRMED, False, NextStep.ATTESTATION),
        ([claim([YES], REFLECTION, 2, [1])], CONFIRMED, False, NextStep.ATTESTATION),
        ([claim([YES], REFLECTION, 2, [1, 2])], READY, False, NextStep.NONE),
        ([claim([YES], PRODUCT)], CONFIRMED, False, NextStep.STATEMENT),
        ([claim([YES], PRODUCT, 1)], READY, False, NextStep.NONE),
        ([claim([YES], TESTIMONY)], CONFIRMED, False, NextStep.VOUCHED_STATEMENT),
        ([claim([YES], TESTIMONY, 1)], CONFIRMED, False, NextStep.ITS_AUTHOR),
        ([claim([YES], TESTIMONY, 1, [1])], READY, False, NextStep.NONE),
        ([claim([YES], NOTE, 1, [1])], CONFIRMED, False, NextStep.OTHER_PIECE),
        ([claim([YES], NOTE), claim([YES], PRODUCT)], CONFIRMED, False, NextStep.STATEMENT),
        # the piece carries another tag's confirmation, not this one's
        ([claim([YES], NOTE), claim([], PRODUCT, 1)], CONFIRMED, False, NextStep.OTHER_PIECE),
        ([claim([YES], PRODUCT, 1), claim([NO])], READY, False, NextStep.NONE),
    ],
)
def test_the_table(claims: list[Claim], state: CoverageState, more: bool, step: NextStep) -> None:
    covered = k4(*claims)
    assert (covered.state, covered.asked_for_more, covered.next_step) == (state, more, step)
    assert covered.entries == sum(1 for each in claims if each.code == "K4")


def test_a_plan_that_admits_no_reflections_leaves_them_confirmed() -> None:
    attested = claim([YES], REFLECTION, 1, [1])
    assert k4(attested).state is READY
    strict = k4(attested, plan=STRICT)
    assert (strict.state, strict.next_step) == (CONFIRMED, NextStep.OTHER_PIECE)


claims_drawn = st.builds(
    Claim,
    code=st.sampled_from(["K4", "K53", "S2", "B1", "K59"]),
    words=st.lists(st.builds(word, st.sampled_from(Decision), st.integers(0, 5)), max_size=4).map(
        tuple
    ),
    entry=st.builds(
        Candidate,
        st.sampled_from(EntryKind),
        st.integers(0, 2),
        st.frozensets(st.integers(0, 2)),
    ),
)


@given(st.lists(claims_drawn, max_size=8), st.sampled_from([PLAN, STRICT]))
def test_every_combination_agrees_with_the_rule_told_again(
    claims: list[Claim], plan: AssessmentPlan
) -> None:
    counted = coverage(STANDARD, claims, plan)
    for row in counted.rows:
        mine = [each for each in claims if each.code == row.code]
        confirmed = [each for each in mine if stands(each.words)]
        ready = [each for each in confirmed if may_be_carried(each.entry, plan)]
        assert (row.state is NOTHING) == (not mine)
        assert (row.state is CLAIMED) == bool(mine and not confirmed)
        assert (row.state is CONFIRMED) == bool(confirmed and not ready)
        assert (row.state is READY) == bool(ready)
        asked = any(each.words and not stands(each.words) for each in mine)
        assert row.asked_for_more == (asked and not confirmed)
    assert counted.tally.asked_for_more == sum(row.asked_for_more for row in counted.rows)


def stands(words: Sequence[Word]) -> bool:
    """Somebody confirmed, and nobody said "not yet" later."""
    return any(
        yes.decision is YES
        and not any(no.decision is NO and no.given_at > yes.given_at for no in words)
        for yes in words
    )


def may_be_carried(entry: Candidate, plan: AssessmentPlan) -> bool:
    """The facts of a piece, told without the code that decides it."""
    written, vouched = entry.statement > 0, entry.statement in entry.attested
    if entry.kind is REFLECTION:
        return written and vouched and plan is PLAN
    if entry.kind in {NOTE, EntryKind.NOTE}:
        return False
    return written and (vouched or entry.kind is not TESTIMONY)


@given(st.lists(claims_drawn, max_size=8))
def test_the_states_add_up_in_every_way_of_counting(claims: list[Claim]) -> None:
    counted = coverage(STANDARD, claims, PLAN)
    kinds = [StatementKind.KNOWLEDGE, StatementKind.SKILL, StatementKind.BEHAVIOUR]
    for state in CoverageState:
        whole = counted.tally.of(state)
        assert whole == sum(section.tally.of(state) for section in counted.sections)
        assert whole == sum(counted.of_kind(kind).of(state) for kind in kinds)
        assert whole == len(counted.narrowed(state=state).rows)
    assert counted.tally.total == 113
    assert [counted.of_kind(kind).total for kind in kinds] == [58, 50, 5]


def test_each_ksb_stands_once_and_where_it_belongs() -> None:
    empty = coverage(STANDARD, [], PLAN)
    codes = [row.code for row in empty.rows]
    assert len(codes) == len(set(codes)) == 113
    assert [section.name for section in empty.sections] == [
        *(f"Duty {number}" for number in range(1, 11)),
        "Behaviours",
    ]
    assert "K53" in codes_of(empty, 9)
    assert "K53" not in codes_of(empty, 8)
    assert codes_of(empty, 10) == ["B1", "B2", "B3", "B4", "B5"]
    assert codes_of(empty, 1) == ["K12", "K13", "K14", "K15", "S6", "S7", "S8"]
    assert empty.get("K59") is None


def codes_of(counted: Coverage, place: int) -> list[str]:
    """The codes of one section."""
    return [row.code for row in counted.sections[place].rows]


def test_narrowing_keeps_what_fits_and_drops_empty_sections() -> None:
    counted = coverage(STANDARD, [claim([YES]), claim(code="S2"), claim(code="B1")], PLAN)
    assert [row.code for row in counted.narrowed(state=CLAIMED).rows] == ["S2", "B1"]
    skills = counted.narrowed(kind=StatementKind.SKILL, state=CLAIMED)
    assert [(section.name, len(section.rows)) for section in skills.sections] == [("Duty 1", 1)]
    assert [section.name for section in counted.narrowed(duty="3").sections] == ["Duty 3"]
    assert [section.name for section in counted.narrowed(duty="none").sections] == ["Behaviours"]
    assert counted.narrowed(state=READY).sections == ()


def test_counts_in_words_count_what_is_ready_as_confirmed_too() -> None:
    claims = [claim([YES]), claim([YES], PRODUCT, 1, code="K5"), claim(code="K6")]
    counted = coverage(STANDARD, claims, PLAN)
    assert counted.tally.in_words == "2 of 113 confirmed"
    assert (counted.tally.confirmed, counted.tally.ready, counted.tally.claimed) == (1, 1, 1)


@pytest.mark.parametrize("step", NextStep)
def test_every_step_is_said_in_plain_words(step: NextStep) -> None:
    assert step.words.endswith(".")
