"""How something left a peer worker: theirs alone, always."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from journal.models.base import Base, Moment, RandomId
from journal.models.confidential import Confidential, Somebody


class CheckIn(Confidential, Base):
    """A few words on how somebody is. It is never shared; what they bring on is a copy they make.

    `entry_id` is the entry that it came after, if any. It is no score and is never counted.
    """

    __tablename__ = "check_ins"
    __table_args__ = (sa.Index("ix_check_ins_author_id_written_at", "author_id", "written_at"),)

    id: Mapped[RandomId]
    author_id: Mapped[UUID] = mapped_column(sa.ForeignKey("people.id"))
    entry_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("entries.id", ondelete="SET NULL"))
    feelings: Mapped[list[str]] = mapped_column(sa.JSON)
    text: Mapped[str]
    would_help: Mapped[str]
    written_at: Mapped[Moment]

    @classmethod
    def visible_to(cls, viewer: Somebody) -> sa.ColumnElement[bool]:
        """The author's alone."""
        return cls.author_id == viewer.id

    def editable_by(self, actor: Somebody) -> bool:
        """The author's alone."""
        return self.author_id == actor.id
