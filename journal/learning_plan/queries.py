"""The learning plan of somebody, as far as the viewer holds a part in it."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from journal.domain.actions import ActionKind, ActionState
from journal.domain.relationships import MAY_CONFIRM, RelationshipKind
from journal.models import Action, Person, Relationship
from journal.models.agenda_item import between
from journal.models.confidential import visible
from journal.moments import read_moment
from journal.paging import Page, key_text, page_of, read_key

MOST_OPEN = 100
"""More than anybody can have in hand; the rest stands under Actions."""


def still_to_do(session: Session, viewer: Person, worker_id: UUID) -> Sequence[Action]:
    """What is still to come, the nearest day first."""
    return session.scalars(
        plan_of(viewer, worker_id)
        .where(Action.state == ActionState.OPEN)
        .order_by(Action.due_on.is_(None), Action.due_on, Action.made_at, Action.id)
        .limit(MOST_OPEN)
    ).all()


def closed(session: Session, viewer: Person, worker_id: UUID, after: str) -> Page[Action]:
    """What was done or let go, the latest first."""
    return page_of(
        session,
        plan_of(viewer, worker_id).where(Action.state != ActionState.OPEN),
        key=(Action.closed_at, Action.id),
        after=read_key(after, read_moment),
        key_of=lambda action: key_text(action.closed_at, action.id),
    )


def plan_of(viewer: Person, worker_id: UUID) -> sa.Select[Action]:
    """What stands in a worker's learning plan: what helps with a KSB, and whatever is learning."""
    helps = sa.cast(Action.codes, sa.Text) != "[]"
    return visible(Action, to=viewer).where(
        Action.worker_id == worker_id, sa.or_(Action.kind != ActionKind.TASK, helps)
    )


def get_worker(session: Session, viewer: Person, worker_id: UUID) -> Person | None:
    """A worker whom this person supports now, in a way that they can agree learning with."""
    return session.scalar(
        sa.select(Person)
        .join(Relationship, Relationship.worker_id == Person.id)
        .where(
            Person.id == worker_id,
            Relationship.other_id == viewer.id,
            Relationship.kind.in_(MAY_CONFIRM),
            Relationship.is_current(),
        )
        .limit(1)
    )


def relationships(session: Session, viewer: Person, worker: Person) -> list[Relationship]:
    """With whom learning can be agreed: the worker's supporters, or the viewer as one of them."""
    wanted = (
        sa.select(Relationship)
        .where(
            Relationship.id.in_(between(viewer)),
            Relationship.worker_id == worker.id,
            Relationship.kind.in_(MAY_CONFIRM),
        )
        .options(joinedload(Relationship.worker), joinedload(Relationship.other))
        .order_by(Relationship.began_at, Relationship.id)
    )
    order = list(RelationshipKind)
    return sorted(session.scalars(wanted), key=lambda each: order.index(each.kind))
