"""What is a piece of evidence: every kind, under every plan, in every state."""

from collections.abc import Set
from dataclasses import replace

import pytest

from config import ROOT
from journal import content
from journal.domain.admissibility import (
    CONTEXT,
    Candidate,
    Lacks,
    Mend,
    is_piece,
    lacks,
    may_be_attested,
    why_not,
)
from journal.domain.assessment_plan import AssessmentPlan
from journal.domain.entry_kind import EntryKind
from journal.domain.relationships import RelationshipKind
from journal.domain.standing import vouching

SHIPPED = content.load(ROOT / "content").assessment_plans["illustrative"]
NO_REFLECTIONS = replace(SHIPPED, admits_attested_reflections=False)
ALL_KINDS = replace(SHIPPED, admits=frozenset(EntryKind))
NEVER = Lacks.ADMITTED_KIND
REFLECTION, TESTIMONY = EntryKind.REFLECTION, EntryKind.WITNESS_TESTIMONY

# kind, latest statement, statements vouched for: what it lacks under each of the three plans
NONE: Set[int] = frozenset()
TRUTH = [
    (EntryKind.WORK_PRODUCT, 0, NONE, Lacks.STATEMENT, Lacks.STATEMENT, Lacks.STATEMENT),
    (EntryKind.WORK_PRODUCT, 1, NONE, None, None, None),
    (EntryKind.TRAINING, 0, NONE, Lacks.STATEMENT, Lacks.STATEMENT, Lacks.STATEMENT),
    (EntryKind.TRAINING, 3, NONE, None, None, None),
    (EntryKind.OBSERVATION_REPORT, 1, NONE, None, None, None),
    (EntryKind.FEEDBACK_FROM_SUPPORTED, 1, NONE, None, None, None),
    (EntryKind.CERTIFICATE, 1, NONE, None, None, None),
    (TESTIMONY, 0, NONE, Lacks.STATEMENT, Lacks.STATEMENT, Lacks.STATEMENT),
    (TESTIMONY, 1, NONE, Lacks.ITS_AUTHOR, Lacks.ITS_AUTHOR, Lacks.ITS_AUTHOR),
    (TESTIMONY, 1, {1}, None, None, None),
    (TESTIMONY, 2, {1}, Lacks.ITS_AUTHOR, Lacks.ITS_AUTHOR, Lacks.ITS_AUTHOR),
    (TESTIMONY, 1, {0}, Lacks.ITS_AUTHOR, Lacks.ITS_AUTHOR, Lacks.ITS_AUTHOR),
    (REFLECTION, 0, NONE, Lacks.STATEMENT, NEVER, Lacks.STATEMENT),
    (REFLECTION, 1, NONE, Lacks.ATTESTATION, NEVER, None),
    (REFLECTION, 1, {1}, None, NEVER, None),
    (REFLECTION, 2, {1}, Lacks.ATTESTATION, NEVER, None),
    (REFLECTION, 2, {1, 2}, None, NEVER, None),
]


@pytest.mark.parametrize(("kind", "statement", "attested", "shipped", "strict", "open_plan"), TRUTH)
def test_what_an_entry_lacks(
    kind: EntryKind,
    statement: int,
    attested: Set[int],
    shipped: Lacks | None,
    strict: Lacks | None,
    open_plan: Lacks | None,
) -> None:
    candidate = Candidate(kind, statement, frozenset(attested))
    assert lacks(candidate, SHIPPED) is shipped
    assert lacks(candidate, NO_REFLECTIONS) is strict
    assert lacks(candidate, ALL_KINDS) is open_plan
    assert is_piece(candidate, SHIPPED) is (shipped is None)


@pytest.mark.parametrize("kind", EntryKind)
def test_nobody_is_sent_to_ask_for_what_no_page_offers(kind: EntryKind) -> None:
    """Whatever waits for somebody's word is something that a supervisor is offered to vouch for."""
    waits = lacks(Candidate(kind, statement=1), SHIPPED) in {Lacks.ATTESTATION, Lacks.ITS_AUTHOR}
    offered = vouching(kind, RelationshipKind.SUPERVISOR, statement=1)
    assert not waits or offered is not None
    assert may_be_attested(kind, SHIPPED) is (offered is not None and kind in CONTEXT)
    assert not may_be_attested(kind, NO_REFLECTIONS)


def test_looking_back_is_never_evidence_by_itself() -> None:
    for kind in CONTEXT:
        assert not is_piece(Candidate(kind, statement=1), SHIPPED)
        assert not is_piece(Candidate(kind, statement=1, attested={1}), NO_REFLECTIONS)


@pytest.mark.parametrize(("kind", "statement", "attested"), [row[:3] for row in TRUTH])
@pytest.mark.parametrize("plan", [SHIPPED, NO_REFLECTIONS, ALL_KINDS])
def test_whatever_is_no_piece_is_told_why_and_how_to_go_on(
    plan: AssessmentPlan, kind: EntryKind, statement: int, attested: Set[int]
) -> None:
    candidate = Candidate(kind, statement, frozenset(attested))
    told = why_not(candidate, plan)
    assert (told.lacks if told else None) is lacks(candidate, plan)
    if told:
        assert (
            told.mend
            is {
                Lacks.ADMITTED_KIND: Mend.WRITE_ANOTHER,
                Lacks.STATEMENT: Mend.WRITE_STATEMENT,
                Lacks.ATTESTATION: Mend.SHARE,
                Lacks.ITS_AUTHOR: Mend.ASK_AUTHOR,
            }[told.lacks]
        )
        assert told.short
        assert told.words.endswith((".", "?"))


def test_a_reflection_is_told_that_it_is_context_and_a_changed_statement_that_it_changed() -> None:
    reflection = why_not(Candidate(REFLECTION), SHIPPED)
    product = why_not(Candidate(EntryKind.WORK_PRODUCT), SHIPPED)
    changed = why_not(Candidate(REFLECTION, 2, {1}), SHIPPED)
    copied = why_not(Candidate(TESTIMONY, 1), SHIPPED)
    assert reflection
    assert reflection.short == "Context, not evidence yet"
    assert product
    assert product.short == "Needs an evidence statement"
    assert changed
    assert "earlier version" in changed.words
    assert copied
    assert copied.short == "Copied in, not yet confirmed by its author"
