"""What one entry could give to a portfolio. Its own title and text have no place here."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from journal.domain.admissibility import Candidate
from journal.domain.enclosing import AttachedFile
from journal.domain.entry_kind import EntryKind
from journal.domain.relationships import RelationshipKind
from journal.domain.standing import TagView


@dataclass(frozen=True)
class Vouched:
    """Somebody's name under one version of an evidence statement."""

    person: UUID
    capacity: RelationshipKind
    words: str
    given_at: datetime
    on_statement: int


@dataclass(frozen=True)
class Given:
    """Who gave the words of one version of a statement, in words, and when."""

    given_by: str
    given_at: datetime
    on_statement: int


@dataclass(frozen=True)
class Message:
    """One message of the thread beside an entry."""

    id: UUID
    person: UUID
    text: str
    written_at: datetime


@dataclass(frozen=True)
class Evidence:
    """All that one entry could give to a portfolio."""

    entry: UUID
    author: UUID
    kind: EntryKind
    dated: date
    statement: str = ""
    number: int = 0
    """The statement's number; 0 while there is none."""
    written_at: datetime | None = None
    tags: tuple[TagView, ...] = ()
    vouched: tuple[Vouched, ...] = ()
    messages: tuple[Message, ...] = ()
    is_deleted: bool = False
    given: tuple[Given, ...] = ()
    """Who gave the words themselves, where the service copied them from there."""
    files: tuple[AttachedFile, ...] = ()
    """Every file of the entry. Which of them go along is the piece's to say."""

    @property
    def candidate(self) -> Candidate:
        """The entry as the rule of admissibility sees it."""
        attested = {one.on_statement for one in self.vouched}
        attested |= {one.on_statement for one in self.given}
        return Candidate(self.kind, self.number, frozenset(attested))
