"""What stands on an agenda or waits for one, in the order in which it was brought: by pages."""

from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal.models import AgendaItem, Person
from journal.models.confidential import for_viewer, visible
from journal.moments import read_moment
from journal.paging import Page, key_text, page_of, read_key

MOST_ON_A_PAGE = 100
KEY = (AgendaItem.brought_at, AgendaItem.id)


@dataclass(frozen=True)
class Points:
    """A page of points, and how many come after it."""

    page: Page[AgendaItem]
    further: int


@dataclass(frozen=True)
class Place:
    """One point, and what stands before and after it on its agenda."""

    item: AgendaItem
    number: int
    of: int
    before: UUID | None
    following: UUID | None


def agenda_of(session: Session, me: Person, record_id: UUID, after: str = "") -> Points:
    """The agenda of a session."""
    return points(session, me, AgendaItem.record_id == record_id, after)


def waiting_points(session: Session, me: Person, relationship: UUID, after: str = "") -> Points:
    """What waits for the next session of two people."""
    waits = AgendaItem.record_id.is_(None) & (AgendaItem.relationship_id == relationship)
    return points(session, me, waits, after)


def place_of(session: Session, me: Person, record_id: UUID, item_id: UUID) -> Place | None:
    """Where a point stands on the agenda of a session."""
    there = visible(AgendaItem, to=me).where(AgendaItem.record_id == record_id)
    item = session.scalar(there.where(AgendaItem.id == item_id))
    if item is None:
        return None
    earlier, later = sa.tuple_(*KEY) < key_of(item), sa.tuple_(*KEY) > key_of(item)
    ids = there.with_only_columns(AgendaItem.id)
    backwards = [column.desc() for column in KEY]
    return Place(
        item,
        count(session, me, AgendaItem.record_id == record_id, earlier) + 1,
        count(session, me, AgendaItem.record_id == record_id),
        session.scalar(ids.where(earlier).order_by(*backwards).limit(1)),
        session.scalar(ids.where(later).order_by(*KEY).limit(1)),
    )


def next_open(session: Session, me: Person, item: AgendaItem) -> UUID | None:
    """The next point that was not talked about yet; after the last, the first of all."""
    is_later = sa.tuple_(*KEY) > key_of(item)
    return session.scalar(
        visible(AgendaItem, to=me)
        .where(AgendaItem.record_id == item.record_id, AgendaItem.talked_about_at.is_(None))
        .order_by(is_later.desc(), *KEY)
        .with_only_columns(AgendaItem.id)
        .limit(1)
    )


def points(session: Session, me: Person, which: sa.ColumnElement[bool], after: str) -> Points:
    """A page of these points."""
    page = page_of(
        session,
        visible(AgendaItem, to=me).where(which),
        key=KEY,
        after=read_key(after, read_moment),
        key_of=lambda each: key_text(each.brought_at, each.id),
        descending=False,
        size=MOST_ON_A_PAGE,
    )
    if page.next_key is None:
        return Points(page, 0)
    return Points(page, count(session, me, which, sa.tuple_(*KEY) > key_of(page.rows[-1])))


def key_of(item: AgendaItem) -> sa.ColumnElement[tuple[object, ...]]:
    """The place of a point, to compare others with."""
    parts = zip((item.brought_at, item.id), KEY, strict=True)
    return sa.tuple_(*(sa.literal(part, column.type) for part, column in parts))


def count(session: Session, me: Person, *which: sa.ColumnElement[bool]) -> int:
    """How many points there are of these."""
    wanted = sa.select(sa.func.count()).select_from(AgendaItem).where(*which)
    return session.scalar(for_viewer(wanted, me)) or 0
