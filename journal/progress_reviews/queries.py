"""The progress reviews that somebody holds, and whose they could begin: viewer first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from journal import reviewing_days, three_way
from journal.domain.actions import ActionState
from journal.domain.joint_records import RecordKind, RecordState
from journal.models import Action, JointRecord, Person, Programme
from journal.models.confidential import visible
from journal.moments import read_moment
from journal.paging import Page, key_text, page_of, read_key

MOST_ACTIONS = 60
REVIEW, SUPPORT = RecordKind.PROGRESS_REVIEW, RecordKind.LEARNING_SUPPORT


@dataclass(frozen=True)
class Due:
    """Whose next review is due when."""

    worker_id: UUID
    name: str
    is_me: bool
    day: date | None

    @property
    def is_near(self) -> bool:
        """Whether it is time to prepare it."""
        return reviewing_days.is_near(self.day)


def reviews_of(
    session: Session, me: Person, after: str, worker_id: UUID | None = None
) -> Page[JointRecord]:
    """A page of the reviews this person holds, newest first; of one worker, if one is named."""
    mine = visible(JointRecord, to=me).where(JointRecord.kind == REVIEW)
    if worker_id is not None:
        mine = mine.where(JointRecord.id.in_(three_way.held_by_worker(worker_id)))
    return page_of(
        session,
        mine.options(selectinload(JointRecord.holders), selectinload(JointRecord.words)),
        key=(JointRecord.created_at, JointRecord.id),
        after=read_key(after, read_moment),
        key_of=lambda row: key_text(row.created_at, row.id),
    )


def days_due(session: Session, me: Person, worker_id: UUID | None = None) -> list[Due]:
    """When the next review is due: one's own, and of everybody whom one manages or coaches; or
    of one of them."""
    people = {me.id: me.name, **three_way.learners_of(session, me)}
    if worker_id is not None:
        people = {each: name for each, name in people.items() if each == worker_id}
    rows = session.scalars(sa.select(Programme).where(Programme.person_id.in_(people)))
    known = {each.person_id: each for each in rows}
    return [
        Due(person, name, person == me.id, reviewing_days.due_on(known.get(person)))
        for person, name in people.items()
        if person != me.id or person in known
    ]


def begun_by(session: Session, me: Person) -> dict[str, str]:
    """Whose review somebody can begin, by id: their own, if anybody manages or coaches them."""
    others = {str(each): name for each, name in three_way.learners_of(session, me).items()}
    own = {str(me.id): "Mine"} if three_way.bonds_of(session, me.id) else {}
    return {**own, **others}


def open_review(session: Session, me: Person, worker_id: UUID) -> JointRecord | None:
    """The review of a worker that is being written, if this person holds one: three people have
    one review open at a time."""
    theirs = (
        visible(JointRecord, to=me)
        .where(
            JointRecord.kind == REVIEW,
            JointRecord.state != RecordState.CANCELLED,
            JointRecord.id.in_(three_way.held_by_worker(worker_id)),
        )
        .order_by(JointRecord.created_at.desc())
        .options(selectinload(JointRecord.holders), selectinload(JointRecord.words))
        .limit(10)
    )
    found = session.scalars(theirs)
    return next((each for each in found if three_way.is_open(session, each)), None)


def actions_of(session: Session, me: Person, review: JointRecord) -> Sequence[Action]:
    """What was agreed in this review."""
    mine = visible(Action, to=me).where(Action.record_id == review.id)
    return session.scalars(in_order(mine)).all()


def still_to_do(session: Session, me: Person, review: JointRecord) -> Sequence[Action]:
    """What was agreed in earlier reviews with the same worker, and is still to do."""
    earlier = sa.select(JointRecord.id).where(
        JointRecord.kind == REVIEW,
        JointRecord.created_at < review.created_at,
        JointRecord.id.in_(three_way.held_by_worker(three_way.worker_of(review))),
    )
    mine = visible(Action, to=me).where(
        Action.record_id.in_(earlier), Action.state == ActionState.OPEN
    )
    return session.scalars(in_order(mine)).all()


def in_order(wanted: sa.Select[Action]) -> sa.Select[Action]:
    """The nearest day first."""
    order = (Action.due_on.is_(None), Action.due_on, Action.made_at, Action.id)
    return wanted.order_by(*order).limit(MOST_ACTIONS)


def support_of(session: Session, me: Person, review: JointRecord) -> Sequence[JointRecord]:
    """What worker and coach wrote about learning support beside a review: nothing for others."""
    wanted = visible(JointRecord, to=me).where(
        JointRecord.kind == SUPPORT, JointRecord.follows_id == review.id
    )
    return session.scalars(wanted.order_by(JointRecord.created_at, JointRecord.id).limit(5)).all()
