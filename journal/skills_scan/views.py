"""A scan as its page and its files show it: the exact statements, what was answered and said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from journal.domain.framework import Statement
from journal.domain.scan_answers import (
    Given,
    Key,
    Moved,
    codes_behind,
    keys_of,
    moved,
    unanswered,
    without_words,
)
from journal.domain.skills_scan import ScanDuty, ScanPart, ScanStatement, ScanWordKind
from journal.domain.skills_scan import SkillsScan as TheScan
from journal.domain.standard import Standard
from journal.models import Person, ScanWord, SkillsScan
from journal.models.base import now
from journal.names import names_of
from journal.skills_scan import queries
from journal.skills_scan.actions import given_in
from journal.skills_scan.queries import Certificate


@dataclass(frozen=True)
class StatementView:
    """One of the twenty statements, and what was answered to it."""

    key: Key
    statement: ScanStatement
    given: Given
    certificates: tuple[Certificate, ...]
    """Those that the viewer may read."""
    more_certificates: int
    """How many others were named: nothing else is known of them here."""
    behind: tuple[Statement, ...]

    @property
    def part(self) -> ScanPart:
        """Skills or knowledge."""
        return self.key[1]


@dataclass(frozen=True)
class WordView:
    """What somebody said to the scan."""

    by: str
    kind: ScanWordKind
    text: str
    given_at: datetime
    held_on: date | None


@dataclass(frozen=True)
class DutyView:
    """One duty with its two statements, and what was said to it, the latest last."""

    duty: ScanDuty
    statements: tuple[StatementView, ...]
    words: tuple[WordView, ...]
    is_looked_at: bool
    """Whether its page was saved since this scan was begun."""

    @property
    def number(self) -> int:
        """The number of the duty."""
        return self.duty.number

    @property
    def answered(self) -> int:
        """How many of its statements have an answer."""
        return sum(each.given.answer is not None for each in self.statements)

    @property
    def latest(self) -> WordView | None:
        """What was said last."""
        return self.words[-1] if self.words else None


@dataclass(frozen=True)
class ScanView:
    """The whole scan."""

    id: UUID
    author_id: UUID
    number: int
    name: str
    begun_at: datetime
    sent_at: datetime | None
    duties: tuple[DutyView, ...]
    meetings: tuple[WordView, ...]
    missing: tuple[Key, ...]
    bare: tuple[Key, ...]
    total: int

    @property
    def answered(self) -> int:
        """How many statements have an answer."""
        return self.total - len(self.missing)

    @property
    def title(self) -> str:
        """What pages call it."""
        return "Skills scan" + (" (baseline)" if self.number == 1 else f" number {self.number}")


def view_of(
    session: Session, viewer: Person, scan: SkillsScan, the_scan: TheScan, standard: Standard
) -> ScanView:
    """A scan for one viewer: a fixed number of queries."""
    given = given_of(scan)
    certificates = queries.certificates_among(session, viewer, scan.answers)
    names = names_of(session, [scan.author_id, *(each.author_id for each in scan.words)])
    said = [(each.duty, word_of(each, names)) for each in scan.words]
    looked = {each.duty for each in scan.answers if each.saved_at > scan.begun_at}
    duties = tuple(
        DutyView(
            duty,
            tuple(
                statement_of((duty.number, each.part), each, given, certificates, standard)
                for each in duty.statements
            ),
            tuple(word for number, word in said if number == duty.number),
            duty.number in looked,
        )
        for duty in the_scan.duties
    )
    return ScanView(
        scan.id,
        scan.author_id,
        scan.number,
        names[scan.author_id],
        scan.begun_at,
        scan.sent_at,
        duties,
        tuple(word for number, word in said if number is None),
        unanswered(the_scan, given),
        without_words(the_scan, given),
        len(keys_of(the_scan)),
    )


def statement_of(
    key: Key,
    statement: ScanStatement,
    given: Mapping[Key, Given],
    certificates: Mapping[str, Certificate],
    standard: Standard,
) -> StatementView:
    """One statement for one viewer."""
    told = given.get(key, Given())
    shown = tuple(certificates[each] for each in told.certificates if each in certificates)
    return StatementView(
        key,
        statement,
        told,
        shown,
        len(told.certificates) - len(shown),
        statements_behind(standard, key),
    )


def statements_behind(standard: Standard, key: Key) -> tuple[Statement, ...]:
    """The KSBs behind one statement of the scan."""
    found = (standard.framework.get(code) for code in codes_behind(standard, key))
    return tuple(each for each in found if each is not None)


def word_of(word: ScanWord, names: Mapping[UUID, str]) -> WordView:
    """What somebody said, with their name."""
    return WordView(names[word.author_id], word.kind, word.text, word.given_at, word.held_on)


def given_of(scan: SkillsScan) -> dict[Key, Given]:
    """Everything that was answered, by statement."""
    return {(each.duty, each.part): given_in(each) for each in scan.answers}


@dataclass(frozen=True)
class Beside:
    """Several scans of one person, the oldest first, and how each statement moved."""

    numbers: tuple[int, ...]
    days: tuple[datetime, ...]
    rows: tuple[Moved, ...]


def beside(scans: Sequence[SkillsScan], the_scan: TheScan) -> Beside:
    """Scans beside each other."""
    answers = [{key: each.answer for key, each in given_of(scan).items()} for scan in scans]
    return Beside(
        tuple(scan.number for scan in scans),
        tuple(scan.sent_at or now() for scan in scans),
        moved(the_scan, answers),
    )
