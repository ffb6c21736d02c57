"""Dates alone, kept beside the records: for those who may know whether people met, and no more."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal import joint_records, record_versions
from journal.domain.joint_records import SupervisionPurpose, last_words
from journal.domain.supervision import first_after
from journal.formatting import day_of
from journal.models import JointRecord, Person, Relationship, Rhythm
from journal.models.base import now
from journal.supervision.queries import last_held, planned


def note_agreed(session: Session, me: Person, of: JointRecord) -> None:
    """Somebody said their word on this agreement: keep what the version says of dates to which
    all agree by now, which may be an earlier one, or none."""
    version = record_versions.standing(session, me, [of]).get(of.id)
    words = last_words(joint_records.said_of(of), version.number) if version else {}
    last = max((each.given_at for each in words.values()), default=None)
    for rhythm in rhythms_of(session, of):
        rhythm.agreed_on = day_of(last) if last else None
        rhythm.review_on = version.review_on if version else None
        rhythm.every_weeks = version.every_weeks if version else None


def note_held(session: Session, of: JointRecord) -> None:
    """A session took place."""
    for rhythm in rhythms_of(session, of):
        rhythm.last_held_at = later(rhythm.last_held_at, of.starts_at)


def note_not_held(session: Session, me: Person, of: JointRecord) -> None:
    """It did not take place after all: which session was the last?"""
    for rhythm in rhythms_of(session, of):
        rhythm.last_held_at = last_held(session, me, rhythm.relationship_id, rhythm.purpose)


def note_planned(session: Session, me: Person, of: JointRecord) -> None:
    """Something was planned, moved, closed or cancelled: which session comes next?

    Whoever does it must see every session of the relationship, as both of a pair do, and a
    facilitator, though not the others of a group.
    """
    for rhythm in rhythms_of(session, of):
        open_ones = planned(session, me, [rhythm.relationship_id])
        mine = [each.starts_at for each in open_ones if each.purpose is rhythm.purpose]
        rhythm.next_at = first_after((each for each in mine if each), now())


def rhythms_of(session: Session, of: JointRecord) -> Iterator[Rhythm]:
    """The row of each relationship that still lasts, made where there is none yet."""
    by = [each.relationship_id for each in of.holders if each.relationship_id]
    lasting = session.scalars(
        sa.select(Relationship.id)
        .where(Relationship.id.in_(by), Relationship.is_current())
        .with_for_update()
    ).all()
    for relationship_id in lasting if of.purpose else ():
        yield rhythm_of(session, relationship_id, of.purpose)


def rhythm_of(
    session: Session, relationship_id: UUID, purpose: SupervisionPurpose | None
) -> Rhythm:
    """One row; the relationship is locked meanwhile, so that two never make it twice."""
    found = session.get(Rhythm, (relationship_id, purpose))
    if found is None:
        found = Rhythm(relationship_id=relationship_id, purpose=purpose)
        session.add(found)
    return found


def later(one: datetime | None, other: datetime | None) -> datetime | None:
    """The later of two moments, of which either may be missing."""
    return max((each for each in (one, other) if each), default=None)
