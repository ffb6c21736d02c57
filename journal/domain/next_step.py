"""What would bring a KSB one step further: to write, to share, or whatever its entries lack."""

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum

from journal.domain.admissibility import Candidate, Lacks, is_piece, lacks
from journal.domain.assessment_plan import AssessmentPlan


class NextStep(StrEnum):
    """What would bring a KSB one step further."""

    WRITE = "write"
    SHARE = "share"
    ANSWER = "answer"
    STATEMENT = "statement"
    ATTESTATION = "attestation"
    ITS_AUTHOR = "its_author"
    VOUCHED_STATEMENT = "vouched_statement"
    OTHER_PIECE = "other_piece"
    NONE = "none"

    @property
    def words(self) -> str:
        """The step as the page of a KSB says it."""
        return STEP_WORDS[self]


STEP_WORDS = {
    NextStep.WRITE: "Nothing yet: write for it.",
    NextStep.SHARE: "Claimed, nobody has confirmed it yet: share it.",
    NextStep.ANSWER: (
        "Claimed, and somebody asked for more. Their words are below: add to the entry, or answer."
    ),
    NextStep.STATEMENT: "Confirmed; an evidence statement would make it ready.",
    NextStep.ATTESTATION: (
        "Confirmed, with an evidence statement. Somebody who supports you can now vouch for it."
    ),
    NextStep.ITS_AUTHOR: (
        "Confirmed. It is ready once the person whose words these are says that they are."
    ),
    NextStep.VOUCHED_STATEMENT: (
        "Confirmed; an evidence statement that somebody vouches for would make it ready."
    ),
    NextStep.OTHER_PIECE: (
        "Confirmed, in an entry that a portfolio cannot carry. Something you made, an observation "
        "or somebody's testimony would make it ready."
    ),
    NextStep.NONE: "Confirmed, and the evidence is ready for your portfolio. Nothing is missing.",
}
NEAREST_FIRST = (
    NextStep.STATEMENT,
    NextStep.ATTESTATION,
    NextStep.ITS_AUTHOR,
    NextStep.VOUCHED_STATEMENT,
    NextStep.OTHER_PIECE,
)


def nearest_to_ready(entries: Iterable[Candidate], plan: AssessmentPlan) -> NextStep:
    """What the confirmed entry that needs least still needs; at least one is given."""
    return min((step_for(entry, plan) for entry in entries), key=NEAREST_FIRST.index)


def step_for(entry: Candidate, plan: AssessmentPlan) -> NextStep:
    """What a confirmed entry, which is no piece yet, needs to become one."""
    missing = lacks(entry, plan)
    if missing is Lacks.STATEMENT:
        with_one = replace(entry, statement=1)
        return NextStep.STATEMENT if is_piece(with_one, plan) else NextStep.VOUCHED_STATEMENT
    if missing is Lacks.ATTESTATION:
        return NextStep.ATTESTATION
    return NextStep.ITS_AUTHOR if missing is Lacks.ITS_AUTHOR else NextStep.OTHER_PIECE
