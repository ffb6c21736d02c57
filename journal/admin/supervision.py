"""How many have supervision: counted from dates alone, and told so that nobody can be found."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal.domain.counts import Counted, Told, told
from journal.domain.relationships import RelationshipKind
from journal.models import Person, Relationship, Rhythm

COUNTED = (RelationshipKind.SUPERVISOR, RelationshipKind.MANAGER)


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


def told_of(
    session: Session, administrator: Person, moment: datetime
) -> dict[RelationshipKind, Told]:
    """What the administrator's organisation may be told, by who supports."""
    return {kind: told(counted(dates_of(session, administrator, kind), moment)) for kind in COUNTED}


def dates_of(session: Session, administrator: Person, kind: RelationshipKind) -> list[Dates]:
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
            Relationship.organisation_id == administrator.organisation_id,
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
