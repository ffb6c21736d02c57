"""A copy of a record that a worker made with one supporter, for the next one to read."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from journal.models.base import Base, Moment, RandomId
from journal.models.confidential import Confidential, Somebody
from journal.models.relationship import Relationship


class HandedOn(Confidential, Base):
    """The record as it stood, in the words that the worker looked at before they said yes.

    Whoever it goes to holds nothing: they read this copy for as long as they support the worker,
    or until it is taken back. The record itself stays with those who made it.
    """

    __tablename__ = "records_handed_on"
    __table_args__ = (
        sa.UniqueConstraint("record_id", "relationship_id"),
        sa.Index("ix_records_handed_on_relationship_id", "relationship_id"),
    )
    owner_columns = ("author_id", "record_id", "relationship_id")

    id: Mapped[RandomId]
    author_id: Mapped[UUID] = mapped_column(sa.ForeignKey("people.id"))
    record_id: Mapped[UUID] = mapped_column(sa.ForeignKey("joint_records.id", ondelete="CASCADE"))
    relationship_id: Mapped[UUID] = mapped_column(sa.ForeignKey("relationships.id"))
    title: Mapped[str]
    text: Mapped[str]
    handed_at: Mapped[Moment]
    taken_back_at: Mapped[datetime | None]

    @classmethod
    def visible_to(cls, viewer: Somebody) -> sa.ColumnElement[bool]:
        """The worker; whoever it went to, while they support the worker and it is not taken
        back."""
        theirs = sa.select(Relationship.id).where(
            Relationship.other_id == viewer.id, Relationship.is_current()
        )
        goes = cls.taken_back_at.is_(None) & cls.relationship_id.in_(theirs)
        return (cls.author_id == viewer.id) | goes

    def editable_by(self, actor: Somebody) -> bool:
        """The worker alone hands on and takes back."""
        return self.author_id == actor.id
