"""What a portfolio holds: which pieces it carries, and which statements they leave open.

An entry's own title and text have no place here. What is not here cannot travel.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import TypeVar
from uuid import UUID

from journal.domain.admissibility import CONTEXT, WhyNot, why_not
from journal.domain.assessment_plan import AssessmentPlan
from journal.domain.enclosing import AttachedFile, Enclosed, Enclosure, enclosed_in
from journal.domain.entry_kind import EntryKind
from journal.domain.evidence import Evidence as Evidence
from journal.domain.evidence import Given as Given
from journal.domain.evidence import Message as Message
from journal.domain.evidence import Vouched as Vouched
from journal.domain.framework import Framework
from journal.domain.standing import Standing, TagView

Thing = TypeVar("Thing")
MOST_PIECES = 60
"""More than any assessor would read; a bound, so that every page and file stays one."""


@dataclass(frozen=True)
class Piece:
    """An entry's place in a portfolio, with the title it has there and the words that go along."""

    id: UUID
    title: str
    evidence: Evidence
    feedback: frozenset[UUID] = frozenset()
    enclosures: tuple[Enclosure, ...] = ()
    """The files that the worker has looked at; a file that is not named here stays behind."""
    context: str = ""
    """What the worker says first, to a reader who was not there."""

    @property
    def name(self) -> str:
        """Its title, or what kind of piece it is."""
        return self.title.strip() or self.evidence.kind.label

    @property
    def messages(self) -> tuple[Message, ...]:
        """The messages chosen to go along, oldest first."""
        return tuple(each for each in self.evidence.messages if each.id in self.feedback)

    @property
    def not_looked_at(self) -> tuple[AttachedFile, ...]:
        """The files of which nobody has said whether they go along."""
        known = {each.file.id for each in self.enclosures}
        return tuple(each for each in self.evidence.files if each.id not in known)


@dataclass(frozen=True)
class Placed:
    """A chosen piece as the portfolio takes it, or leaves it out."""

    piece: Piece
    number: int
    """Its number in the portfolio; 0 while it is left out."""
    why: WhyNot | None
    """Why it is left out, unless its entry is deleted."""
    tags: tuple[TagView, ...]
    """The tags that go along: to statements this portfolio covers, with a reason."""
    without_reason: tuple[str, ...]
    elsewhere: tuple[str, ...]
    """Codes of the same standard that other methods assess."""

    @property
    def is_carried(self) -> bool:
        """Whether it stands in the portfolio."""
        return self.number > 0


@dataclass(frozen=True)
class Shown:
    """One piece that shows a statement, with what was said of that."""

    placed: Placed
    tag: TagView


class Readiness(StrEnum):
    """How far the pieces answer one statement."""

    NO_PIECE = "no_piece"
    UNCONFIRMED = "unconfirmed"
    READY = "ready"

    @property
    def label(self) -> str:
        """The state as the document names it."""
        return READINESS_LABELS[self]


READINESS_LABELS = {
    Readiness.NO_PIECE: "No piece yet",
    Readiness.UNCONFIRMED: "Only claimed",
    Readiness.READY: "Confirmed",
}


@dataclass(frozen=True)
class Answer:
    """A statement that the portfolio must cover, and the pieces that show it."""

    code: str
    shown: tuple[Shown, ...]

    @property
    def readiness(self) -> Readiness:
        """Ready once one piece's claim stands confirmed."""
        if not self.shown:
            return Readiness.NO_PIECE
        confirmed = any(each.tag.standing is Standing.CONFIRMED for each in self.shown)
        return Readiness.READY if confirmed else Readiness.UNCONFIRMED


@dataclass(frozen=True)
class Gain:
    """What a further piece would do for one statement."""

    code: str
    fills_gap: bool
    needs_reason: bool


class Amount(StrEnum):
    """The number of pieces, beside what is usual."""

    NONE = "none"
    FEW = "few"
    USUAL = "usual"
    MANY = "many"


@dataclass(frozen=True)
class Selection:
    """The chosen pieces in order, held against an assessment plan."""

    plan: AssessmentPlan
    framework: Framework
    pieces: tuple[Piece, ...]

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The statements that the portfolio must cover, in the standard's order."""
        return self.framework.in_order(self.plan.assigned)

    @cached_property
    def placed(self) -> tuple[Placed, ...]:
        """Every chosen piece in order; those that are carried are numbered from 1."""
        found: list[Placed] = []
        number = 0
        for piece in self.pieces:
            why = why_not(piece.evidence.candidate, self.plan)
            is_carried = why is None and not piece.evidence.is_deleted
            number += is_carried
            found.append(self._place(piece, number if is_carried else 0, why))
        return tuple(found)

    @cached_property
    def carried(self) -> tuple[Placed, ...]:
        """The pieces that stand in the portfolio."""
        return tuple(placed for placed in self.placed if placed.is_carried)

    @cached_property
    def enclosed(self) -> tuple[Enclosed, ...]:
        """The files that go along, named and numbered."""
        return enclosed_in((each.number, each.piece.enclosures) for each in self.carried)

    def enclosed_with(self, placed: Placed) -> tuple[Enclosed, ...]:
        """The files that go along with one piece."""
        return tuple(each for each in self.enclosed if each.piece == placed.number)

    @cached_property
    def answers(self) -> tuple[Answer, ...]:
        """Every statement to cover, with the pieces that show it."""
        shown: dict[str, list[Shown]] = {code: [] for code in self.codes}
        for placed in self.carried:
            for tag in placed.tags:
                shown[tag.code].append(Shown(placed, tag))
        return tuple(Answer(code, tuple(each)) for code, each in shown.items())

    def answers_that_are(self, readiness: Readiness) -> tuple[Answer, ...]:
        """The statements in one state."""
        return tuple(each for each in self.answers if each.readiness is readiness)

    @property
    def amount(self) -> Amount:
        """Whether the number of pieces is usual for the plan. A nudge: never in the way."""
        count, usual = len(self.carried), self.plan.pieces
        if not count:
            return Amount.NONE
        if count < usual.typical_low:
            return Amount.FEW
        return Amount.USUAL if count <= usual.typical_high else Amount.MANY

    def gains(self, evidence: Evidence) -> tuple[Gain, ...]:
        """What an entry would do for this portfolio, statement by statement."""
        gaps = {each.code for each in self.answers_that_are(Readiness.NO_PIECE)}
        return tuple(
            Gain(tag.code, tag.code in gaps, not tag.reason.strip())
            for tag in self._assigned(evidence)
        )

    def newest(self, changed_at: datetime) -> datetime:
        """When anything carried was last written or said, or the portfolio itself was changed."""
        moments = [changed_at]
        for placed in self.carried:
            evidence = placed.piece.evidence
            moments += [evidence.written_at] if evidence.written_at else []
            moments += [each.given_at for each in evidence.vouched]
            moments += [each.given_at for each in evidence.given]
            for tag in placed.tags:
                moments += [tag.reason_since] if tag.reason_since else []
                moments += [word.given_at for word in tag.words]
        return max(moments)

    def _place(self, piece: Piece, number: int, why: WhyNot | None) -> Placed:
        tags = self._assigned(piece.evidence)
        others = (tag.code for tag in piece.evidence.tags if tag.framework == self.framework.key)
        return Placed(
            piece,
            number,
            why,
            tags=tuple(tag for tag in tags if tag.reason.strip()),
            without_reason=tuple(tag.code for tag in tags if not tag.reason.strip()),
            elsewhere=tuple(
                code for code in self.framework.in_order(others) if code not in self.codes
            ),
        )

    def _assigned(self, evidence: Evidence) -> tuple[TagView, ...]:
        """The tags to statements that this portfolio covers, in the standard's order."""
        mine = {tag.code: tag for tag in evidence.tags if tag.framework == self.framework.key}
        return tuple(mine[code] for code in self.codes if code in mine)


def feedback_to_begin_with(
    kind: EntryKind, author: UUID, messages: Sequence[Message]
) -> tuple[UUID, ...]:
    """The messages that go along unless the worker says otherwise.

    What others said of a thing the worker made or did. Beside a reflection they spoke of the
    reflection, which stays at home.
    """
    if kind in CONTEXT:
        return ()
    return tuple(each.id for each in messages if each.person != author)


def moved(things: Sequence[Thing], thing: Thing, *, up: bool) -> list[Thing]:
    """The same things with one of them a place further up or down; at the end it stays."""
    order = list(things)
    here = order.index(thing)
    there = here - 1 if up else here + 1
    if 0 <= there < len(order):
        order[here], order[there] = order[there], order[here]
    return order


def moved_to(things: Sequence[Thing], thing: Thing, place: int) -> list[Thing]:
    """The same things with one of them at a place counted from 1; beyond the end is the end."""
    order = list(things)
    order.remove(thing)
    order.insert(max(0, place - 1), thing)
    return order
