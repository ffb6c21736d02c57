"""The supervisor's day: each worker on one line, counted only from what the reader may see."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal import records_waiting
from journal.domain.actions import ActionState
from journal.domain.joint_records import Part as Side
from journal.domain.relationships import RelationshipKind
from journal.domain.waiting import FOR_THE_READER
from journal.feedback_loops import tried_by_worker
from journal.formatting import today
from journal.models import (
    Action,
    Entry,
    Holder,
    JointRecord,
    Person,
    Relationship,
    Rhythm,
)
from journal.models.confidential import for_viewer
from journal.relationships import current_of
from journal.turns import turns_for

SOON = timedelta(days=14)
"""How long before its day an agreement's review is worth a line."""
FAR = datetime.max.replace(tzinfo=UTC)
MEETS = frozenset({RelationshipKind.SUPERVISOR, RelationshipKind.MANAGER})
"""Who has a supervision agreement with a worker."""


@dataclass(frozen=True)
class Dates:
    """When two people met, meet next, and look at their agreement again."""

    last: datetime | None = None
    following: datetime | None = None
    review_on: date | None = None
    agreed: bool = False

    @property
    def review_is_due(self) -> bool:
        """Whether the agreement's review is near, or its day has passed."""
        return self.review_on is not None and self.review_on <= today() + SOON

    @property
    def review_is_overdue(self) -> bool:
        """Whether the day of the review has passed."""
        return self.review_on is not None and self.review_on < today()


@dataclass(frozen=True)
class Line:
    """One worker, as far as the reader may know."""

    person_id: UUID
    name: str
    kinds: tuple[str, ...]
    dates: Dates
    meets: bool
    to_read: int
    tried: int
    to_agree: int
    overdue: int
    still_open: int

    @property
    def waits(self) -> int:
        """How much waits for the reader."""
        return self.to_read + self.tried + self.to_agree


@dataclass(frozen=True)
class OwnSide:
    """The reader's own practice: who supports them, when they meet, what is to do."""

    supporters: tuple[str, ...]
    dates: Dates
    still_open: int
    overdue: int


@dataclass(frozen=True)
class Caseload:
    """Everybody the reader supports, and the reader's own side."""

    lines: Sequence[Line]
    own: OwnSide


def caseload_of(session: Session, me: Person) -> Caseload:
    """The whole page, in a number of queries that does not grow with the workers."""
    bonds = current_of(session, me.id)
    mine = [bond for bond in bonds if bond.other_id == me.id]
    supporting_me = [bond for bond in bonds if bond.worker_id == me.id]
    rhythms = rhythms_of(session, [bond.id for bond in bonds])
    to_read = entries_to_read(session, me)
    tried = tried_by_worker(session, me)
    to_agree = records_to_agree(session, me)
    still_open, overdue = open_actions(session, me)
    workers = {bond.worker_id: bond.worker.name for bond in mine}
    lines = [
        Line(
            person_id=worker_id,
            name=name,
            kinds=tuple(bond.kind.label for bond in mine if bond.worker_id == worker_id),
            dates=dates_of([b for b in mine if b.worker_id == worker_id], rhythms),
            meets=any(b.kind in MEETS for b in mine if b.worker_id == worker_id),
            to_read=to_read[worker_id],
            tried=tried[worker_id],
            to_agree=to_agree[worker_id],
            overdue=overdue[worker_id],
            still_open=still_open[worker_id],
        )
        for worker_id, name in workers.items()
    ]
    own = OwnSide(
        supporters=tuple(sorted({bond.other.name for bond in supporting_me})),
        dates=dates_of(supporting_me, rhythms),
        still_open=still_open[me.id],
        overdue=overdue[me.id],
    )
    return Caseload(sorted(lines, key=urgency), own)


def urgency(line: Line) -> tuple[bool, datetime, str]:
    """Whoever has something waiting comes first, then whoever is met soonest."""
    return (line.waits == 0, line.dates.following or FAR, line.name)


def rhythms_of(session: Session, ids: Collection[UUID]) -> Mapping[UUID, list[Rhythm]]:
    """The dates of these relationships."""
    found: dict[UUID, list[Rhythm]] = {}
    for each in session.scalars(sa.select(Rhythm).where(Rhythm.relationship_id.in_(ids))):
        found.setdefault(each.relationship_id, []).append(each)
    return found


def dates_of(bonds: Sequence[Relationship], rhythms: Mapping[UUID, list[Rhythm]]) -> Dates:
    """The latest and the next meeting of these two, whatever it is for."""
    found = [rhythm for bond in bonds for rhythm in rhythms.get(bond.id, [])]
    return Dates(
        last=max((each.last_held_at for each in found if each.last_held_at), default=None),
        following=min((each.next_at for each in found if each.next_at), default=None),
        review_on=min((each.review_on for each in found if each.review_on), default=None),
        agreed=any(each.agreed_on for each in found),
    )


def entries_to_read(session: Session, me: Person) -> Counter[UUID]:
    """Entries that wait for this person, by their author."""
    waiting = [
        which for which, turn in turns_for(session, me).items() if turn.state in FOR_THE_READER
    ]
    wanted = sa.select(Entry.author_id).where(Entry.id.in_(waiting))
    return Counter(session.scalars(for_viewer(wanted, me)))


def records_to_agree(session: Session, me: Person) -> Counter[UUID]:
    """Records held with each worker on whose newest version this person said nothing yet."""
    waiting = session.scalars(records_waiting.waiting(me).with_only_columns(JointRecord.id)).all()
    workers = sa.select(Holder.person_id).where(
        Holder.record_id.in_(waiting), Holder.side == Side.WORKER, Holder.person_id != me.id
    )
    return Counter(session.scalars(for_viewer(workers, me)))


def open_actions(session: Session, me: Person) -> tuple[Counter[UUID], Counter[UUID]]:
    """Open actions around each worker, and how many of them should have been done by now."""
    rows = session.execute(
        for_viewer(
            sa.select(Action.worker_id, Action.due_on).where(Action.state == ActionState.OPEN), me
        )
    ).all()
    late = (row.worker_id for row in rows if row.due_on and row.due_on < today())
    return Counter(row.worker_id for row in rows), Counter(late)
