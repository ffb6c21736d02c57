"""A message in the thread beside a shared entry."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from journal.domain.feedback import FeedbackKind
from journal.models.base import Base, Moment, RandomId
from journal.models.confidential import Part


class Feedback(Part, Base):
    """One person's words on an entry: a supervisor's feedback, or the worker's answer to it.

    Its loop closes in rows that name the feedback they answer: the worker tried it, and whoever
    gave it has seen what happened.
    """

    __tablename__ = "feedback"
    __table_args__ = (sa.Index("ix_feedback_entry_id", "entry_id", "written_at"),)
    whole_column = "entry_id"
    append_only = True

    id: Mapped[RandomId]
    entry_id: Mapped[UUID] = mapped_column(sa.ForeignKey("entries.id", ondelete="CASCADE"))
    author_id: Mapped[UUID] = mapped_column(sa.ForeignKey("people.id"))
    text: Mapped[str]
    kind: Mapped[FeedbackKind] = mapped_column(
        default=FeedbackKind.WORDS, server_default=FeedbackKind.WORDS.value
    )
    answers_id: Mapped[UUID | None] = mapped_column(
        sa.ForeignKey("feedback.id", ondelete="CASCADE")
    )
    on_revision: Mapped[int]
    written_at: Mapped[Moment]
