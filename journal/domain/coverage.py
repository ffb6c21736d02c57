"""Coverage: how far each KSB is shown, counted honestly.

The rule: a KSB is *claimed* when a live entry is tagged with it, *confirmed* when one of those
tags stands confirmed, and its *evidence is ready* when one of the confirmed tags sits on a piece
that a portfolio may carry. "Not yet" leaves a claim a claim, with a mark that more was asked for.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from journal.domain.admissibility import Candidate, is_piece
from journal.domain.assessment_plan import AssessmentPlan
from journal.domain.framework import Statement, StatementKind
from journal.domain.next_step import NextStep, nearest_to_ready
from journal.domain.standard import Duty, Standard
from journal.domain.standing import Standing, Word, standing


class CoverageState(StrEnum):
    """How far one KSB is shown, from nothing to everything a portfolio asks for."""

    NOTHING = "nothing"
    CLAIMED = "claimed"
    CONFIRMED = "confirmed"
    READY = "ready"

    @property
    def label(self) -> str:
        """The state as screens name it."""
        return STATE_LABELS[self]

    @property
    def hint(self) -> str:
        """What the state means, for the key beside a picture."""
        return STATE_HINTS[self]

    @property
    def rank(self) -> int:
        """How far along the state is."""
        return list(CoverageState).index(self)


STATE_LABELS = {
    CoverageState.NOTHING: "Nothing yet",
    CoverageState.CLAIMED: "Claimed",
    CoverageState.CONFIRMED: "Confirmed",
    CoverageState.READY: "Evidence ready",
}
STATE_HINTS = {
    CoverageState.NOTHING: "No entry is tagged with it.",
    CoverageState.CLAIMED: "An entry is tagged with it; nobody has confirmed the tag.",
    CoverageState.CONFIRMED: "Somebody who supports the work has confirmed a tag.",
    CoverageState.READY: "Confirmed, on a piece that a portfolio can carry.",
}


@dataclass(frozen=True)
class Claim:
    """A tag on a live entry: which KSB, what was said of it, and what the entry is."""

    code: str
    words: tuple[Word, ...]
    entry: Candidate


@dataclass(frozen=True)
class Covered:
    """One KSB and how far it is shown."""

    statement: Statement
    state: CoverageState
    asked_for_more: bool
    """Whether it is only claimed and somebody said "not yet"."""
    entries: int
    next_step: NextStep

    @property
    def code(self) -> str:
        """The KSB's code."""
        return self.statement.code

    @property
    def label(self) -> str:
        """The state in words, with the mark that somebody asked for more."""
        return f"{self.state.label}; more asked for" if self.asked_for_more else self.state.label


@dataclass(frozen=True)
class Tally:
    """How many KSBs stand where. The four states are counted apart and add up to `total`."""

    nothing: int = 0
    claimed: int = 0
    confirmed: int = 0
    ready: int = 0
    asked_for_more: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.nothing + self.claimed + self.confirmed + self.ready

    @property
    def confirmed_at_least(self) -> int:
        """Confirmed, evidence ready or not."""
        return self.confirmed + self.ready

    @property
    def in_words(self) -> str:
        """46 of 113 confirmed."""
        return f"{self.confirmed_at_least} of {self.total} confirmed"

    def of(self, state: CoverageState) -> int:
        """The number in one state."""
        count: int = getattr(self, state.value)
        return count


@dataclass(frozen=True)
class Section:
    """A duty's KSBs, or the behaviours, which run through every duty and belong to none."""

    duty: Duty | None
    rows: tuple[Covered, ...]

    @property
    def name(self) -> str:
        """Duty 3, or Behaviours."""
        return f"Duty {self.duty.number}" if self.duty else "Behaviours"

    @property
    def key(self) -> str:
        """The section in an address."""
        return str(self.duty.number) if self.duty else "none"

    @property
    def title(self) -> str:
        """What the duty says, or where the behaviours belong."""
        return self.duty.title if self.duty else "They run through every duty and belong to none."

    @cached_property
    def tally(self) -> Tally:
        """How many of them stand where."""
        return tally(self.rows)

    def of_kind(self, kind: StatementKind) -> tuple[Covered, ...]:
        """The knowledge, skills or behaviours among them."""
        return tuple(row for row in self.rows if row.statement.kind is kind)


@dataclass(frozen=True)
class Coverage:
    """Every KSB once, by duty, with the behaviours last."""

    sections: tuple[Section, ...]

    @cached_property
    def rows(self) -> tuple[Covered, ...]:
        """Every KSB, section by section."""
        return tuple(row for section in self.sections for row in section.rows)

    @cached_property
    def tally(self) -> Tally:
        """How many of all stand where."""
        return tally(self.rows)

    def of_kind(self, kind: StatementKind) -> Tally:
        """How many of one kind stand where."""
        return tally(row for row in self.rows if row.statement.kind is kind)

    def get(self, code: str) -> Covered | None:
        """One KSB."""
        return next((row for row in self.rows if row.code == code), None)

    def narrowed(
        self,
        kind: StatementKind | None = None,
        state: CoverageState | None = None,
        duty: str | None = None,
    ) -> "Coverage":
        """Only the KSBs that fit everything asked for, without the sections left empty."""

        def fits(row: Covered) -> bool:
            return kind in {None, row.statement.kind} and state in {None, row.state}

        sections = [
            Section(section.duty, tuple(filter(fits, section.rows)))
            for section in self.sections
            if duty in {None, section.key}
        ]
        return Coverage(tuple(section for section in sections if section.rows))


def coverage(standard: Standard, claims: Iterable[Claim], plan: AssessmentPlan) -> Coverage:
    """Count claims into every KSB of the standard; a code it does not have counts for nothing."""
    by_code: dict[str, list[Claim]] = {}
    for claim in claims:
        by_code.setdefault(claim.code, []).append(claim)

    def covered(statement: Statement) -> Covered:
        return cover(statement, by_code.get(statement.code, ()), plan)

    return Coverage(tuple(_sections(standard, covered)))


def cover(statement: Statement, claims: Sequence[Claim], plan: AssessmentPlan) -> Covered:
    """How far one KSB is shown by the claims to it."""
    states = [state_of(claim, plan) for claim in claims]
    state = max(states, key=lambda each: each.rank, default=CoverageState.NOTHING)
    more = any(standing(claim.words) is Standing.NOT_YET for claim in claims)
    asked = state is CoverageState.CLAIMED and more
    return Covered(statement, state, asked, len(claims), _next_step(state, asked, claims, plan))


def state_of(claim: Claim, plan: AssessmentPlan) -> CoverageState:
    """How far one tag by itself brings its KSB."""
    if standing(claim.words) is not Standing.CONFIRMED:
        return CoverageState.CLAIMED
    return CoverageState.READY if is_piece(claim.entry, plan) else CoverageState.CONFIRMED


def tally(rows: Iterable[Covered]) -> Tally:
    """Count rows by their state."""
    rows = tuple(rows)
    states = {state.value: sum(1 for row in rows if row.state is state) for state in CoverageState}
    return Tally(**states, asked_for_more=sum(row.asked_for_more for row in rows))


def _sections(standard: Standard, covered: Callable[[Statement], Covered]) -> Iterable[Section]:
    """The duties in order, then what belongs to none."""
    framework = standard.framework
    for duty in standard.duties:
        yield Section(duty, tuple(covered(framework[code]) for code in duty.codes))
    rest = [each for each in framework if standard.duty_of(each.code) is None]
    if rest:
        yield Section(None, tuple(map(covered, rest)))


def _next_step(
    state: CoverageState, asked: bool, claims: Sequence[Claim], plan: AssessmentPlan
) -> NextStep:
    """What would help next."""
    if state is CoverageState.NOTHING:
        return NextStep.WRITE
    if state is CoverageState.CLAIMED:
        return NextStep.ANSWER if asked else NextStep.SHARE
    if state is CoverageState.READY:
        return NextStep.NONE
    confirmed = [claim.entry for claim in claims if standing(claim.words) is Standing.CONFIRMED]
    return nearest_to_ready(confirmed, plan)
