"""A standard that an organisation brought in: as it is kept, and as everything else knows it."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from journal.domain.framework import (
    KSB_KINDS,
    Audience,
    Framework,
    Group,
    Statement,
    StatementKind,
)
from journal.domain.standard import Duty, DutySource, Standard

Data = Mapping[str, Any]

DUTY_AND_NUMBER = re.compile(r"^duty\s+\d+\s*[:.\u2013\u2014-]\s*", re.IGNORECASE)
BEHAVIOURS = ("behaviours", "Behaviours, which run through every duty")
UNDER_A_DUTY = (StatementKind.KNOWLEDGE, StatementKind.SKILL)
NOT_FOR_AN_ADDRESS = re.compile(r"[^\w.()+-]+")
MOST_NAMED = 10


def data_of(framework: Framework, version: str) -> dict[str, Any]:
    """A framework as it is kept: plain texts, in order."""
    return {
        "key": framework.key,
        "version": version,
        "title": framework.title,
        "short_title": framework.short_title,
        "source": framework.source,
        "groups": [
            {"key": each.key, "title": each.title, "audience": each.audience.value}
            for each in framework.groups
        ],
        "statements": [
            {
                "code": each.code,
                "text": each.text,
                "kind": each.kind.value,
                "explanation": each.explanation,
                "group": each.group,
            }
            for each in framework.statements
        ],
    }


def framework_as_kept(data: Data) -> Framework:
    """The framework as the file had it: with its own groups, kinds and codes."""
    by_group: dict[str, list[str]] = {each["key"]: [] for each in data["groups"]}
    for each in data["statements"]:
        by_group[each["group"]].append(each["code"])
    return Framework(
        key=data["key"],
        title=data["title"],
        short_title=data["short_title"],
        source=data["source"],
        statements=tuple(
            Statement(
                data["key"],
                each["code"],
                each["text"],
                StatementKind(each["kind"]),
                each["explanation"],
                each["group"],
            )
            for each in data["statements"]
        ),
        groups=tuple(
            Group(
                each["key"], each["title"], tuple(by_group[each["key"]]), Audience(each["audience"])
            )
            for each in data["groups"]
        ),
    )


def standard_from(data: Data) -> Standard:
    """The standard that was kept: groups of knowledge and skills are its duties, in order.

    Behaviours belong to no duty here either, whatever group the file had them in.
    """
    duties = tuple(_duties(data))
    return Standard(
        framework=_framework(data, duties),
        reference="",
        level=None,
        version=data["version"],
        typical_duration_months=None,
        licence="",
        attribution="",
        other_job_titles=(),
        experiences=(),
        duties=duties,
    )


def learned_code(code: str) -> str:
    """A code as it can stand in the address of a page: K 1/2 becomes K-1-2."""
    return NOT_FOR_AN_ADDRESS.sub("-", code).strip("-")


def notes_on(framework: Framework) -> Iterator[str]:
    """What is learned otherwise than the file says it, in sentences."""
    others = [each.code for each in framework if not each.is_ksb]
    if others:
        yield (
            "Each statement of a standard is knowledge, a skill or a behaviour. The file does not "
            f"say which these are, so they are learned as skills: {some_of(others)}."
        )
    changed = [each.code for each in framework if learned_code(each.code) != each.code]
    if changed:
        yield (
            "A code stands in the address of a page, without spaces and strokes. These are written "
            f"with hyphens here: {some_of(changed)}."
        )


def problems_of(framework: Framework, taken: Collection[str]) -> Iterator[str]:
    """Why nobody could learn a framework as a standard; `taken` keys are other frameworks'."""
    if framework.key in taken:
        yield f"{framework.key} is the name of another framework here. Please choose another name."
    if not len(framework):
        yield "It holds no statements, so there would be nothing to learn."
    count = Counter(learned_code(each.code).upper() for each in framework)
    same = [each.code for each in framework if count[learned_code(each.code).upper()] > 1]
    if same:
        yield f"These codes could not be told apart in the address of a page: {some_of(same)}."
    if any(not learned_code(each.code) for each in framework):
        yield "A statement has a code without any letter or number."


def some_of(codes: Sequence[str]) -> str:
    """The first of them, and that there are more."""
    more = f" and {len(codes) - MOST_NAMED} more" if len(codes) > MOST_NAMED else ""
    return ", ".join(codes[:MOST_NAMED]) + more


def _duties(data: Data) -> Iterator[Duty]:
    number = 0
    for group in data["groups"]:
        inside = [each for each in data["statements"] if each["group"] == group["key"]]
        knowledge, skills = (_codes(inside, kind) for kind in UNDER_A_DUTY)
        if knowledge or skills:
            number += 1
            yield Duty(
                number=number,
                title=DUTY_AND_NUMBER.sub("", group["title"]) or group["title"],
                source=DutySource.STANDARD,
                knowledge_source=DutySource.STANDARD,
                knowledge=knowledge,
                skills=skills,
                unconfirmed=(),
            )


def _codes(statements: Iterable[Data], kind: StatementKind) -> tuple[str, ...]:
    return tuple(learned_code(each["code"]) for each in statements if kind_of(each) is kind)


def kind_of(statement: Data) -> StatementKind:
    """As what it is learned: whatever is no knowledge and no behaviour is something one does."""
    kind = StatementKind(statement["kind"])
    return kind if kind in KSB_KINDS else StatementKind.SKILL


def _framework(data: Data, duties: tuple[Duty, ...]) -> Framework:
    group_by_code = {code: f"duty-{duty.number}" for duty in duties for code in duty.codes}
    statements = tuple(
        Statement(
            framework=data["key"],
            code=learned_code(each["code"]),
            text=each["text"],
            kind=kind_of(each),
            explanation=each["explanation"],
            group=group_by_code.get(learned_code(each["code"]), BEHAVIOURS[0]),
        )
        for each in data["statements"]
    )
    left = tuple(each.code for each in statements if each.group == BEHAVIOURS[0])
    rest = (Group(*BEHAVIOURS, left, Audience.WORKER),) if left else ()
    return Framework(
        key=data["key"],
        title=data["title"],
        short_title=data["short_title"],
        source=data["source"],
        statements=statements,
        groups=(*(Group(f"duty-{one.number}", one.title, one.codes) for one in duties), *rest),
    )
