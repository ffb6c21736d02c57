"""How many have supervision: counted from dates alone, and told so that nobody can be found.

They are counted once a month and never while somebody looks: whoever can end a relationship could
count before and after it, and learn what the two counts together tell of one person.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal.domain.counts import Counted, Told, told
from journal.domain.relationships import RelationshipKind
from journal.formatting import today
from journal.models import Organisation, Person, Relationship, Rhythm, SupervisionCount
from journal.models.base import now

COUNTED = (RelationshipKind.SUPERVISOR, RelationshipKind.MANAGER)


@dataclass(frozen=True)
class TakenOn:
    """What is said, and the day on which it was counted."""

    day: date
    told: Told


@dataclass(frozen=True)
class Dates:
    """What is known of one relationship's supervision; all missing where nothing was agreed."""

    worker: UUID
    agreed_on: date | None
    review_on: date | None
    every_weeks: int | None
    last_held_at: datetime | None

    def met_in_time(self, moment: datetime) -> bool:
        """Whether the last session lies within the time that they agreed."""
        if self.agreed_on is None or self.last_held_at is None:
            return False
        if self.every_weeks is None:
            return True
        return self.last_held_at >= moment - timedelta(weeks=self.every_weeks)

    def review_overdue(self, moment: datetime) -> bool:
        """Whether the day on which they wanted to look at the agreement again has passed."""
        if self.agreed_on is None or self.review_on is None:
            return False
        return self.review_on < moment.date()


def count_anew(session: Session) -> int:
    """Count for every organisation that was not counted in this month; how many there were."""
    month = today().replace(day=1)
    counted_already = sa.select(SupervisionCount.organisation_id).where(
        SupervisionCount.taken_on >= month
    )
    waiting = session.scalars(
        sa.select(Organisation.id)
        .where(Organisation.id.not_in(counted_already), Organisation.closed_at.is_(None))
        .order_by(Organisation.id)
        .with_for_update()
    ).all()
    for organisation_id in waiting:
        for kind in COUNTED:
            said = told(counted(dates_of(session, organisation_id, kind), now()))
            row = session.get(SupervisionCount, (organisation_id, kind))
            if row is None:
                row = SupervisionCount(organisation_id=organisation_id, kind=kind)
                session.add(row)
            row.taken_on = today()
            row.people, row.with_agreement = said.people, said.with_agreement
            row.met_in_time, row.review_overdue = said.met_in_time, said.review_overdue
    session.flush()
    return len(waiting)


def last_counts(session: Session, administrator: Person) -> Mapping[RelationshipKind, TakenOn]:
    """What the administrator's organisation may be told, by who supports, and of which day."""
    rows = session.scalars(
        sa.select(SupervisionCount).where(
            SupervisionCount.organisation_id == administrator.organisation_id
        )
    )
    said = {
        row.kind: TakenOn(
            row.taken_on,
            Told(row.people, row.with_agreement, row.met_in_time, row.review_overdue),
        )
        for row in rows
    }
    return {kind: said[kind] for kind in COUNTED if kind in said}


def dates_of(session: Session, organisation_id: UUID, kind: RelationshipKind) -> list[Dates]:
    """The dates of every relationship of this kind that lasts; one row for each purpose."""
    found = session.execute(
        sa.select(
            Relationship.worker_id,
            Rhythm.agreed_on,
            Rhythm.review_on,
            Rhythm.every_weeks,
            Rhythm.last_held_at,
        )
        .outerjoin(Rhythm, Rhythm.relationship_id == Relationship.id)
        .where(
            Relationship.organisation_id == organisation_id,
            Relationship.kind == kind,
            Relationship.is_current(),
        )
    )
    return [Dates(*row) for row in found]


def counted(rows: Iterable[Dates], moment: datetime) -> Counted:
    """The true numbers, of people rather than of relationships."""
    people: dict[UUID, list[Dates]] = defaultdict(list)
    for row in rows:
        people[row.worker].append(row)
    return Counted(
        people=len(people),
        with_agreement=sum(any(each.agreed_on for each in rows) for rows in people.values()),
        met_in_time=sum(any(each.met_in_time(moment) for each in rows) for rows in people.values()),
        review_overdue=sum(
            any(each.review_overdue(moment) for each in rows) for rows in people.values()
        ),
    )
