"""What may stand in a portfolio as a piece of evidence, and what an entry still lacks.

The rule: a piece is an entry of a kind the assessment plan admits, with an evidence statement;
or a reflection's statement that somebody attested, where the plan admits that. Testimony that the
worker typed in is nobody's word until its author confirms it.
"""

from collections.abc import Set
from dataclasses import dataclass
from enum import StrEnum

from journal.domain.assessment_plan import AssessmentPlan
from journal.domain.entry_kind import EntryKind


@dataclass(frozen=True)
class Candidate:
    """An entry as the rule sees it: its kind, its latest statement, and what was vouched for."""

    kind: EntryKind
    statement: int = 0
    """The number of the latest evidence statement; 0 when there is none."""
    attested: Set[int] = frozenset()
    """The numbers of the statements that somebody vouched for."""


class Lacks(StrEnum):
    """The next thing that stands between an entry and being a piece."""

    ADMITTED_KIND = "admitted_kind"
    STATEMENT = "statement"
    ATTESTATION = "attestation"
    ITS_AUTHOR = "its_author"


def is_piece(candidate: Candidate, plan: AssessmentPlan) -> bool:
    """Whether a portfolio for this plan may carry the entry's statement as evidence."""
    return lacks(candidate, plan) is None


def lacks(candidate: Candidate, plan: AssessmentPlan) -> Lacks | None:
    """What the entry needs next to become a piece; None when it is one."""
    by_itself = candidate.kind in plan.admits
    if not by_itself and not may_be_attested(candidate.kind, plan):
        return Lacks.ADMITTED_KIND
    if not candidate.statement:
        return Lacks.STATEMENT
    if candidate.kind is EntryKind.WITNESS_TESTIMONY and not candidate.attested:
        return Lacks.ITS_AUTHOR
    if not by_itself and candidate.statement not in candidate.attested:
        return Lacks.ATTESTATION
    return None


def may_be_attested(kind: EntryKind, plan: AssessmentPlan) -> bool:
    """Whether somebody's word can turn an entry of this kind into evidence."""
    return kind is EntryKind.REFLECTION and plan.admits_attested_reflections
