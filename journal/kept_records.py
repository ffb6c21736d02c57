"""What a worker keeps of a group that went on without them: its record as it stood then.

The record of today is not theirs to read any more, so nothing shows it by mistake. What they keep
is put together here from the parts that they read, for reading alone.
"""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from journal.domain.joint_records import RecordKind, RecordState, SupervisionPurpose
from journal.joint_records import fill, written_in
from journal.models import Holder, JointRecord, Person, RecordVersion, RecordWord
from journal.models.confidential import for_viewer, visible
from journal.moments import read_moment
from journal.paging import Page, key_text, page_of, read_key


def get_kept(session: Session, me: Person, record_id: UUID) -> JointRecord | None:
    """The record of a group as it stood when this worker left it."""
    newest = session.scalar(newest_kept(me).where(RecordVersion.record_id == record_id))
    return as_it_stood(session, me, [newest])[0] if newest else None


def kept(session: Session, me: Person, after: str) -> Page[JointRecord]:
    """A page of all of them, the one written in last first."""
    page = page_of(
        session,
        newest_kept(me),
        key=(RecordVersion.written_at, RecordVersion.id),
        after=read_key(after, read_moment),
        key_of=lambda each: key_text(each.written_at, each.id),
    )
    return Page(as_it_stood(session, me, page.rows), page.next_key)


def is_kept(of: JointRecord) -> bool:
    """Whether it was put together here, and is no record that anybody writes in."""
    return bool(sa.inspect(of).transient)


def newest_kept(me: Person) -> sa.Select[RecordVersion]:
    """The last version that this worker reads of each record that is no longer theirs to read."""
    theirs = for_viewer(sa.select(JointRecord.id), me)
    newest = sa.select(RecordVersion.record_id, sa.func.max(RecordVersion.number)).group_by(
        RecordVersion.record_id
    )
    return visible(RecordVersion, to=me).where(
        RecordVersion.record_id.not_in(theirs),
        sa.tuple_(RecordVersion.record_id, RecordVersion.number).in_(newest),
    )


def as_it_stood(session: Session, me: Person, newest: Sequence[RecordVersion]) -> list[JointRecord]:
    """The records of which these are the last versions."""
    ids = [each.record_id for each in newest]
    holders = visible(Holder, to=me).where(Holder.record_id.in_(ids)).order_by(Holder.added_at)
    words = visible(RecordWord, to=me).where(RecordWord.record_id.in_(ids))
    found = session.scalars(holders).all()
    said = session.scalars(words.order_by(RecordWord.given_at)).all()
    made = []
    for each in newest:
        record = put_together(each)
        of_it = [word for word in said if word.record_id == each.record_id]
        record.state = RecordState.HELD if of_it else RecordState.OPEN
        set_committed_value(record, "words", of_it)
        mine = [holder for holder in found if holder.record_id == each.record_id]
        set_committed_value(record, "holders", mine)
        made.append(record)
    return made


def put_together(newest: RecordVersion) -> JointRecord:
    """The record as it stood with this version; only a group goes on without one of its workers."""
    record = JointRecord(
        id=newest.record_id,
        author_id=newest.author_id,
        kind=RecordKind.CO_REFLECTION,
        purpose=SupervisionPurpose.PEER,
        revision=newest.number,
        cancelled_because="",
        created_at=newest.written_at,
    )
    fill(record, written_in(newest))
    record.saved_at = newest.written_at
    return record
