"""What bringing a file in would do, thing by thing; and that plan as it is kept while it waits."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from journal.domain.draft import Draft
from journal.domain.entry_kind import EntryKind
from journal.elsewhere.reading.found import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    MOST_LETTERS,
    Enclosure,
    Found,
    LeftOut,
    Thing,
)
from journal.elsewhere.reading.to_markdown import as_line
from journal.elsewhere.tagging import Frameworks, TagRef, named_by, named_in_codes
from journal.forms import clean

FIRST_DAY = date(1990, 1, 1)
NO_DATE = "It has no date that we can read, so it gets today's."
IN_THE_FUTURE = "Its date, {day}, is in the future, so it gets today's."
LONG_AGO = "Its date, {day}, is a long time ago, so it gets today's."
TOO_LONG = f"Its text is longer than {LONGEST_TEXT:,} characters, which is more than fits."
TOO_MUCH_TEXT = (
    f"The texts of this file have more than {MOST_LETTERS:,} characters together. Please split "
    "it, for example by year."
)


class Becomes(StrEnum):
    """What would become of a thing in the file."""

    NEW = "new"
    THERE = "there"
    AMISS = "amiss"

    @property
    def label(self) -> str:
        """The same in words."""
        return {"new": "New", "there": "Already here", "amiss": "Needs a look"}[self.value]


@dataclass(frozen=True)
class KeptFile:
    """A file, cleaned and stored, that goes with an entry."""

    name: str
    shows: str
    media_type: str
    size: int
    sha256: str
    address: str


@dataclass
class Step:
    """One thing of the file as the entry it would be, and what becomes of it."""

    where: str
    title: str
    text: str
    kind: EntryKind
    dated: date
    minutes: int | None
    tags: list[TagRef]
    came_as: str
    becomes: Becomes
    notes: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    files: list[KeptFile] = field(default_factory=list)
    enclosed: list[Enclosure] = field(default_factory=list)
    """Files not yet looked into; none when the plan is kept."""

    @property
    def draft(self) -> Draft:
        """What a save would write."""
        return Draft(
            self.kind, None, self.title, self.text, {}, self.dated, self.minutes, off_the_job=False
        )


@dataclass
class Plan:
    """All that bringing a file in would do."""

    source: str
    steps: list[Step]
    left_out: list[LeftOut]
    notes: list[str]
    is_table: bool

    def of(self, becomes: Becomes) -> list[Step]:
        """The things of which this becomes."""
        return [step for step in self.steps if step.becomes is becomes]

    @property
    def new(self) -> list[Step]:
        """What would be added."""
        return self.of(Becomes.NEW)

    @property
    def may_go_on(self) -> bool:
        """Whether there is something to add, and nothing amiss: all of it, or nothing."""
        return bool(self.new) and not self.of(Becomes.AMISS)


@dataclass(frozen=True)
class How:
    """By what things are read: what can be tagged, today, and what was brought over before."""

    known: Frameworks
    today: date
    there: Collection[str]


def plan_of(found: Found, how: How) -> Plan:
    """What would become of each thing. What was brought over before is not added again."""
    seen: dict[str, int] = {}
    steps, left_out = [], list(found.left_out)
    for thing in found.things:
        step = step_of(thing, how, is_table=found.is_table)
        number = seen[step.came_as] = seen.get(step.came_as, 0) + 1
        step.came_as = fingerprint(step.came_as, str(number))
        if step.came_as in how.there and not step.problems:
            step.becomes = Becomes.THERE
        if step.problems and not found.is_table:
            left_out += [LeftOut(step.title, problem) for problem in step.problems]
        else:
            steps.append(step)
    return Plan(found.source, steps, left_out, list(found.notes), found.is_table)


def step_of(thing: Thing, how: How, *, is_table: bool) -> Step:
    """One thing as the entry it would be."""
    codes, words = named_in_codes(thing.ksbs, how.known), named_by(thing.tags, how.known)
    if codes.others:
        said = ", ".join(f"“{each}”" for each in codes.others[:5])
        thing.notes.append(f"Your standard has no such code: {said}. It is kept as a word.")
    step = Step(
        where=thing.where,
        title=proper(thing.title),
        text=whole_text(thing, [*codes.others, *words.others]),
        kind=thing.kind,
        dated=how.today,
        minutes=thing.minutes,
        tags=list(dict.fromkeys([*codes.refs, *words.refs])),
        came_as=fingerprint(thing.title, str(thing.dated or ""), thing.text),
        becomes=Becomes.NEW,
        notes=thing.notes,
        problems=thing.problems,
        enclosed=thing.files,
    )
    give_day(step, thing.dated, how.today, is_table=is_table)
    if len(step.text) > LONGEST_TEXT:
        step.problems.append(TOO_LONG)
    if step.problems:
        step.becomes = Becomes.AMISS
    shorten_title(step)
    return step


def give_day(step: Step, dated: date | None, today: date, *, is_table: bool) -> None:
    """The day it had, when that is one; whoever can mend a table is asked to."""
    if dated is None:
        if not is_table:
            step.notes.append(NO_DATE)
        return
    wrong = IN_THE_FUTURE if dated > today else LONG_AGO if dated < FIRST_DAY else ""
    if not wrong:
        step.dated = dated
        return
    words = wrong.format(day=f"{dated.day} {dated:%B %Y}")
    if is_table:
        step.problems.append(words.partition(", so it")[0] + ". Please check the year.")
    else:
        step.notes.append(words)


def whole_text(thing: Thing, others: Sequence[str]) -> str:
    """The text, and below it what else stood there: words put on it, links, names of files."""
    ending = list(thing.ending)
    if others:
        ending.insert(0, as_line(f"Tags there: {', '.join(others)}"))
    below = "\n".join(ending)
    text = f"{thing.text}\n\n---\n\n{below}" if thing.text and below else thing.text or below
    return proper(text)


def proper(text: str) -> str:
    """Text that every database can hold."""
    return clean(text).encode("utf-8", "replace").decode()


def shorten_title(step: Step) -> None:
    """A title that is a whole paragraph goes above the text, where nothing of it is lost."""
    if len(step.title) <= LONGEST_TITLE:
        return
    if len(step.text) + len(step.title) < LONGEST_TEXT:
        step.text = f"{as_line(step.title)}\n\n{step.text}".strip()
        step.notes.append("Its title is very long, so all of it stands above the text.")
    step.title = step.title[: LONGEST_TITLE - 2].rstrip() + " …"


def fingerprint(*parts: str) -> str:
    """What makes two things the same."""
    return hashlib.sha256("\x1f".join(proper(part) for part in parts).encode()).hexdigest()


def letters(plan: Plan) -> int:
    """How much text there is in all."""
    return sum(len(step.text) + len(step.title) for step in plan.steps)


def as_kept(plan: Plan) -> dict[str, Any]:
    """The plan as data, with what is new in full and of the rest how much there was."""
    return {
        "steps": [kept_step(step) for step in plan.new],
        "left_out": [asdict(each) for each in plan.left_out],
        "notes": plan.notes,
        "there": len(plan.of(Becomes.THERE)),
        "is_table": plan.is_table,
    }


def kept_step(step: Step) -> dict[str, Any]:
    """One step as data."""
    return {**asdict(replace(step, enclosed=[])), "dated": step.dated.isoformat()}


def steps_from(kept: Mapping[str, Any]) -> list[Step]:
    """The steps again."""
    return [
        Step(
            **{
                **each,
                "kind": EntryKind(each["kind"]),
                "dated": date.fromisoformat(each["dated"]),
                "tags": [(framework, code) for framework, code in each["tags"]],
                "becomes": Becomes(each["becomes"]),
                "files": [KeptFile(**file) for file in each["files"]],
            }
        )
        for each in kept.get("steps", [])
    ]


def left_out_from(kept: Mapping[str, Any]) -> list[LeftOut]:
    """What does not come over, again."""
    return [LeftOut(**each) for each in kept.get("left_out", [])]
