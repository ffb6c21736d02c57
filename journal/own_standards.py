"""A standard that an organisation brought in: as it is kept, and as everything else knows it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from journal.domain.framework import Audience, Framework, Group, Statement, StatementKind
from journal.domain.standard import Duty, DutySource, Standard

Data = Mapping[str, Any]

DUTY_AND_NUMBER = re.compile(r"^duty\s+\d+\s*[:.\u2013\u2014-]\s*", re.IGNORECASE)
BEHAVIOURS = ("behaviours", "Behaviours, which run through every duty")
UNDER_A_DUTY = (StatementKind.KNOWLEDGE, StatementKind.SKILL)


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


def missing_for_a_standard(framework: Framework) -> list[str]:
    """Why nobody could learn a framework as a standard: sentences, none when all is well."""
    found = []
    others = [each.code for each in framework if not each.is_ksb]
    if not len(framework):
        found.append("It holds no statements, so there would be nothing to learn.")
    elif others:
        found.append(
            "Each statement of a standard is knowledge, a skill or a behaviour. The file does not "
            f"say which of them these are: {', '.join(others[:10])}"
            f"{' and others' if len(others) > 10 else ''}."
        )
    awkward = [each.code for each in framework if re.search(r"[/\\?#%:\s]", each.code)]
    if awkward:
        found.append(
            "A code stands in the address of a page, so it has no spaces and none of / \\ ? # % : "
            f"in it. Please give these other codes: {', '.join(awkward[:10])}."
        )
    return found


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
    return tuple(each["code"] for each in statements if each["kind"] == kind)


def _framework(data: Data, duties: tuple[Duty, ...]) -> Framework:
    group_by_code = {code: f"duty-{duty.number}" for duty in duties for code in duty.codes}
    statements = tuple(
        Statement(
            framework=data["key"],
            code=each["code"],
            text=each["text"],
            kind=StatementKind(each["kind"]),
            explanation=each["explanation"],
            group=group_by_code.get(each["code"], BEHAVIOURS[0]),
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
