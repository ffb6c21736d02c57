"""What changes of a scan: begun, filled in, sent; then others say their word, and it stays."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal import mail, unfinished_copies
from journal.audit import Event, record
from journal.domain.looking_over import put_instead
from journal.domain.passages import has_marks
from journal.domain.scan_answers import Given, Key, mark_of
from journal.domain.skills_scan import ScanPart, ScanWordKind
from journal.forms import LONGEST_TEXT
from journal.free_id import one_at_a_time
from journal.models import Person, Relationship, ScanAnswer, ScanWord, SkillsScan
from journal.models.base import now
from journal.models.confidential import for_viewer, visible
from journal.programmes import learned_by
from journal.sent_scans import asks_of, last_sent
from journal.skills_scan.queries import readers_of
from journal.unfinished_copies import Fields, Typed

TOO_LONG = (
    "Nothing was changed. A text would be longer than {:,} characters with those words. Please "
    "change it yourself."
)
NOT_PRIVATE = (
    "Nothing was changed. Others read what stands there, so it cannot be marked as just for you."
)


class AlreadySent(Exception):
    """The scan was sent, and stays as it was sent."""


class SavedElsewhere(Exception):
    """The page of this duty was saved by another tab or device since it was opened."""


class CannotPut(Exception):
    """The other words do not fit; the message says why."""


@dataclass(frozen=True)
class Word:
    """What a line manager says to one duty."""

    kind: ScanWordKind
    text: str


def begin(session: Session, author: Person) -> SkillsScan:
    """A new scan, which starts from the answers of the last; or the one not sent yet."""
    one_at_a_time(session, author)
    mine = visible(SkillsScan, to=author).where(SkillsScan.author_id == author.id)
    unsent = session.scalar(mine.where(SkillsScan.sent_at.is_(None)).limit(1))
    if unsent is not None:
        return unsent
    newest = sa.select(sa.func.max(SkillsScan.number)).where(SkillsScan.author_id == author.id)
    number = (session.scalar(for_viewer(newest, author)) or 0) + 1
    before, learned = last_sent(session, author, author.id), learned_by(session, author)
    moment = now()
    made = SkillsScan(
        id=uuid4(),
        organisation_id=author.organisation_id,
        author_id=author.id,
        number=number,
        standard=learned.key,
        standard_version=learned.version,
        begun_at=moment,
        saved_at=moment,
    )
    session.add(made)
    session.flush()
    for each in before.answers if before and asks_of(before) == learned else ():
        put(session, made, (each.duty, each.part), given_in(each), saved_at=moment)
    note(session, author, Event.SCAN_BEGUN, made)
    session.refresh(made, ["answers"])
    return made


def save_duty(
    session: Session,
    author: Person,
    scan: SkillsScan,
    number: int,
    given: Mapping[ScanPart, Given],
    based_on: str,
) -> None:
    """Keep what was given to one duty.

    Raises AlreadySent, and SavedElsewhere when it was not written on what is saved.
    """
    if scan.sent_at is not None:
        raise AlreadySent
    saved = given_to(scan, number)
    is_same = mark_of(saved) == mark_of(given)
    if mark_of(saved) != based_on and not is_same:
        raise SavedElsewhere
    for part in ScanPart:
        put(session, scan, (number, part), given.get(part, Given()), saved_at=now())
    if not is_same:
        touch(scan)
        note(session, author, Event.SCAN_SAVED, scan)
    session.flush()
    session.refresh(scan, ["answers"])


def put_aside(session: Session, author: Person, place: str, fields: Fields) -> None:
    """Keep what was saved before another text took its place, for thirty days."""
    copy = unfinished_copies.keep(session, author, uuid4(), Typed(place, fields))
    unfinished_copies.put_away(session, author, copy)


def put_other_words(
    session: Session, author: Person, scan: SkillsScan, words: str, other: str
) -> None:
    """Put other words wherever these stand in a scan that is not sent yet.

    Raises CannotPut, before anything is changed.
    """
    new = {
        (each.duty, each.part): replace(
            given_in(each),
            already=put_instead(each.already, words, other),
            qualifications=put_instead(each.qualifications, words, other),
        )
        for each in scan.answers
    }
    texts = [text for each in new.values() for text in (each.already, each.qualifications)]
    if max(map(len, texts), default=0) > LONGEST_TEXT:
        raise CannotPut(TOO_LONG.format(LONGEST_TEXT))
    if has_marks(other):
        raise CannotPut(NOT_PRIVATE)
    for key, given in new.items():
        put(session, scan, key, given, saved_at=now())
    touch(scan)
    note(session, author, Event.SCAN_SAVED, scan)
    session.flush()
    session.refresh(scan, ["answers"])


def send(session: Session, author: Person, scan: SkillsScan) -> None:
    """From now on it stays as it is; line manager and coach learn that something waits."""
    if scan.sent_at is not None:
        return
    scan.sent_at = now()
    touch(scan)
    note(session, author, Event.SCAN_SENT, scan)
    for relationship in readers_of(session, author):
        tell(session, relationship.other, scan, relationship)
    session.flush()


def say(session: Session, manager: Person, scan: SkillsScan, said: Mapping[int, Word]) -> int:
    """A line manager confirms duties or names further development; the answer is how many words
    are new. What was said before stays."""
    one_at_a_time(session, manager)
    session.refresh(scan, ["words"])
    mine = {each.duty: each for each in scan.words if each.author_id == manager.id}
    new = {
        duty: word
        for duty, word in said.items()
        if duty not in mine or (mine[duty].kind, mine[duty].text) != (word.kind, word.text)
    }
    for duty, word in sorted(new.items()):
        add_word(session, manager, scan, ScanWord(duty=duty, kind=word.kind, text=word.text))
    if new:
        answered(session, manager, scan)
    return len(new)


def note_meeting(
    session: Session, coach: Person, scan: SkillsScan, held_on: date, text: str
) -> None:
    """The coach notes the planning meeting; sent twice, it is noted once."""
    one_at_a_time(session, coach)
    session.refresh(scan, ["words"])
    meetings = [each for each in scan.words if each.kind is ScanWordKind.PLANNING_MEETING]
    if any((each.held_on, each.text, each.author_id) == (held_on, text, coach.id)
           for each in meetings):  # fmt: skip
        return
    word = ScanWord(kind=ScanWordKind.PLANNING_MEETING, held_on=held_on, text=text)
    add_word(session, coach, scan, word)
    answered(session, coach, scan)


def given_in(answer: ScanAnswer) -> Given:
    """What a row holds, as the domain knows it."""
    return Given(
        answer.answer, answer.already, answer.qualifications, tuple(answer.certificate_ids)
    )


def given_to(scan: SkillsScan, number: int) -> dict[ScanPart, Given]:
    """What was given to one duty."""
    return {each.part: given_in(each) for each in scan.answers if each.duty == number}


def put(session: Session, scan: SkillsScan, key: Key, given: Given, *, saved_at: datetime) -> None:
    """Write what was given to one statement into its row; an empty answer needs no row."""
    duty, part = key
    there = (each for each in scan.answers if (each.duty, each.part) == key)
    row = next(there, None)
    if row is None:
        if given.is_empty:
            return
        row = ScanAnswer(scan_id=scan.id, author_id=scan.author_id, duty=duty, part=part)
        session.add(row)
    row.answer, row.already, row.qualifications = given.answer, given.already, given.qualifications
    row.certificate_ids = list(given.certificates)
    row.saved_at = saved_at


def touch(scan: SkillsScan) -> None:
    """It is another version now."""
    scan.revision += 1
    scan.saved_at = now()


def add_word(session: Session, author: Person, scan: SkillsScan, word: ScanWord) -> None:
    """Put a word beside the scan."""
    word.id, word.scan_id, word.author_id = uuid4(), scan.id, author.id
    session.add(word)
    session.flush()


def answered(session: Session, author: Person, scan: SkillsScan) -> None:
    """Write it into the worker's account, and let the worker know."""
    note(session, author, Event.SCAN_ANSWERED, scan)
    worker = session.get_one(Person, scan.author_id)
    tell(session, worker, scan)
    session.flush()
    session.refresh(scan, ["words"])


def tell(
    session: Session, to: Person, scan: SkillsScan, relationship: Relationship | None = None
) -> None:
    """Somebody learns that something waits on the page of this scan, and not what."""
    if to.left_at is None:
        page = mail.page("skills_scan.show", scan_id=scan.id)
        mail.something_waits(session, to, page, relationship)


def note(session: Session, author: Person, event: Event, scan: SkillsScan) -> None:
    """Keep the act in the account of the worker."""
    record(session, author, event, owner=scan.author_id, subject=subject_of(scan.id))
    session.flush()


def subject_of(scan_id: UUID) -> tuple[str, UUID]:
    """How the account names a scan."""
    return ("skills_scan", scan_id)
