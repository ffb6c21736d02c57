"""What changes a log of hours: each function one act, with its audit event."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from journal import mail
from journal.audit import Event, record
from journal.domain.hours import TrainingMethod
from journal.free_id import add_with_free_id, one_at_a_time
from journal.hours import queries
from journal.hours_log import answers_to, is_verified, last_word
from journal.models import HoursLine, HoursWord, Person
from journal.models.base import now
from journal.relationships import between


@dataclass(frozen=True)
class Written:
    """One line as it is written: what was done, when, for how long, and whether in paid hours."""

    dated: date
    method: TrainingMethod
    description: str
    codes: tuple[str, ...]
    minutes: int
    in_paid_hours: bool
    entry_id: UUID | None = None


class NotTheirs(Exception):
    """Somebody would speak for a line who may not: their own, or of one they do not support."""


def add(session: Session, author: Person, written: Written, line_id: UUID) -> HoursLine:
    """A new line; the same form sent twice is one line."""
    one_at_a_time(session, author)
    again = queries.get_line(session, author, line_id)
    if again is not None and again.author_id == author.id and says(again) == written:
        return again
    line = made(author, written, uuid4() if again else line_id)
    add_with_free_id(session, line)
    note(session, author, Event.HOURS_LOGGED, line)
    return line


def change(session: Session, author: Person, line: HoursLine, written: Written) -> HoursLine:
    """A line that takes the place of another, which stays readable. It has to be verified anew."""
    if says(line) == written:
        return line
    line.replaced_at = now()
    newer = made(author, written, uuid4())
    newer.replaces_id = line.id
    session.flush()
    session.add(newer)
    note(session, author, Event.HOURS_CHANGED, newer)
    return newer


def take_off(session: Session, author: Person, line: HoursLine) -> None:
    """The line counts no more; it stays readable for those who could read it."""
    line.replaced_at = now()
    note(session, author, Event.HOURS_TAKEN_OFF, line)


def verify(session: Session, verifier: Person, lines: Sequence[HoursLine]) -> int:
    """Say of lines that it was so; of how many nobody had said it yet is the answer."""
    require_verifier(session, verifier, lines)
    fresh = [line for line in lines if not is_verified(line)]
    for line in fresh:
        say(session, verifier, line, agrees=True, words="")
        note(session, verifier, Event.HOURS_VERIFIED, line)
    return len(fresh)


def ask(session: Session, verifier: Person, line: HoursLine, words: str, page: str) -> None:
    """Ask about a line: it waits until it is changed, or verified after all."""
    require_verifier(session, verifier, [line])
    last = last_word(line)
    if last and last.author_id == verifier.id and not last.agrees and last.words == words:
        return
    say(session, verifier, line, agrees=False, words=words)
    worker = session.get_one(Person, line.author_id)
    mail.something_waits(session, worker, page, between(session, worker.id, verifier.id))
    note(session, verifier, Event.HOURS_QUESTIONED, line)


def answer(session: Session, author: Person, line: HoursLine, words: str, page: str) -> None:
    """Write back to a question about one's own line; whoever asked hears that something waits."""
    asked = last_word(line)
    if author.id != line.author_id or asked is None or asked.agrees:
        raise NotTheirs
    if any(each.words == words for each in answers_to(line)):
        return
    say(session, author, line, agrees=None, words=words)
    bond = between(session, author.id, asked.author_id)
    if bond is not None:
        mail.something_waits(session, bond.other, page, bond)
    note(session, author, Event.HOURS_ANSWERED, line)


def bring_in(session: Session, author: Person, lines: Sequence[Written]) -> int:
    """Add all these lines, in the one transaction of the request."""
    session.add_all([made(author, written, uuid4()) for written in lines])
    record(session, author, Event.HOURS_IMPORTED, owner=author.id, subject=("hours", author.id))
    session.flush()
    return len(lines)


def require_verifier(session: Session, verifier: Person, lines: Sequence[HoursLine]) -> None:
    """Only a line manager or coach of this moment speaks for a line, and never for their own."""
    if not {line.author_id for line in lines} <= queries.learners_of(session, verifier):
        raise NotTheirs


def say(
    session: Session, author: Person, line: HoursLine, *, agrees: bool | None, words: str
) -> None:
    """One more word on a line, under all that was said before."""
    session.add(HoursWord(line_id=line.id, author_id=author.id, agrees=agrees, words=words))


def made(author: Person, written: Written, line_id: UUID) -> HoursLine:
    """The row for a line."""
    return HoursLine(
        id=line_id,
        organisation_id=author.organisation_id,
        author_id=author.id,
        entry_id=written.entry_id,
        dated=written.dated,
        method=written.method,
        description=written.description,
        codes=list(written.codes),
        minutes=written.minutes,
        in_paid_hours=written.in_paid_hours,
    )


def says(line: HoursLine) -> Written:
    """What a line says, as it could be written again."""
    return Written(
        dated=line.dated,
        method=line.method,
        description=line.description,
        codes=tuple(line.codes),
        minutes=line.minutes,
        in_paid_hours=line.in_paid_hours,
        entry_id=line.entry_id,
    )


def note(session: Session, actor: Person, event: Event, line: HoursLine) -> None:
    """Record the act, and send it to the database together with what it did."""
    record(session, actor, event, owner=line.author_id, subject=("hours_line", line.id))
    session.flush()
