"""Writing in the records that people hold together, whichever room shows them.

Nobody's text replaces another's: each save is a version, and a save made on an old version is
refused so that the room can show both. A word stays on the version it was said of.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.orm.exc import StaleDataError

from journal import mail
from journal.audit import Event, opened, record
from journal.domain.joint_records import (
    SIGNED_BY,
    Part,
    RecordKind,
    RecordState,
    SupervisionPurpose,
    Word,
    agreed_version,
    signed_version,
)
from journal.free_id import add_with_free_id, one_at_a_time
from journal.models import Holder, JointRecord, Person, RecordVersion, RecordWord, Relationship
from journal.models.base import now
from journal.models.confidential import visible
from journal.record_sides import is_beside, side_of, sides_of


class SavedElsewhere(Exception):
    """The record was saved since the page that is now being saved was opened."""


class Closed(Exception):
    """Everybody agreed to the record, or it was cancelled: it stays as it is."""


@dataclass(frozen=True)
class Written:
    """What one save writes."""

    fields: Mapping[str, str] = field(default_factory=dict)
    starts_at: datetime | None = None
    minutes: int | None = None
    review_on: date | None = None
    every_weeks: int | None = None


def begin(
    session: Session,
    author: Person,
    record_id: UUID,
    kind: RecordKind,
    purpose: SupervisionPurpose | None,
    relationships: Sequence[Relationship],
    written: Written,
    follows: JointRecord | None = None,
) -> JointRecord:
    """A new record, held by the workers of these relationships and by who supports them.

    A form sent twice makes one record.
    """
    one_at_a_time(session, author)
    again = sent_before(session, author, record_id, kind, purpose, relationships)
    if again is not None:
        return again
    is_taken = session.scalar(visible(JointRecord, to=author).where(JointRecord.id == record_id))
    made = JointRecord(
        id=uuid4() if is_taken else record_id,
        organisation_id=author.organisation_id,
        author_id=author.id,
        kind=kind,
        purpose=purpose,
        state=RecordState.OPEN,
        follows_id=follows.id if follows else None,
        revision=1,
    )
    fill(made, written)
    add_with_free_id(session, made)
    for worker_id in dict.fromkeys(each.worker_id for each in relationships):
        add_holder(session, author, made, worker_id, Part.WORKER, None)
    for each in relationships:
        add_holder(session, author, made, each.other_id, side_of(kind, each), each.id)
    keep_version(session, author, made)
    session.flush()
    session.refresh(made, ["holders", "words"])
    note(session, author, Event.RECORD_BEGUN, made)
    return made


def sent_before(
    session: Session,
    author: Person,
    record_id: UUID,
    kind: RecordKind,
    purpose: SupervisionPurpose | None,
    relationships: Sequence[Relationship],
) -> JointRecord | None:
    """The record that this very form made when it was sent before. An id that names another one
    that the writer holds leads nowhere: no form reaches what it was not made for."""
    found = session.scalar(visible(JointRecord, to=author).where(JointRecord.id == record_id))
    if found is None or (found.kind, found.purpose, found.author_id) != (kind, purpose, author.id):
        return None
    by = {each.relationship_id for each in found.holders if each.relationship_id}
    return found if by == {each.id for each in relationships} else None


def save(
    session: Session, author: Person, changed: JointRecord, written: Written, based_on: int
) -> bool:
    """The next version; whether there was anything new in it."""
    if written == written_in(changed):
        return False
    if changed.state is RecordState.CANCELLED or is_closed(changed):
        raise Closed
    if is_over_for(session, changed, author):
        raise Closed
    if based_on != changed.revision:
        raise SavedElsewhere
    changed.revision += 1
    fill(changed, written)
    try:
        session.flush()
    except StaleDataError as error:
        raise SavedElsewhere from error
    keep_version(session, author, changed)
    session.flush()
    note(session, author, Event.RECORD_SAVED, changed)
    return True


def say(
    session: Session, author: Person, of: JointRecord, version: int, agrees: bool, words: str
) -> bool:
    """A holder's word on one version that they read; the same word again changes nothing."""
    last = [each for each in of.words if (each.author_id, each.on_version) == (author.id, version)]
    if last and (last[-1].agrees, last[-1].words) == (agrees, words):
        return False
    if not 1 <= version <= of.revision or of.state is RecordState.CANCELLED:
        raise Closed
    if (is_closed(of) and not is_beside(author, of)) or is_over(session, of):
        raise Closed
    session.add(
        RecordWord(
            record_id=of.id, author_id=author.id, on_version=version, agrees=agrees, words=words
        )
    )
    session.flush()
    session.refresh(of, ["words"])
    event = Event.RECORD_AGREED if agrees else Event.RECORD_SEEN_DIFFERENTLY
    note(session, author, event, of)
    return True


def tell(session: Session, me: Person, of: JointRecord, page: str) -> None:
    """Let everybody who still holds it know that something waits, by letters that end with the
    relationship that they hold it by."""
    by = [each.relationship_id for each in of.holders if each.relationship_id]
    bonds = session.scalars(
        sa.select(Relationship)
        .where(Relationship.id.in_(by), Relationship.is_current())
        .options(joinedload(Relationship.worker), joinedload(Relationship.other))
    )
    told = {me.id}
    for bond in bonds:
        for person in (bond.worker, bond.other):
            if person.id not in told and person.left_at is None:
                told.add(person.id)
                mail.something_waits(session, person, page, bond)
    session.flush()


def add_holder(
    session: Session,
    author: Person,
    to: JointRecord,
    person_id: UUID,
    side: Part,
    relationship_id: UUID | None,
) -> None:
    """Let somebody hold the record: a worker for good, others by a relationship."""
    session.add(
        Holder(
            record_id=to.id,
            person_id=person_id,
            side=side,
            relationship_id=relationship_id,
            author_id=author.id,
        )
    )


def agreed(of: JointRecord) -> int:
    """The newest version that every holder agreed to, or every side signed that must; 0 when
    there is none."""
    if of.kind in SIGNED_BY:
        return signed_version(said_of(of), sides_of(of), SIGNED_BY[of.kind], of.revision)
    return agreed_version(said_of(of), asked(of), of.revision)


def is_closed(of: JointRecord) -> bool:
    """Whether the record of something that took place stands as all agreed it; an agreement is
    drawn up anew for as long as it lasts."""
    return of.kind is not RecordKind.AGREEMENT and agreed(of) == of.revision


def is_over(session: Session, of: JointRecord) -> bool:
    """Whether nobody supports a worker under it any more: the record closed as it stood."""
    by = [each.relationship_id for each in of.holders if each.relationship_id]
    still = sa.select(Relationship.id).where(Relationship.id.in_(by), Relationship.is_current())
    return session.scalar(still.limit(1)) is None


def is_over_for(session: Session, of: JointRecord, me: Person) -> bool:
    """The same for one of its holders: a group goes on without whoever has left it."""
    by = [each.relationship_id for each in of.holders if each.relationship_id]
    is_one = (Relationship.worker_id == me.id) | (Relationship.other_id == me.id)
    still = sa.select(Relationship.id).where(
        Relationship.id.in_(by), is_one, Relationship.is_current()
    )
    return session.scalar(still.limit(1)) is None


def said_of(of: JointRecord) -> tuple[Word, ...]:
    """What the holders said of its versions, as the rules see it."""
    return tuple(
        Word(each.author_id, each.on_version, each.agrees, each.words, each.given_at)
        for each in of.words
    )


def people_of(of: JointRecord) -> frozenset[UUID]:
    """Everybody who holds it."""
    return frozenset(each.person_id for each in of.holders)


def asked(of: JointRecord) -> frozenset[UUID]:
    """Everybody whose word it takes: not of whoever left a group before this was saved."""
    left = {person: of.left_at(person) for person in people_of(of)}
    return frozenset(person for person, at in left.items() if at is None or at >= of.saved_at)


def workers_of(of: JointRecord) -> frozenset[UUID]:
    """The workers whose record it is."""
    return frozenset(each.person_id for each in of.holders if each.side is Part.WORKER)


def there_now(of: JointRecord) -> list[UUID]:
    """The workers who hear what becomes of it: those who left a group do not."""
    return sorted(each for each in workers_of(of) if of.left_at(each) is None)


def written_in(of: JointRecord | RecordVersion) -> Written:
    """What a save of the record as it stands, or as it once stood, would write."""
    return Written(of.fields, of.starts_at, of.minutes, of.review_on, of.every_weeks)


def fill(into: JointRecord, written: Written) -> None:
    """Write it into the record as it stands."""
    into.fields = dict(written.fields)
    into.starts_at, into.minutes = written.starts_at, written.minutes
    into.review_on, into.every_weeks = written.review_on, written.every_weeks
    into.saved_at = now()


def keep_version(session: Session, author: Person, of: JointRecord) -> None:
    """Keep what now stands as the version that it is."""
    session.add(
        RecordVersion(
            record_id=of.id,
            author_id=author.id,
            number=of.revision,
            fields=of.fields,
            starts_at=of.starts_at,
            minutes=of.minutes,
            review_on=of.review_on,
            every_weeks=of.every_weeks,
        )
    )


def note(session: Session, actor: Person, event: Event, of: JointRecord) -> None:
    """Write the act into the account of every worker whose record it is."""
    for worker_id in there_now(of):
        record(session, actor, event, owner=worker_id, subject=("joint_record", of.id))
    session.flush()


def note_opened(viewer: Person, of: JointRecord) -> None:
    """Note that somebody read it, for every worker whose record it is."""
    for worker_id in there_now(of):
        opened(viewer, worker_id, ("joint_record", of.id))
