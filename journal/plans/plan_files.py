"""An assessment plan as a file: read by the rules of a content file, and written as one."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from journal.content import layout, plan_rules
from journal.content.document import Document, Place, read_text, text_in
from journal.content.shapes import Fields, Text
from journal.domain.assessment_plan import AssessmentPlan
from journal.domain.code_ranges import in_ranges
from journal.domain.standard import Standard
from journal.own_content import data_of, plan_from
from journal.plans.plan_forms import CODE, LONGEST

MOST_BYTES = 200_000
MOST_TOLD = 20
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Some hundred times quicker with what is nested deeply."""
TWO_HALVES = re.compile(r"\\(?:u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})|.)", re.I | re.S)
"""An escape in JSON: a sign far up in Unicode stands there as two, which YAML does not know."""


class NoPlan(Exception):
    """A file that holds no plan that could be kept; `problems` say where, and why."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__(*problems)
        self.problems = problems


@dataclass(frozen=True)
class PlanFile:
    """A plan that could be kept, the text that it was read from, and where its version stands."""

    plan: AssessmentPlan
    text: str
    version_line: int

    @property
    def data(self) -> dict[str, Any]:
        """The plan as it is kept."""
        return data_of(self.plan)


def read_plan(name: str, raw: bytes, standards: Mapping[str, Standard]) -> PlanFile:
    """The plan in a file of YAML or JSON, for one of these standards, by their version's name.

    Raises NoPlan.
    """
    document = Document(name)
    if len(raw) > MOST_BYTES:
        document.wrong((), f"a plan of {MOST_BYTES // 1000} kB or less")
        raise NoPlan(told(document))
    text = text_in(raw, document)
    if text is None:
        raise NoPlan(told(document))
    text = as_yaml(text)
    if line := borrows(text):
        document.wrong((), "every value written out, without `&` and `*`", line)
        raise NoPlan(told(document))
    tried = [checked(name, text, each) for each in fitting(text, standards)]
    well = next((each for each in tried if each.well), None)
    if well is None:
        raise NoPlan(told(tried[0]))
    return PlanFile(plan_from(well.data), text, well.line(("version",)))


def borrows(text: str) -> int | None:
    """The line where a value is written once and meant many times: a little could become a lot."""
    try:
        events = yaml.parse(text, Loader=LOADER)
        lines = (each.start_mark for each in events if isinstance(each, yaml.AliasEvent))
        return next((mark.line + 1 for mark in lines if mark), None)
    except yaml.YAMLError:
        return None


def fitting(text: str, standards: Mapping[str, Standard]) -> list[Standard]:
    """The versions of the standard that the file names, the newest first; all if it names none."""
    named = read_text(Document(""), text, Fields({"standard": Text()})).data
    key = named["standard"] if isinstance(named, dict) else None
    found = [each for each in standards.values() if each.framework.key == key]
    return found or list(standards.values())


def checked(name: str, text: str, standard: Standard) -> Document:
    """The file, read as a plan for this standard."""
    document = read_text(Document(name), text, layout.plan_of(standard.framework.key, CODE))
    if document.well:
        plan_rules.plan(document, standard.framework.codes)
        too_long(document)
    return document


def too_long(document: Document) -> None:
    """Texts beyond all sense, as on the page."""
    data = document.data
    texts: dict[Place, str] = {
        (name,): data[name] for name in ("title", "version", "note", "funding_year")
    }
    texts |= {("words", name): text for name, text in data["words"].items()}
    for number, method in enumerate(data["methods"]):
        texts |= {("methods", number, name): method[name] for name in ("title", "what_it_is")}
    for place, text in texts.items():
        if len(text) > LONGEST:
            document.wrong(place, f"{LONGEST:,} characters or fewer")


def as_yaml(text: str) -> str:
    """JSON as YAML reads it: without tabs between its signs, and with each sign whole."""
    if not text.lstrip().startswith("{"):
        return text

    def whole(found: re.Match[str]) -> str:
        high, low = found.groups()
        if high is None:
            return found[0]
        return bytes.fromhex(high + low).decode("utf-16-be")

    return TWO_HALVES.sub(whole, text.replace("\t", " "))


def told(document: Document) -> tuple[str, ...]:
    """Everything that is wrong, from the top: file, line, field, and what was expected."""
    errors = sorted(document.errors, key=lambda error: error.line)
    more = len(errors) - MOST_TOLD
    said = [str(each) for each in errors[:MOST_TOLD]]
    return (*said, f"And {more} more.") if more > 0 else tuple(said)


def written(plan: AssessmentPlan) -> str:
    """A plan as a file that can be changed and brought in again."""
    data = {name: value for name, value in data_of(plan).items() if value != []}
    return str(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=100))


def as_kept(data: Mapping[str, Any]) -> Any:
    """A plan's data as the database gives it back."""
    return json.loads(json.dumps(data))


def what_it_does(new: AssessmentPlan, before: AssessmentPlan | None) -> list[str]:
    """What keeping it would do, in sentences."""
    said = [f"“{new.title}” is kept as version {new.version} of {new.key}, for {new.standard}."]
    said += [
        f"{each.title}: {in_ranges(each.codes)}"
        + (". The portfolio underpins it." if each.uses_portfolio else ".")
        for each in new.methods
    ]
    if before is None:
        return [*said, "It is the first plan of this name."]
    return [*said, *changes(new, before)]


def changes(new: AssessmentPlan, before: AssessmentPlan) -> list[str]:
    """What differs from an earlier version, as far as a learner would feel it."""
    own, theirs = set(new.assigned), set(before.assigned)
    low, high = new.pieces.typical_low, new.pieces.typical_high
    more, fewer = new.admits - before.admits, before.admits - new.admits
    pieces = f"{low} to {high} pieces" if new.pieces != before.pieces else ""
    hours = f"{new.minimum_hours} hours" if new.minimum_hours != before.minimum_hours else ""
    found = {
        "For the portfolio as well": in_ranges(
            [code for code in new.assigned if code not in theirs]
        ),
        "No longer for the portfolio": in_ranges(
            [code for code in before.assigned if code not in own]
        ),
        "Admitted as well": ", ".join(sorted(kind.label for kind in more)),
        "No longer admitted": ", ".join(sorted(kind.label for kind in fewer)),
        "A portfolio holds": pieces,
        "Fewest hours of training": hours,
    }
    said = [f"{what}: {which}." for what, which in found.items() if which]
    if not said:
        return [f"KSBs, evidence, pieces and hours stay as they are in version {before.version}."]
    return [f"Compared with version {before.version}, this is different.", *said]
