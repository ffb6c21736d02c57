"""A framework: the coded statements an entry can be tagged against, in their own order."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from journal.domain.finding import Findable, find

PEER_WORKER = "peer-worker"
PRINCIPLES = "principles"
COMPETENCES = "competences"
CURRICULUM = "curriculum"
KEYS = (PEER_WORKER, PRINCIPLES, COMPETENCES, CURRICULUM)
"""The frameworks, in the order they are offered."""
LONGEST_NUMBER = 40  # digits


class StatementKind(StrEnum):
    """What sort of statement a code stands for."""

    KNOWLEDGE = "knowledge"
    SKILL = "skill"
    BEHAVIOUR = "behaviour"
    PRINCIPLE = "principle"
    COMPETENCE = "competence"
    UNIT = "unit"


KSB_KINDS = frozenset({StatementKind.KNOWLEDGE, StatementKind.SKILL, StatementKind.BEHAVIOUR})


class Audience(StrEnum):
    """Who a group of statements speaks to; only the competence map and the curriculum differ."""

    WORKER = "worker"
    OPTIONAL = "optional"
    ORGANISATION = "organisation"


@dataclass(frozen=True)
class Statement:
    """One taggable line: `text` is official wording, `explanation` is ours."""

    framework: str
    code: str
    text: str
    kind: StatementKind
    explanation: str
    group: str

    @property
    def is_ksb(self) -> bool:
        """Whether it is one of an apprenticeship standard's, with a page of its own."""
        return self.kind in KSB_KINDS


@dataclass(frozen=True)
class Group:
    """Statements that belong together: a duty, a domain, a section."""

    key: str
    title: str
    codes: tuple[str, ...]
    audience: Audience = Audience.WORKER


@dataclass(frozen=True)
class Framework:
    """Statements in their natural order (K2 before K10, Mutual before Inclusive), and groups."""

    key: str
    title: str
    short_title: str
    source: str
    statements: tuple[Statement, ...]
    groups: tuple[Group, ...]

    def get(self, code: str) -> Statement | None:
        """The statement with this code, or None: a stored tag may outlive its statement."""
        return self._by_code.get(code)

    def spelt(self, code: str) -> Statement | None:
        """The statement with this code, as typed or in capitals."""
        return self.get(code) or self.get(code.upper())

    def __getitem__(self, code: str) -> Statement:
        return self._by_code[code]

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def __iter__(self) -> Iterator[Statement]:
        return iter(self.statements)

    def __len__(self) -> int:
        return len(self.statements)

    @property
    def codes(self) -> tuple[str, ...]:
        """Every code, in order."""
        return tuple(self._by_code)

    def group(self, key: str) -> Group | None:
        """The group with this key."""
        return next((group for group in self.groups if group.key == key), None)

    def of_kind(self, kind: StatementKind) -> tuple[Statement, ...]:
        """The statements of one kind, in order."""
        return tuple(statement for statement in self.statements if statement.kind is kind)

    def in_group(self, key: str) -> tuple[Statement, ...]:
        """The statements of one group, in order; none for a group that is not there."""
        group = self.group(key)
        return tuple(self._by_code[code] for code in group.codes) if group else ()

    def in_order(self, codes: Iterable[str]) -> tuple[str, ...]:
        """These codes, each once, in the framework's order; unknown ones last, by number."""
        wanted = set(codes)
        known = [code for code in self._by_code if code in wanted]
        return (*known, *sorted(wanted.difference(known), key=natural_key))

    def find(self, words: str) -> tuple[Statement, ...]:
        """What someone looks for in the picker, by code or by words, best first.

        Nothing typed finds everything, in order. Capitals and accents make no difference.
        """
        return tuple(self.statements[place] for place in find(words, self._findable))

    @cached_property
    def _by_code(self) -> dict[str, Statement]:
        return {statement.code: statement for statement in self.statements}

    @cached_property
    def _findable(self) -> tuple[Findable, ...]:
        titles = {group.key: group.title for group in self.groups}
        return tuple(
            Findable.of(each.code, each.text, titles.get(each.group, ""), each.explanation)
            for each in self.statements
        )


def together(newer: Framework, older: Framework) -> Framework:
    """The newer framework, and after it whatever only the older one holds."""
    gone = tuple(each for each in older if each.code not in newer)
    return replace(newer, statements=(*newer.statements, *gone)) if gone else newer


def natural_key(code: str) -> tuple[tuple[bool, int, str], ...]:
    """A key to sort codes by as people count: K2 before K10, 4.2 before 4.10."""
    parts = re.findall(r"\d+|\D+", code)
    return tuple((part.isdecimal(), number_of(part), part.casefold()) for part in parts)


def number_of(part: str) -> int:
    """The number that a part of a code is; what somebody typed may be longer than any number."""
    if not part.isdecimal():
        return 0
    return int(part) if len(part) <= LONGEST_NUMBER else 10**LONGEST_NUMBER
