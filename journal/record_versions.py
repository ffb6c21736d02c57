"""The versions of the records that people hold together: read one by one, as somebody asks."""

from collections.abc import Iterable
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal import joint_records
from journal.models import JointRecord, Person, RecordVersion
from journal.models.confidential import visible
from journal.paging import PAGE_SIZE, Page


def numbered(session: Session, me: Person, of: JointRecord, number: int) -> RecordVersion | None:
    """One version, if it is there for this person."""
    return session.scalar(
        visible(RecordVersion, to=me).where(
            RecordVersion.record_id == of.id, RecordVersion.number == number
        )
    )


def standing(
    session: Session, me: Person, records: Iterable[JointRecord]
) -> dict[UUID, RecordVersion]:
    """The newest version that all agreed to, of each record that has one."""
    wanted = [(each.id, number) for each in records if (number := joint_records.agreed(each))]
    if not wanted:
        return {}
    key = sa.tuple_(RecordVersion.record_id, RecordVersion.number)
    found = session.scalars(visible(RecordVersion, to=me).where(key.in_(wanted)))
    return {each.record_id: each for each in found}


def versions_of(
    session: Session, me: Person, of: JointRecord, before: int = 0
) -> Page[RecordVersion]:
    """A page of its versions, the newest first, from before the number that is named."""
    wanted = visible(RecordVersion, to=me).where(RecordVersion.record_id == of.id)
    if before:
        wanted = wanted.where(RecordVersion.number < before)
    found = session.scalars(wanted.order_by(RecordVersion.number.desc()).limit(PAGE_SIZE + 1)).all()
    more = len(found) > PAGE_SIZE
    return Page(found[:PAGE_SIZE], str(found[PAGE_SIZE - 1].number) if more else None)
