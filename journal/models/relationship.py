"""A relationship between a peer worker and somebody who supports their practice."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from journal.domain.relationships import RelationshipKind
from journal.models.base import Base, Moment, RandomId, this_moment
from journal.models.person import Person
from journal.models.somebody import Somebody


class Relationship(Base):
    """From its start to its end, `other` is this to `worker`; both are of one organisation."""

    __tablename__ = "relationships"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["organisation_id", "worker_id"], ["people.organisation_id", "people.id"]
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "other_id"], ["people.organisation_id", "people.id"]
        ),
        sa.UniqueConstraint("id", "worker_id", "other_id"),
        sa.CheckConstraint("worker_id <> other_id", name="two_people"),
        sa.Index("ix_relationships_worker_id", "worker_id"),
        sa.Index("ix_relationships_other_id", "other_id"),
    )

    id: Mapped[RandomId]
    organisation_id: Mapped[UUID]
    worker_id: Mapped[UUID]
    other_id: Mapped[UUID]
    kind: Mapped[RelationshipKind]
    began_at: Mapped[Moment]
    ended_at: Mapped[datetime | None]
    knows_of_sessions: Mapped[bool] = mapped_column(default=False, server_default="0")
    """Whether the worker lets this coach see that supervision took place, never what was said."""

    worker: Mapped[Person] = relationship(
        primaryjoin="Relationship.worker_id == Person.id",
        foreign_keys="Relationship.worker_id",
        viewonly=True,
    )
    other: Mapped[Person] = relationship(
        primaryjoin="Relationship.other_id == Person.id",
        foreign_keys="Relationship.other_id",
        viewonly=True,
    )

    @classmethod
    def is_current(cls) -> sa.ColumnElement[bool]:
        """Begun and not ended, at this moment, as SQL."""
        moment = this_moment()
        return (cls.began_at <= moment) & (cls.ended_at.is_(None) | (cls.ended_at > moment))


def workers_of(viewer: Somebody, *kinds: RelationshipKind) -> sa.Select[UUID]:
    """The ids of the workers to whom somebody is one of these at this moment."""
    return sa.select(Relationship.worker_id).where(
        Relationship.other_id == viewer.id, Relationship.kind.in_(kinds), Relationship.is_current()
    )
