"""Actions for one person, and with whom a new one can be agreed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from journal.domain.actions import ActionState
from journal.domain.relationships import RelationshipKind
from journal.models import Action, Entry, Holder, JointRecord, Person, Relationship, Share
from journal.models.agenda_item import between
from journal.models.confidential import for_viewer, visible
from journal.moments import read_moment
from journal.paging import PAGE_SIZE, Page, key_text, page_of, read_key

NO_DAY = date.max
"""What has no day comes after everything that has one."""


@dataclass(frozen=True)
class About:
    """Where a new action comes from: a record, an entry with its feedback, or neither."""

    record_id: UUID | None = None
    entry_id: UUID | None = None


def get_action(
    session: Session, viewer: Person, action_id: UUID, *, to_write: bool = False
) -> Action | None:
    """One action with its steps, if this person may see it."""
    wanted = (
        visible(Action, to=viewer).where(Action.id == action_id).options(selectinload(Action.steps))
    )
    return session.scalar(wanted.with_for_update() if to_write else wanted)


def open_actions(session: Session, viewer: Person, *, of: UUID | None, after: str) -> Page[Action]:
    """What is still to do, the nearest day first."""
    day: sa.ColumnElement[date] = sa.func.coalesce(Action.due_on, NO_DAY)
    wanted = of_worker(viewer, of).where(Action.state == ActionState.OPEN)
    last = read_key(after, date.fromisoformat)
    if last is not None:
        behind = sa.and_(day == last[0], Action.id > last[1])
        wanted = wanted.where(sa.or_(day > last[0], behind))
    rows = session.scalars(wanted.order_by(day, Action.id).limit(PAGE_SIZE + 1)).all()
    shown = rows[:PAGE_SIZE]
    more = len(rows) > PAGE_SIZE
    return Page(shown, key_text(shown[-1].due_on or NO_DAY, shown[-1].id) if more else None)


def closed_actions(
    session: Session, viewer: Person, *, of: UUID | None, after: str
) -> Page[Action]:
    """What was done or let go, the latest first."""
    return page_of(
        session,
        of_worker(viewer, of).where(Action.state != ActionState.OPEN),
        key=(Action.closed_at, Action.id),
        after=read_key(after, read_moment),
        key_of=lambda action: key_text(action.closed_at, action.id),
    )


def of_worker(viewer: Person, of: UUID | None) -> sa.Select[Action]:
    """What this person may see; of one worker only, if one is named."""
    wanted = visible(Action, to=viewer)
    return wanted if of is None else wanted.where(Action.worker_id == of)


def name_of(session: Session, viewer: Person, person_id: UUID) -> str | None:
    """The name of somebody whose actions this person may ask for: their own, or a worker's."""
    is_mine = Person.id == viewer.id
    supported = sa.select(Relationship.worker_id).where(
        Relationship.other_id == viewer.id, Relationship.is_current()
    )
    known = sa.or_(is_mine, Person.id.in_(supported))
    return session.scalar(sa.select(Person.name).where(Person.id == person_id, known))


def relationships_for(
    session: Session, viewer: Person, about: About
) -> Sequence[Relationship] | None:
    """With whom this person can agree an action that comes from there; None when they cannot see
    the place. A reader reads and answers, no more. One who stands alone with an action of their
    own needs no relationship."""
    vouching = [each for each in RelationshipKind if each.may_confirm]
    wanted = sa.select(Relationship).where(
        Relationship.id.in_(between(viewer)), Relationship.kind.in_(vouching)
    )
    if about.record_id:
        held = holding(session, viewer, about.record_id)
        if not held:
            return None
        wanted = wanted.where(Relationship.id.in_(held))
    elif about.entry_id:
        author = author_of(session, viewer, about.entry_id)
        if author is None:
            return None
        wanted = wanted.where(Relationship.worker_id == author)
        if author != viewer.id:
            wanted = wanted.where(Relationship.id.in_(sharing(session, viewer, about.entry_id)))
    both = (joinedload(Relationship.worker), joinedload(Relationship.other))
    found = session.scalars(wanted.options(*both).order_by(Relationship.began_at, Relationship.id))
    return sorted(found, key=lambda each: list(RelationshipKind).index(each.kind))


def holding(session: Session, viewer: Person, record_id: UUID) -> Sequence[UUID]:
    """The relationships by which a record that this person holds is held."""
    held = sa.select(Holder.relationship_id).where(
        Holder.record_id == record_id, Holder.relationship_id.is_not(None)
    )
    is_mine = session.scalar(
        visible(JointRecord, to=viewer)
        .where(JointRecord.id == record_id)
        .with_only_columns(JointRecord.id)
    )
    found = session.scalars(for_viewer(held, viewer)).all() if is_mine else []
    return [each for each in found if each]


def author_of(session: Session, viewer: Person, entry_id: UUID) -> UUID | None:
    """Who wrote an entry that this person may read."""
    wanted = visible(Entry, to=viewer).where(Entry.id == entry_id, Entry.deleted_at.is_(None))
    return session.scalar(wanted.with_only_columns(Entry.author_id))


def sharing(session: Session, reader: Person, entry_id: UUID) -> Sequence[UUID]:
    """The relationships in which an entry is shared with this person now."""
    shares = visible(Share, to=reader).where(
        Share.entry_id == entry_id, Share.reader_id == reader.id
    )
    return session.scalars(shares.with_only_columns(Share.relationship_id)).all()


def own_entry(session: Session, owner: Person, entry_id: UUID | None) -> tuple[UUID, str] | None:
    """What somebody wrote about an action, for themselves: its id and title."""
    if entry_id is None:
        return None
    wanted = visible(Entry, to=owner).where(
        Entry.id == entry_id, Entry.author_id == owner.id, Entry.deleted_at.is_(None)
    )
    row = session.execute(wanted.with_only_columns(Entry.id, Entry.title)).first()
    return (row.id, row.title) if row else None
