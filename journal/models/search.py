"""What somebody looked for, kept for a day so that Back and a second look still work."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from journal.models.base import Base, Moment, RandomId
from journal.models.confidential import Confidential, Somebody


class Search(Confidential, Base):
    """One search as it was typed. What somebody looks for says as much as what they write."""

    __tablename__ = "searches"
    __table_args__ = (sa.Index("ix_searches_author_id_made_at", "author_id", "made_at"),)

    id: Mapped[RandomId]
    author_id: Mapped[UUID] = mapped_column(sa.ForeignKey("people.id"))
    fields: Mapped[dict[str, str]]
    made_at: Mapped[Moment]

    @classmethod
    def visible_to(cls, viewer: Somebody) -> sa.ColumnElement[bool]:
        """The person's who looked, alone."""
        return cls.author_id == viewer.id

    def editable_by(self, actor: Somebody) -> bool:
        """Made and forgotten by the person who looked."""
        return self.author_id == actor.id
