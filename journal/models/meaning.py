"""What a core principle means to one peer worker, in their own words."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from journal.models.base import Base, Moment, RandomId
from journal.models.confidential import Confidential, Somebody


class Meaning(Confidential, Base):
    """One version of the worker's own words on one principle; earlier ones stay to look back on."""

    __tablename__ = "meanings"
    __table_args__ = (sa.UniqueConstraint("author_id", "principle", "number"),)
    append_only = True

    id: Mapped[RandomId]
    author_id: Mapped[UUID] = mapped_column(sa.ForeignKey("people.id"))
    principle: Mapped[str]
    number: Mapped[int]
    text: Mapped[str]
    written_at: Mapped[Moment]

    @classmethod
    def visible_to(cls, viewer: Somebody) -> sa.ColumnElement[bool]:
        """The author's alone."""
        return cls.author_id == viewer.id

    def editable_by(self, actor: Somebody) -> bool:
        """Written by the author, once per version."""
        return self.author_id == actor.id
