"""What may stand in a portfolio as a piece of evidence, and what an entry still lacks.

The rule: a piece is an entry of a kind the assessment plan admits, with an evidence statement;
or the statement of a reflection, which is context by itself, once somebody vouched for it as it
now stands, where the plan admits that. Testimony that the worker typed in is nobody's word until
its author confirms the statement that travels. Each tag that travels says how it is shown.
"""

from collections.abc import Set
from dataclasses import dataclass
from enum import StrEnum

from journal.domain.assessment_plan import AssessmentPlan
from journal.domain.entry_kind import EntryKind
from journal.domain.relationships import RelationshipKind
from journal.domain.standing import Vouching, vouching

CONTEXT = frozenset({EntryKind.REFLECTION, EntryKind.NOTE, EntryKind.SUPERVISION_NOTE})
"""Kinds in which a worker looks back on their own work: most plans want other evidence."""


@dataclass(frozen=True)
class Candidate:
    """An entry as the rule sees it: its kind, its latest statement, and what was vouched for."""

    kind: EntryKind
    statement: int = 0
    """The number of the latest evidence statement; 0 when there is none."""
    attested: Set[int] = frozenset()
    """The numbers of the statements that somebody vouched for."""


class Lacks(StrEnum):
    """The next thing that stands between an entry and a portfolio."""

    ADMITTED_KIND = "admitted_kind"
    STATEMENT = "statement"
    ATTESTATION = "attestation"
    ITS_AUTHOR = "its_author"


class Mend(StrEnum):
    """What the worker can do about it; each is a page of the journal."""

    WRITE_ANOTHER = "write_another"
    WRITE_STATEMENT = "write_statement"
    SHARE = "share"
    ASK_AUTHOR = "ask_author"


@dataclass(frozen=True)
class WhyNot:
    """Why an entry is not a piece yet, in words for the worker, and the way on."""

    lacks: Lacks
    short: str
    words: str
    mend: Mend
    mend_words: str


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
    if candidate.statement in candidate.attested:
        return None
    if candidate.kind is EntryKind.WITNESS_TESTIMONY:
        return Lacks.ITS_AUTHOR
    return None if by_itself else Lacks.ATTESTATION


def may_be_attested(kind: EntryKind, plan: AssessmentPlan) -> bool:
    """Whether somebody's word can turn an entry of this kind into evidence.

    Asks the rule of who may vouch for what, so that nobody is sent to ask for something
    that no page would offer to the person asked.
    """
    offered = vouching(kind, RelationshipKind.SUPERVISOR, statement=1)
    return plan.admits_attested_reflections and offered is Vouching.SAW_THIS


def why_not(candidate: Candidate, plan: AssessmentPlan) -> WhyNot | None:
    """Why the entry is not a piece yet, and what would make it one; None when it is one."""
    missing = lacks(candidate, plan)
    if missing is None:
        return None
    if missing is Lacks.STATEMENT and candidate.kind not in plan.admits:
        return CONTEXT_ONLY
    if candidate.attested and missing in VOUCHED_BEFORE:
        return VOUCHED_BEFORE[missing]
    if missing is Lacks.ADMITTED_KIND and candidate.kind not in CONTEXT:
        return NOT_ADMITTED
    return WHY_NOT[missing]


WHY_NOT = {
    Lacks.ADMITTED_KIND: WhyNot(
        Lacks.ADMITTED_KIND,
        "Context, not evidence",
        "Here you look back on your own work. This plan asks for what other people can see: "
        "something you made, what somebody saw you do, what somebody says of your work. Does this "
        "entry point to one of those?",
        Mend.WRITE_ANOTHER,
        "Write the entry it points to",
    ),
    Lacks.STATEMENT: WhyNot(
        Lacks.STATEMENT,
        "Needs an evidence statement",
        "This kind of entry counts. It still needs a short text of its own to go along, in "
        "which nobody can be recognised. The entry itself stays with you.",
        Mend.WRITE_STATEMENT,
        "Write the evidence statement",
    ),
    Lacks.ATTESTATION: WhyNot(
        Lacks.ATTESTATION,
        "Needs somebody to vouch for it",
        "The evidence statement is written. It counts once somebody who supports you has put "
        "their name to it.",
        Mend.SHARE,
        "Share it and ask",
    ),
    Lacks.ITS_AUTHOR: WhyNot(
        Lacks.ITS_AUTHOR,
        "Copied in, not yet confirmed by its author",
        "You typed in what somebody else said. It counts once that person has read your evidence "
        "statement and says that it is what they meant.",
        Mend.ASK_AUTHOR,
        "Ask them by a link",
    ),
}
"""The words for each, in this one place."""

CONTEXT_ONLY = WhyNot(
    Lacks.STATEMENT,
    "Context, not evidence yet",
    "Here you look back on your own work, and an assessment asks for more than our own word. Write "
    "an evidence statement: what you did and what came of it, naming nobody. Once somebody who "
    "supports you has vouched for it, it counts. What you wrote here stays with you.",
    Mend.WRITE_STATEMENT,
    "Write the evidence statement",
)
VOUCHED_BEFORE = {
    Lacks.ATTESTATION: WhyNot(
        Lacks.ATTESTATION,
        "Needs somebody to vouch for it again",
        "Somebody vouched for an earlier version of the evidence statement. It counts once they, "
        "or somebody else who supports you, have put their name to it as it is now.",
        Mend.SHARE,
        "Share it and ask",
    ),
    Lacks.ITS_AUTHOR: WhyNot(
        Lacks.ITS_AUTHOR,
        "Copied in; its author confirmed an earlier version",
        "You have changed the evidence statement since the person whose words these are confirmed "
        "them. It counts once they have read it as it is now.",
        Mend.ASK_AUTHOR,
        "Ask them by a link",
    ),
}
NOT_ADMITTED = WhyNot(
    Lacks.ADMITTED_KIND,
    "Not a kind this plan counts",
    "It stays in your journal. This plan counts other kinds of entry as evidence.",
    Mend.WRITE_ANOTHER,
    "Write something that counts",
)
