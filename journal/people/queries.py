"""What somebody may see of the people around them: only relationships that they are part of."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from journal.domain.relationships import RelationshipKind
from journal.models import Entry, Person, Relationship, Rhythm
from journal.models.confidential import visible
from journal.moments import read_moment
from journal.paging import Page, key_text, page_of, read_key

MOST_SUPPORTERS = 100
RECENTLY_PAST = 10


def supporters_of(session: Session, me: Person) -> Sequence[Relationship]:
    """Those who support this person now; more than a hundred would be no support."""
    return session.scalars(
        with_both()
        .where(Relationship.worker_id == me.id, Relationship.is_current())
        .order_by(Relationship.began_at, Relationship.id)
        .limit(MOST_SUPPORTERS)
    ).all()


def supported_by(session: Session, me: Person, *, after: str) -> Page[Relationship]:
    """A page of those whom this person supports now, the newest first."""
    return page_of(
        session,
        with_both().where(Relationship.other_id == me.id, Relationship.is_current()),
        key=(Relationship.began_at, Relationship.id),
        after=read_key(after, read_moment),
        key_of=lambda each: key_text(each.began_at, each.id),
    )


def past_of(session: Session, me: Person, *, after: str) -> Page[Relationship]:
    """A page of the relationships of this person that have ended, on either side."""
    return page_of(
        session,
        ended(me),
        key=(Relationship.ended_at, Relationship.id),
        after=read_key(after, read_moment),
        key_of=lambda each: key_text(each.ended_at, each.id),
    )


def recently_past(session: Session, me: Person) -> Sequence[Relationship]:
    """The relationships that ended last, and one more, by which the page knows that there are."""
    return session.scalars(
        ended(me)
        .order_by(Relationship.ended_at.desc(), Relationship.id.desc())
        .limit(RECENTLY_PAST + 1)
    ).all()


def between(session: Session, me: Person, person_id: UUID) -> Sequence[Relationship]:
    """What two people are to each other now; nothing for anybody who is nothing to me."""
    mine_with = (Relationship.worker_id == me.id) & (Relationship.other_id == person_id)
    theirs_with = (Relationship.other_id == me.id) & (Relationship.worker_id == person_id)
    return session.scalars(
        with_both()
        .where(mine_with | theirs_with, Relationship.is_current())
        .order_by(Relationship.began_at, Relationship.id)
    ).all()


def get_relationship(session: Session, me: Person, relationship_id: UUID) -> Relationship | None:
    """A relationship that this person is part of, current or not."""
    return session.scalar(
        with_both().where(
            Relationship.id == relationship_id,
            (Relationship.worker_id == me.id) | (Relationship.other_id == me.id),
        )
    )


def sessions_known_to(
    session: Session, me: Person, bonds: Sequence[Relationship]
) -> Sequence[Rhythm] | None:
    """When the supervision of somebody took place: for their line manager, and for a coach whom
    they let see it; None for everybody else. Dates, and never a word of it."""
    worker = next(
        (each.worker_id for each in bonds if each.other_id == me.id and knows(each)), None
    )
    if worker is None:
        return None
    return session.scalars(
        sa.select(Rhythm)
        .join(Relationship, Relationship.id == Rhythm.relationship_id)
        .where(
            Relationship.worker_id == worker,
            Relationship.kind == RelationshipKind.SUPERVISOR,
            Relationship.is_current(),
        )
        .order_by(Rhythm.last_held_at.desc(), Rhythm.relationship_id, Rhythm.purpose)
    ).all()


def knows(bond: Relationship) -> bool:
    """Whether somebody may see that sessions took place."""
    is_coach = bond.kind is RelationshipKind.COACH
    return bond.kind is RelationshipKind.MANAGER or (is_coach and bond.knows_of_sessions)


def shared_by(session: Session, me: Person, author_id: UUID, *, after: str) -> Page[Entry]:
    """A page of what a worker shares with this person now, newest first."""
    return page_of(
        session,
        visible(Entry, to=me).where(Entry.author_id == author_id, Entry.deleted_at.is_(None)),
        key=(Entry.dated, Entry.id),
        after=read_key(after, date.fromisoformat),
        key_of=lambda entry: key_text(entry.dated, entry.id),
    )


def ended(me: Person) -> sa.Select[Relationship]:
    """This person's relationships that have ended."""
    return with_both().where(
        (Relationship.worker_id == me.id) | (Relationship.other_id == me.id),
        Relationship.ended_at.is_not(None),
    )


def with_both() -> sa.Select[Relationship]:
    """Relationships with both people, in one query."""
    return sa.select(Relationship).options(
        joinedload(Relationship.worker), joinedload(Relationship.other)
    )
