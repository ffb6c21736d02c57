"""What may be typed about an assessment plan: read into the shape of a content file, and checked
by the same rules as a content file is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml
from werkzeug.datastructures import MultiDict

from journal.content import layout, plan_rules
from journal.content.document import Document, read_text
from journal.content.errors import ContentError
from journal.content.shapes import Text
from journal.domain.assessment_plan import AssessmentPlan
from journal.domain.code_ranges import codes_in, in_ranges
from journal.domain.entry_kind import COUNTABLE
from journal.domain.standard import Standard
from journal.exchange.texts import key_of
from journal.forms import clean, trimmed

MOST_METHODS = 20
EMPTY_METHODS = 1
LONGEST = 2_000
CODE = Text("a code of the standard", r"\S+")
WORDS = {
    "end_point_assessment": "The assessment at the end",
    "assessment_organisation": "The organisation that assesses",
    "assessor": "The person who assesses",
    "gateway": "The step before the assessment",
}
LABELS = {
    "title": "Title",
    "version": "Version",
    "note": "What readers should know of it",
    "outside_methods": "KSBs that no method assesses",
    "core": "Core KSBs",
    "pieces.typical_low": "Fewest pieces",
    "pieces.typical_high": "Most pieces",
    "admits": "Kinds of evidence admitted",
    "minimum_hours": "Fewest hours of off-the-job training",
    "funding_year": "Funding year",
    **{f"words.{name}": label for name, label in WORDS.items()},
}
OF_A_METHOD = {
    "title": "title",
    "what_it_is": "what it is",
    "statements": "KSBs assigned",
}
METHOD = re.compile(r"methods\[(\d+)\](?:\.(\w+))?")


@dataclass(frozen=True)
class MethodTyped:
    """One method as its row holds it."""

    key: str = ""
    title: str = ""
    what_it_is: str = ""
    uses_portfolio: bool = False
    codes: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed, so that there is no method."""
        return not (self.title or self.what_it_is or self.codes)


@dataclass
class PlanTyped:
    """A plan as the page holds it, whether it makes sense or not."""

    key: str
    texts: dict[str, str]
    methods: list[MethodTyped]
    admits: tuple[str, ...]
    illustrative: bool
    admits_attested_reflections: bool
    problems: list[tuple[str, str]] = field(default_factory=list)

    def text(self, name: str) -> str:
        """One line of it."""
        return self.texts.get(name, "")


def typed_from(plan: AssessmentPlan, version: str) -> PlanTyped:
    """A plan to begin with, as a further version."""
    texts = {
        "title": plan.title,
        "version": version,
        "note": plan.note,
        "outside_methods": in_ranges(plan.outside_methods),
        "core": in_ranges(plan.core),
        "pieces.typical_low": str(plan.pieces.typical_low),
        "pieces.typical_high": str(plan.pieces.typical_high),
        "minimum_hours": str(plan.minimum_hours),
        "funding_year": plan.funding_year,
        **{f"words.{name}": getattr(plan.words, name) for name in WORDS},
    }
    methods = [
        MethodTyped(
            each.key, each.title, each.what_it_is, each.uses_portfolio, in_ranges(each.codes)
        )
        for each in plan.methods
    ]
    return PlanTyped(
        key=plan.key,
        texts=texts,
        methods=[*methods, *[MethodTyped()] * EMPTY_METHODS],
        admits=tuple(kind.value for kind in plan.admits),
        illustrative=plan.illustrative,
        admits_attested_reflections=plan.admits_attested_reflections,
    )


def read_typed(given: MultiDict[str, str], key: str) -> PlanTyped:
    """What a page sent, every word kept."""
    texts = {name: trimmed(given.get(name)) for name in LABELS if name != "admits"}
    texts["note"] = clean(given.get("note")).strip()
    methods = [read_method(given, f"method-{number}-") for number in range(MOST_METHODS)]
    methods = [each for each in methods if not each.is_empty]
    return PlanTyped(
        key=key,
        texts=texts,
        methods=[*methods, *[MethodTyped()] * EMPTY_METHODS],
        admits=tuple(dict.fromkeys(given.getlist("admits"))),
        illustrative="illustrative" in given,
        admits_attested_reflections="admits_attested_reflections" in given,
    )


def read_method(given: MultiDict[str, str], start: str) -> MethodTyped:
    """One row; a method that is taken out is empty."""
    if given.get(start + "out"):
        return MethodTyped()
    return MethodTyped(
        key=trimmed(given.get(start + "key")),
        title=trimmed(given.get(start + "title")),
        what_it_is=trimmed(given.get(start + "what_it_is")),
        uses_portfolio=start + "uses_portfolio" in given,
        codes=trimmed(given.get(start + "codes")),
    )


def check(typed: PlanTyped, standard: Standard) -> dict[str, Any] | None:
    """The plan as it is kept; None, and sentences in `problems`, where something is wrong."""
    typed.problems = list(too_long(typed))
    if typed.problems:
        return None
    shape = layout.plan_of(standard.framework.key, CODE)
    text = yaml.safe_dump(data_typed(typed, standard), allow_unicode=True, sort_keys=False)
    document = read_text(Document("plan"), text, shape)
    if document.well:
        plan_rules.plan(document, standard.framework.codes)
    typed.problems = list(dict.fromkeys(map(sentence_of, document.errors)))
    data: dict[str, Any] | None = document.data if document.well else None
    return data


def too_long(typed: PlanTyped) -> Iterator[tuple[str, str]]:
    """Texts beyond all sense."""
    for name, text in typed.texts.items():
        if len(text) > LONGEST:
            yield name, f"Please keep “{LABELS[name]}” to {LONGEST:,} characters or fewer."
    for number, method in enumerate(typed.methods):
        for text in (method.title, method.what_it_is, method.codes):
            if len(text) > LONGEST:
                yield f"method-{number}-title", f"Please keep each text to {LONGEST:,} characters."


def data_typed(typed: PlanTyped, standard: Standard) -> dict[str, Any]:
    """What was typed, in the shape of a content file; numbers only where a number stands."""
    known = standard.framework.codes
    listed = {name: codes_in(typed.text(name), known) for name in ("outside_methods", "core")}
    return {
        "key": typed.key,
        "title": typed.text("title"),
        "standard": standard.framework.key,
        "version": typed.text("version"),
        "illustrative": typed.illustrative,
        "note": typed.text("note"),
        "methods": list(methods_typed(typed.methods, known)),
        **{name: codes for name, codes in listed.items() if codes},
        "pieces": {
            name: number(typed.text(f"pieces.{name}")) for name in ("typical_low", "typical_high")
        },
        "admits": list(typed.admits),
        "admits_attested_reflections": typed.admits_attested_reflections,
        "minimum_hours": number(typed.text("minimum_hours")),
        "funding_year": typed.text("funding_year"),
        "words": {name: typed.text(f"words.{name}") for name in WORDS},
    }


def methods_typed(methods: Sequence[MethodTyped], known: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Each method; a new one gets a key made of its title."""
    taken = {each.key for each in methods if each.key}
    for place, each in enumerate(methods):
        if each.is_empty:
            continue
        key = each.key or key_of(each.title) or f"method-{place + 1}"
        while not each.key and key in taken:
            key = f"{key}-{place + 1}"
        taken.add(key)
        yield {
            "key": key,
            "title": each.title,
            "what_it_is": each.what_it_is,
            "uses_portfolio": each.uses_portfolio,
            "statements": codes_in(each.codes, known),
        }


def number(text: str) -> int | str:
    """A number where one stands, and what stands there where none does."""
    return int(text) if re.fullmatch(r"[1-9]\d{0,8}", text, re.ASCII) else text


def sentence_of(error: ContentError) -> tuple[str, str]:
    """(id of the field, what was expected there): the field by its label and its place."""
    found = METHOD.match(error.field)
    if found:
        place = int(found[1]) - 1
        name = found[2] if found[2] in OF_A_METHOD else "statements"
        label = f"Method {place + 1}, {OF_A_METHOD[name]}"
        where = f"method-{place}-{'codes' if name == 'statements' else name}"
    else:
        plain = re.sub(r"\[\d+\]", "", error.field)
        label = LABELS.get(plain, "Methods" if plain == "methods" else plain)
        where = "methods" if plain == "methods" else plain
    return where, f"{label} ({error.field}): expected {error.expected}."


def kinds_offered() -> tuple[str, ...]:
    """The kinds that a plan may admit."""
    return tuple(COUNTABLE)
