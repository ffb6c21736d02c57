"""The one form between a framework here and the files of other systems."""

from dataclasses import dataclass, field

from journal.domain.framework import Audience, Framework, Group, Statement, StatementKind
from journal.exchange.texts import line, lines

LONGEST_SHORT_TITLE = 40


@dataclass(frozen=True)
class ExchangedGroup:
    """A duty, a domain, a section."""

    key: str
    title: str
    audience: Audience = Audience.WORKER


@dataclass(frozen=True)
class ExchangedStatement:
    """A coded line in its group; `related` are other codes of the same framework."""

    code: str
    text: str
    kind: StatementKind
    group: str
    explanation: str = ""
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class Exchanged:
    """A whole framework, in order; a group holds its statements in the order they stand here.

    `changed` is when it last changed, if a file says so. `notes` say what was seen in a file and
    not taken along, in plain sentences; they are no part of the framework.
    """

    key: str
    title: str
    short_title: str
    source: str
    version: str
    description: str
    groups: tuple[ExchangedGroup, ...]
    statements: tuple[ExchangedStatement, ...]
    changed: str = field(default="", compare=False)
    notes: tuple[str, ...] = field(default=(), compare=False)


def from_framework(
    framework: Framework, version: str = "", description: str = "", changed: str = ""
) -> Exchanged:
    """A framework as it goes out; line breaks inside a statement become spaces."""
    return Exchanged(
        key=framework.key,
        title=line(framework.title),
        short_title=line(framework.short_title),
        source=line(framework.source),
        version=line(version),
        description=lines(description),
        groups=tuple(
            ExchangedGroup(group.key, line(group.title), group.audience)
            for group in framework.groups
        ),
        statements=tuple(
            ExchangedStatement(
                code=each.code,
                text=line(each.text),
                kind=each.kind,
                group=each.group,
                explanation=lines(each.explanation),
            )
            for each in framework.statements
        ),
        changed=changed,
    )


def framework_from(exchanged: Exchanged, key: str = "") -> Framework:
    """The framework that an import would lay in, under this key or under the file's own.

    The domain has no place for relations, version and description: whoever keeps the import
    finds them in `exchanged`.
    """
    name = key or exchanged.key
    by_group: dict[str, list[str]] = {group.key: [] for group in exchanged.groups}
    for each in exchanged.statements:
        by_group[each.group].append(each.code)
    return Framework(
        key=name,
        title=exchanged.title,
        short_title=exchanged.short_title or _shortened(exchanged.title),
        source=exchanged.source,
        statements=tuple(
            Statement(name, each.code, each.text, each.kind, each.explanation, each.group)
            for each in exchanged.statements
        ),
        groups=tuple(
            Group(group.key, group.title, tuple(by_group[group.key]), group.audience)
            for group in exchanged.groups
        ),
    )


def _shortened(title: str) -> str:
    """The title's first whole words, as many as a button can hold."""
    if len(title) <= LONGEST_SHORT_TITLE:
        return title
    kept = title[:LONGEST_SHORT_TITLE].rpartition(" ")[0]
    return f"{kept or title[: LONGEST_SHORT_TITLE - 1]}…"
