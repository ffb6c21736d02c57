"""The apprenticeship standard: its framework, its duties, and the facts of its front page."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from journal.domain.framework import Framework

COUNTS = {"K": 58, "S": 50, "B": 5}
CODES = tuple(f"{kind}{number}" for kind, most in COUNTS.items() for number in range(1, most + 1))
DUTIES = range(1, 11)

SHARED_CODE, SHARED_COUNTED, SHARED_UNCONFIRMED = "K53", 10, 9
"""The one code that two duties may share: counted under the first, unconfirmed under the second."""


class DutySource(StrEnum):
    """How sure a duty's statements are: printed in the standard, or worked out from its order."""

    STANDARD = "standard"
    INFERRED = "inferred"


@dataclass(frozen=True)
class Duty:
    """One of the duties. `unconfirmed` codes may belong here too, but count elsewhere."""

    number: int
    title: str
    source: DutySource
    knowledge_source: DutySource
    knowledge: tuple[str, ...]
    skills: tuple[str, ...]
    unconfirmed: tuple[str, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """What is counted under this duty, knowledge first."""
        return self.knowledge + self.skills


@dataclass(frozen=True)
class Standard:
    """A standard. The Peer Worker's behaviours B1-B5 belong to no duty: they run through all.

    One that an organisation brought in may not say its level, or how long it usually takes.
    """

    framework: Framework
    reference: str
    level: int | None
    version: str
    typical_duration_months: int | None
    licence: str
    attribution: str
    other_job_titles: tuple[str, ...]
    experiences: tuple[str, ...]
    duties: tuple[Duty, ...]

    def duty(self, number: int) -> Duty | None:
        """The duty with this number."""
        return next((duty for duty in self.duties if duty.number == number), None)

    def duty_of(self, code: str) -> Duty | None:
        """The one duty that counts this code; None for the behaviours."""
        return self._duty_by_code.get(code)

    @cached_property
    def _duty_by_code(self) -> dict[str, Duty]:
        return {code: duty for duty in self.duties for code in duty.codes}
