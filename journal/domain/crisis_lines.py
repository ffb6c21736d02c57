"""Numbers to ring when it is too much: which there are, and when somebody last checked them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class LineGroup(StrEnum):
    """What a line is there for, in the order in which the page shows them."""

    DANGER = "danger"
    URGENT = "urgent"
    LISTENING = "listening"
    ABOUT = "about"

    @property
    def label(self) -> str:
        """The heading above its lines."""
        return GROUP_LABELS[self]


GROUP_LABELS = {
    LineGroup.DANGER: "If a life is in danger, yours or anybody's",
    LineGroup.URGENT: "If it cannot wait",
    LineGroup.LISTENING: "If you want somebody to listen",
    LineGroup.ABOUT: "About one thing",
}


class Way(StrEnum):
    """How a line is reached."""

    CALL = "call"
    TEXT = "text"


@dataclass(frozen=True)
class CrisisLine:
    """One line: who answers, where and when, and how to reach it."""

    key: str
    group: LineGroup
    name: str
    number: str
    way: Way
    what_for: str
    where: str
    when: str

    @property
    def address(self) -> str:
        """What a phone opens: the digits alone."""
        digits = "".join(each for each in self.number if each.isdigit())
        return f"{'tel' if self.way is Way.CALL else 'sms'}:{digits}"


@dataclass(frozen=True)
class CrisisLines:
    """All lines, and the day on which the numbers were written down or last looked up."""

    written_down: date
    lines: tuple[CrisisLine, ...]

    def of(self, group: LineGroup) -> tuple[CrisisLine, ...]:
        """The lines of one group."""
        return tuple(line for line in self.lines if line.group is group)
