"""My supervision on one page: each person I meet, what for, and where we stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from journal import joint_records, record_versions
from journal.domain.joint_records import SupervisionPurpose
from journal.domain.record_layouts import headed
from journal.domain.supervision import (
    PURPOSES_OF,
    USUAL_HOUR,
    USUAL_WEEKS,
    Said,
    Standing,
    next_day,
    standing,
)
from journal.formatting import HOME_ZONE, day_of, today
from journal.models import JointRecord, Person, RecordVersion, Relationship
from journal.supervision import queries


@dataclass(frozen=True)
class Purpose:
    """What two people meet for: their agreement on it, and when they last met."""

    purpose: SupervisionPurpose
    agreement: JointRecord | None
    standing: Standing | None
    standing_version: RecordVersion | None
    """The version that all agreed to: it stands until a later one is agreed."""
    last_held_at: datetime | None
    coming: JointRecord | None

    @property
    def is_used(self) -> bool:
        """Whether there is anything to say of it."""
        return bool(self.agreement or self.last_held_at or self.coming)


@dataclass(frozen=True)
class Meeting:
    """Two people who meet for supervision."""

    bond: Relationship
    who: Person
    supports_me: bool
    purposes: tuple[Purpose, ...]
    waiting: int

    @property
    def shown(self) -> tuple[Purpose, ...]:
        """The purposes that are used, or else the first of those that could be."""
        return tuple(each for each in self.purposes if each.is_used) or self.purposes[:1]

    @property
    def is_used(self) -> bool:
        """Whether the two have begun: with an agreement, or a session planned or held."""
        return any(each.is_used for each in self.purposes)

    @property
    def role(self) -> str:
        """What they are to me, in a few words."""
        label = self.bond.kind.label
        return f"your {label}" if self.supports_me else f"you are their {label}"


def meetings_of(session: Session, me: Person, bonds: Sequence[Relationship]) -> list[Meeting]:
    """Each of these relationships with all that the page says of it, in a few queries."""
    ids = [each.id for each in bonds]
    agreements = queries.agreements_of(session, me, ids)
    stands = record_versions.standing(session, me, agreements.values())
    rhythms = queries.rhythms_of(session, ids)
    waiting = queries.count_waiting(session, me, ids)
    coming: dict[tuple[UUID, SupervisionPurpose | None], JointRecord] = {}
    for record in filter(queries.is_for_two, queries.planned(session, me, ids)):
        for holder in record.holders:
            if holder.relationship_id:
                coming.setdefault((holder.relationship_id, record.purpose), record)
    made = []
    for bond in bonds:
        theirs = {each: agreements.get((bond.id, each)) for each in PURPOSES_OF[bond.kind]}
        purposes = [
            purpose_of(
                me,
                purpose,
                agreement,
                stands.get(agreement.id) if agreement else None,
                rhythms[bond.id, purpose].last_held_at if (bond.id, purpose) in rhythms else None,
                coming.get((bond.id, purpose)),
            )
            for purpose, agreement in theirs.items()
        ]
        mine = bond.worker_id == me.id
        who = bond.other if mine else bond.worker
        made.append(Meeting(bond, who, mine, tuple(purposes), waiting.get(bond.id, 0)))
    return made


def purpose_of(
    me: Person,
    purpose: SupervisionPurpose,
    agreement: JointRecord | None,
    stands: RecordVersion | None,
    last_held_at: datetime | None,
    coming: JointRecord | None,
) -> Purpose:
    """One purpose of two people."""
    if agreement is None:
        return Purpose(purpose, None, None, None, last_held_at, coming)
    state = standing_of(agreement, me, stands)
    return Purpose(purpose, agreement, state, stands, last_held_at, coming)


def standing_of(of: JointRecord, me: Person, stands: RecordVersion | None) -> Standing:
    """Where a record stands for this person; `stands` is the version that all agreed to."""
    said = said_of(of)
    return standing(said, me.id, stands.review_on if stands else None, today())


def said_of(of: JointRecord) -> Said:
    """What the holders said of it."""
    return Said(joint_records.said_of(of), joint_records.asked(of), of.revision)


def suggested(meeting: Meeting, purpose: SupervisionPurpose) -> datetime:
    """When the two could meet next, by their rhythm: the same weekday and time as last time."""
    known = next(each for each in meeting.purposes if each.purpose is purpose)
    stands = known.standing_version
    weeks = (stands.every_weeks if stands else None) or USUAL_WEEKS
    last = known.last_held_at
    if last is None and stands is not None and stands.starts_at:
        begins = day_of(stands.starts_at)
        return at_hour(begins if begins > today() else next_day(begins, weeks, today()))
    if last is None:
        return at_hour(next_day(today(), 1, today()))
    here = last.astimezone(HOME_ZONE)
    return datetime.combine(next_day(here.date(), weeks, today()), here.time(), HOME_ZONE)


def at_hour(day: date) -> datetime:
    """A day at the usual hour."""
    return datetime.combine(day, USUAL_HOUR, HOME_ZONE)


def parts_of(of: JointRecord | RecordVersion, kind_of: JointRecord) -> list[tuple[str, str]]:
    """What stands in a record or one of its versions, (heading, text) each."""
    return [(each.label, text) for each, text in headed(kind_of.kind, of.fields)]
