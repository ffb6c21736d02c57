"""What somebody says of an entry in one go."""

from dataclasses import dataclass
from datetime import date

from journal.domain.actions import ActionKind
from journal.domain.standing import Decision

TagRef = tuple[str, str]
"""A framework's key and a code in it."""


@dataclass(frozen=True)
class Decided:
    """A word on one tag; `because` is needed with "not yet" and welcome with a yes."""

    tag: TagRef
    decision: Decision
    because: str


@dataclass(frozen=True)
class Suggested:
    """Something to read or to learn, and by when if that matters."""

    kind: ActionKind
    text: str
    by: date | None


@dataclass(frozen=True)
class Said:
    """Everything that one press sends, on the versions that the page showed."""

    text: str
    decided: tuple[Decided, ...]
    vouched: str
    on_revision: int
    on_statement: int
    suggested: Suggested | None = None
