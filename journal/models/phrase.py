"""A phrase that somebody likes to use in feedback."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from journal.models.base import Base, Moment, RandomId
from journal.models.confidential import Confidential, Somebody


class Phrase(Confidential, Base):
    """Kept by one person for themselves."""

    __tablename__ = "phrases"
    __table_args__ = (sa.Index("ix_phrases_author_id", "author_id"),)

    id: Mapped[RandomId]
    author_id: Mapped[UUID] = mapped_column(sa.ForeignKey("people.id"))
    text: Mapped[str]
    kept_at: Mapped[Moment]

    @classmethod
    def visible_to(cls, viewer: Somebody) -> sa.ColumnElement[bool]:
        """Its author alone."""
        return cls.author_id == viewer.id

    def editable_by(self, actor: Somebody) -> bool:
        """Its author alone."""
        return self.author_id == actor.id
