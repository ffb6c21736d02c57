"""Records that people hold together: a supervision agreement, a session, an observation.

Nobody owns such a record alone. Each save is a version; each holder says of one version that they
agree, or how they see it differently, and their word stays on the version it was said of. A later
version waits for everybody's word again, and the earlier one stays agreed.
"""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class RecordKind(StrEnum):
    """What people hold together."""

    AGREEMENT = "agreement"
    SESSION = "session"
    CO_REFLECTION = "co_reflection"
    OBSERVATION = "observation"
    PROGRESS_REVIEW = "progress_review"
    LEARNING_SUPPORT = "learning_support"
    GATEWAY = "gateway"

    @property
    def label(self) -> str:
        """The record as screens name it."""
        return LABELS[self]


class SupervisionPurpose(StrEnum):
    """What a pair meets for; each has an agreement of its own."""

    PRACTICE = "practice"
    PEER = "peer"
    LINE = "line"

    @property
    def label(self) -> str:
        """The purpose as screens name it."""
        return PURPOSES[self]


class RecordState(StrEnum):
    """How far a record has come. An agreement is only ever open."""

    OPEN = "open"
    HELD = "held"
    CANCELLED = "cancelled"


class Part(StrEnum):
    """Whose side of the record somebody stands on."""

    WORKER = "worker"
    SUPPORTER = "supporter"
    FACILITATOR = "facilitator"
    EMPLOYER = "employer"
    PROVIDER = "provider"


@dataclass(frozen=True)
class RecordField:
    """One thing that a record of a kind holds, as a form asks for it."""

    key: str
    label: str
    hint: str = ""
    rows: int = 3
    choices: tuple[str, ...] = ()
    """Where there are some, one of these is chosen; `rows` of 1 is a line; else it is a text."""


@dataclass(frozen=True)
class Word:
    """What one holder said of one version."""

    person: UUID
    version: int
    agrees: bool
    words: str
    given_at: datetime


def clashing(
    base: Mapping[str, str], saved: Mapping[str, str], mine: Mapping[str, str]
) -> tuple[str, ...]:
    """The headings under which two people wrote different things at once."""
    return tuple(
        key
        for key, text in mine.items()
        if text != base.get(key, "") and saved.get(key, "") not in (base.get(key, ""), text)
    )


def last_words(words: Iterable[Word], version: int) -> Mapping[UUID, Word]:
    """The last word of each holder on one version."""
    of_it = sorted((word for word in words if word.version == version), key=lambda w: w.given_at)
    return {word.person: word for word in of_it}


def is_agreed(words: Iterable[Word], holders: Set[UUID], version: int) -> bool:
    """Whether every holder's last word on this version is a yes."""
    last = last_words(words, version)
    return bool(holders) and all(person in last and last[person].agrees for person in holders)


def agreed_version(words: Iterable[Word], holders: Set[UUID], newest: int) -> int:
    """The newest version that all agreed to; 0 when there is none."""
    said = tuple(words)
    agreed = (number for number in range(newest, 0, -1) if is_agreed(said, holders, number))
    return next(agreed, 0)


def is_signed(
    words: Iterable[Word], sides: Mapping[UUID, Set[Part]], needed: Set[Part], version: int
) -> bool:
    """Whether of each side that must sign, somebody's last word on this version is a yes."""
    said = last_words(words, version).values()
    yes = [sides[word.person] for word in said if word.agrees and word.person in sides]
    return bool(needed) and needed <= frozenset(side for each in yes for side in each)


def signed_version(
    words: Iterable[Word], sides: Mapping[UUID, Set[Part]], needed: Set[Part], newest: int
) -> int:
    """The newest version that every side signed that must; 0 when there is none."""
    said = tuple(words)
    signed = (number for number in range(newest, 0, -1) if is_signed(said, sides, needed, number))
    return next(signed, 0)


def waits_for(words: Iterable[Word], holders: Set[UUID], version: int) -> Set[UUID]:
    """The holders who have said nothing of this version yet."""
    return holders - last_words(words, version).keys()


SIGNED_BY: Mapping[RecordKind, frozenset[Part]] = {
    RecordKind.PROGRESS_REVIEW: frozenset({Part.WORKER, Part.PROVIDER}),
    RecordKind.LEARNING_SUPPORT: frozenset({Part.WORKER, Part.PROVIDER}),
    RecordKind.GATEWAY: frozenset({Part.WORKER, Part.EMPLOYER, Part.PROVIDER}),
}
"""The sides whose yes closes a record of a kind: one of each is enough, and what others say stands
beside it. A record of any other kind takes the yes of everybody who holds it."""

LABELS = {
    RecordKind.AGREEMENT: "Supervision agreement",
    RecordKind.SESSION: "Supervision session",
    RecordKind.CO_REFLECTION: "Co-reflection",
    RecordKind.OBSERVATION: "Observation of practice",
    RecordKind.PROGRESS_REVIEW: "Progress review",
    RecordKind.LEARNING_SUPPORT: "Learning support",
    RecordKind.GATEWAY: "Gateway",
}
PURPOSES = {
    SupervisionPurpose.PRACTICE: "practice supervision",
    SupervisionPurpose.PEER: "peer supervision",
    SupervisionPurpose.LINE: "line management",
}
