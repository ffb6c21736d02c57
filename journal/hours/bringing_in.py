"""What bringing a file in would do, line by line, and carrying it from the look to the yes.

Nothing is kept between the two pages: what was read travels with the page, signed for the person
who sent it, and is held against the log anew when they say yes.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from itsdangerous import BadData, URLSafeTimedSerializer

from journal.domain.hours import TrainingMethod
from journal.hours.actions import Written
from journal.hours.reading import Read, Reading
from journal.models import HoursLine, Person

STAYS_FOR = 24 * 60 * 60
MOST_LETTERS = 1_500_000


class Becomes(StrEnum):
    """What would become of a line of the file."""

    NEW = "new"
    THERE = "there"
    LEFT_OUT = "left_out"
    AMISS = "amiss"

    @property
    def label(self) -> str:
        """The same in words."""
        return {
            "new": "New",
            "there": "In your log already",
            "left_out": "Left out",
            "amiss": "Needs a look",
        }[self.value]


@dataclass(frozen=True)
class Step:
    """One line of the file, and what would become of it."""

    read: Read
    becomes: Becomes


@dataclass(frozen=True)
class Plan:
    """All that bringing a file in would do."""

    steps: tuple[Step, ...]
    notes: tuple[str, ...]

    def of(self, becomes: Becomes) -> list[Step]:
        """The lines of which this becomes."""
        return [step for step in self.steps if step.becomes is becomes]

    @property
    def new(self) -> list[Written]:
        """The lines that would be added."""
        return [step.read.written for step in self.of(Becomes.NEW) if step.read.written]

    @property
    def may_go_on(self) -> bool:
        """Whether there is something to add, and nothing amiss: all of it, or nothing."""
        return bool(self.new) and not self.of(Becomes.AMISS)


def plan_of(reading: Reading, log: Sequence[HoursLine]) -> Plan:
    """Hold what was read against the log. What is there already, as often as it is there, is not
    added again, so that the same file brought in twice changes nothing."""
    there = Counter(facts(line) for line in log)
    before: dict[Any, int] = {}
    steps = []
    for read in reading.lines:
        becomes = what_becomes(read, there)
        if becomes is Becomes.NEW and read.written is not None:
            key = facts(read.written)
            if key in before:
                read.notes.append(f"It says the same as line {before[key]}.")
            before.setdefault(key, read.number)
        steps.append(Step(read, becomes))
    return Plan(tuple(steps), reading.notes)


def what_becomes(read: Read, there: Counter[Any]) -> Becomes:
    """What would become of one line; one that is in the log is ticked off there."""
    if read.problems:
        return Becomes.AMISS
    if read.written is None:
        return Becomes.LEFT_OUT
    key = facts(read.written)
    if there[key] > 0:
        there[key] -= 1
        return Becomes.THERE
    return Becomes.NEW


def facts(line: Written | HoursLine) -> tuple[Any, ...]:
    """What makes two lines the same, however either was written."""
    words = " ".join(line.description.split())
    codes = tuple(sorted(line.codes))
    return (line.dated, line.method, words, codes, line.minutes, line.in_paid_hours)


def sealed(key: str, person: Person, lines: Sequence[Written]) -> str:
    """Lines as a page can carry them: nobody else can use them, and nobody can change them."""
    rows = [
        [
            line.dated.isoformat(),
            line.method.value,
            line.description,
            list(line.codes),
            line.minutes,
            line.in_paid_hours,
        ]
        for line in lines
    ]
    made = serializer(key, person).dumps(rows)
    return made if isinstance(made, str) else made.decode()


def opened(key: str, person: Person, text: str) -> list[Written] | None:
    """The lines again; None for what this service did not make for this person within a day."""
    try:
        rows = serializer(key, person).loads(text, max_age=STAYS_FOR)
    except BadData:
        return None
    return [
        Written(date.fromisoformat(day), TrainingMethod(method), words, tuple(codes), minutes, paid)
        for day, method, words, codes, minutes, paid in rows
    ]


def serializer(key: str, person: Person) -> URLSafeTimedSerializer:
    """Signs for one person."""
    return URLSafeTimedSerializer(key, salt=f"hours to bring in, of {person.id}")
