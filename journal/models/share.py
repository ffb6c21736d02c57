"""An entry shared with one named person, for as long as a relationship lasts."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from journal.models.base import Base, Moment, RandomId
from journal.models.confidential import Confidential, Somebody
from journal.models.relationship import Relationship


class Share(Confidential, Base):
    """The author's yes to one reader. It works only while the relationship it names lasts.

    A relationship that ends takes its shares with it, and a later one with the same
    person does not bring them back: that would be a yes nobody gave.
    """

    __tablename__ = "shares"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["entry_id", "author_id"], ["entries.id", "entries.author_id"], ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["relationship_id", "author_id", "reader_id"],
            ["relationships.id", "relationships.worker_id", "relationships.other_id"],
        ),
        sa.Index(
            "uq_shares_live",
            "entry_id",
            "relationship_id",
            unique=True,
            sqlite_where=sa.column("withdrawn_at").is_(None),
            postgresql_where=sa.column("withdrawn_at").is_(None),
        ),
        sa.Index("ix_shares_reader_id", "reader_id"),
    )
    owner_columns = ("entry_id", "author_id", "reader_id", "relationship_id")

    id: Mapped[RandomId]
    entry_id: Mapped[UUID]
    author_id: Mapped[UUID]
    reader_id: Mapped[UUID]
    relationship_id: Mapped[UUID]
    shared_at: Mapped[Moment]
    withdrawn_at: Mapped[datetime | None] = mapped_column()

    @classmethod
    def is_live(cls) -> sa.ColumnElement[bool]:
        """Not withdrawn, and its relationship is current, at this moment."""
        current = sa.select(Relationship.id).where(Relationship.is_current())
        return cls.withdrawn_at.is_(None) & cls.relationship_id.in_(current)

    @classmethod
    def visible_to(cls, viewer: Somebody) -> sa.ColumnElement[bool]:
        """The author sees every share ever made; a reader only those that work for them now."""
        return (cls.author_id == viewer.id) | ((cls.reader_id == viewer.id) & cls.is_live())

    def editable_by(self, actor: Somebody) -> bool:
        """Only the author says yes, and only the author takes it back."""
        return self.author_id == actor.id
