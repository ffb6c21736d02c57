"""A message in the thread beside a shared entry."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from journal.models.base import Base, Moment, RandomId
from journal.models.confidential import Part


class Feedback(Part, Base):
    """One person's words on an entry: a supervisor's feedback, or the worker's answer to it."""

    __tablename__ = "feedback"
    __table_args__ = (sa.Index("ix_feedback_entry_id", "entry_id", "written_at"),)
    whole_column = "entry_id"
    append_only = True

    id: Mapped[RandomId]
    entry_id: Mapped[UUID] = mapped_column(sa.ForeignKey("entries.id", ondelete="CASCADE"))
    author_id: Mapped[UUID] = mapped_column(sa.ForeignKey("people.id"))
    text: Mapped[str]
    on_revision: Mapped[int]
    written_at: Mapped[Moment]
