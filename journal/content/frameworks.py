"""The four frameworks, from data that has been checked."""

from collections.abc import Iterable, Mapping
from typing import Any

from journal.domain.framework import (
    Audience,
    Framework,
    Group,
    Statement,
    StatementKind,
)
from journal.domain.standard import Duty, DutySource, Standard

Data = Mapping[str, Any]

KIND_BY_LETTER = {
    "K": StatementKind.KNOWLEDGE,
    "S": StatementKind.SKILL,
    "B": StatementKind.BEHAVIOUR,
}
BEHAVIOURS = Group("behaviours", "Behaviours, which run through every duty", ())


def standard(data: Data) -> Standard:
    """The standard: its statements grouped by duty, and the behaviours on their own."""
    duties = tuple(_duty(duty) for duty in data["duties"])
    group_by_code = {code: f"duty-{duty.number}" for duty in duties for code in duty.codes}
    statements = tuple(
        Statement(
            framework=data["key"],
            code=line["code"],
            text=line["text"],
            kind=KIND_BY_LETTER[line["code"][0]],
            explanation=line["explanation"],
            group=group_by_code.get(line["code"], BEHAVIOURS.key),
        )
        for line in data["statements"]
    )
    groups = [Group(f"duty-{duty.number}", duty.title, duty.codes) for duty in duties]
    left = tuple(each.code for each in statements if each.group == BEHAVIOURS.key)
    groups.append(Group(BEHAVIOURS.key, BEHAVIOURS.title, left))
    return Standard(
        framework=_framework(data, statements, groups),
        reference=data["reference"],
        level=data["level"],
        version=data["version"],
        typical_duration_months=data["typical_duration_months"],
        licence=data["licence"],
        attribution=data["attribution"],
        other_job_titles=data["other_job_titles"],
        experiences=data["experiences"],
        duties=duties,
    )


def principles(data: Data) -> Framework:
    """The eight principles, as one group of statements."""
    lines = data["principles"]
    statements = tuple(
        Statement(
            framework=data["key"],
            code=line["code"],
            text=line["heading"],
            kind=StatementKind.PRINCIPLE,
            explanation=f"{line['meaning']} {line['explanation']}",
            group=data["key"],
        )
        for line in lines
    )
    group = Group(data["key"], data["title"], tuple(line["code"] for line in lines))
    return _framework(data, statements, [group])


def competences(data: Data) -> Framework:
    """The competence map: a domain without rows of its own is a statement itself."""
    statements: list[Statement] = []
    groups: list[Group] = []
    for domain in data["domains"]:
        own = {"code": str(domain["number"]), "title": domain["title"]}
        lines = [{**own, "explanation": domain["explanation"]}] if domain["taggable"] else []
        lines.extend(domain["competences"])
        key = f"domain-{domain['number']}"
        statements.extend(
            Statement(
                framework=data["key"],
                code=line["code"],
                text=line["title"],
                kind=StatementKind.COMPETENCE,
                explanation=line["explanation"],
                group=key,
            )
            for line in lines
        )
        codes = tuple(line["code"] for line in lines)
        groups.append(Group(key, domain["title"], codes, Audience(domain["audience"])))
    return _framework(data, statements, groups)


def curriculum(data: Data) -> Framework:
    """The curriculum's units, in their sections."""
    statements: list[Statement] = []
    groups: list[Group] = []
    for section in data["sections"]:
        key = f"section-{section['number']}"
        statements.extend(
            Statement(
                framework=data["key"],
                code=unit["code"],
                text=unit["title"],
                kind=StatementKind.UNIT,
                explanation=unit["aims"],
                group=key,
            )
            for unit in section["units"]
        )
        codes = tuple(unit["code"] for unit in section["units"])
        audience = Audience.OPTIONAL if section["optional"] else Audience.WORKER
        groups.append(Group(key, section["title"], codes, audience))
    return _framework(data, statements, groups)


def _framework(data: Data, statements: Iterable[Statement], groups: Iterable[Group]) -> Framework:
    return Framework(
        key=data["key"],
        title=data["title"],
        short_title=data["short_title"],
        source=data["source"],
        statements=tuple(statements),
        groups=tuple(groups),
    )


def _duty(data: Data) -> Duty:
    source = DutySource(data["source"])
    return Duty(
        number=data["number"],
        title=data["title"],
        source=source,
        knowledge_source=DutySource(data["knowledge_source"] or source),
        knowledge=data["knowledge"],
        skills=data["skills"],
        unconfirmed=data["unconfirmed"],
    )
