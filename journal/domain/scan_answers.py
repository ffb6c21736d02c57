"""What was answered to a skills scan: what is missing, what has moved, and where the gaps are."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from journal.domain.skills_scan import ScanAnswer, ScanPart, SkillsScan
from journal.domain.standard import Standard

Key = tuple[int, ScanPart]
"""One of the twenty statements: the number of its duty, and which of the two."""


@dataclass(frozen=True)
class Given:
    """What the worker gave to one statement."""

    answer: ScanAnswer | None = None
    already: str = ""
    qualifications: str = ""
    certificates: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was given yet."""
        return self == Given()

    @property
    def wants_words(self) -> bool:
        """Whether a word on what is already there would help whoever reads it."""
        return bool(self.answer and self.answer.asks_for_words and not self.already.strip())


class Change(StrEnum):
    """How an answer stands against an earlier one."""

    FURTHER = "further"
    SAME = "same"
    BACK = "back"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """The change in the words of the page."""
        return CHANGES[self]


CHANGES = {
    Change.FURTHER: "Further on",
    Change.SAME: "As before",
    Change.BACK: "Seen differently now",
    Change.UNKNOWN: "Nothing to compare",
}


@dataclass(frozen=True)
class Moved:
    """One statement through several scans, the oldest first."""

    key: Key
    answers: tuple[ScanAnswer | None, ...]

    @property
    def change(self) -> Change:
        """From the first scan to the last."""
        first, last = self.answers[0], self.answers[-1]
        if first is None or last is None:
            return Change.UNKNOWN
        if first is last:
            return Change.SAME
        return Change.FURTHER if last.step > first.step else Change.BACK


def keys_of(scan: SkillsScan) -> tuple[Key, ...]:
    """Every statement of the scan, in its order."""
    return tuple((duty.number, each.part) for duty in scan.duties for each in duty.statements)


def unanswered(scan: SkillsScan, given: Mapping[Key, Given]) -> tuple[Key, ...]:
    """The statements that have no Yes, Some or No yet."""
    return tuple(key for key in keys_of(scan) if given.get(key, Given()).answer is None)


def without_words(scan: SkillsScan, given: Mapping[Key, Given]) -> tuple[Key, ...]:
    """The statements answered Yes or Some without a word on what is already there."""
    return tuple(key for key in keys_of(scan) if given.get(key, Given()).wants_words)


def moved(
    scan: SkillsScan, answers: Sequence[Mapping[Key, ScanAnswer | None]]
) -> tuple[Moved, ...]:
    """Each statement through these scans, the oldest first."""
    return tuple(Moved(key, tuple(each.get(key) for each in answers)) for key in keys_of(scan))


def tally(rows: Iterable[Moved]) -> dict[Change, int]:
    """How many statements moved in which way."""
    changes = [row.change for row in rows]
    return {change: changes.count(change) for change in Change}


def codes_behind(standard: Standard, key: Key) -> tuple[str, ...]:
    """The statements of the standard behind one statement of the scan: K behind Knowledge, S
    behind Skills of the same duty."""
    number, part = key
    duty = standard.duty(number)
    if duty is None:
        return ()
    return duty.knowledge if part is ScanPart.KNOWLEDGE else duty.skills


def mark_of(given: Mapping[ScanPart, Given]) -> str:
    """A short mark of what stands on the page of a duty: another text has another mark."""
    told = [
        [part, each.answer, each.already, each.qualifications, sorted(each.certificates)]
        for part, each in sorted(given.items())
        if not each.is_empty
    ]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]
