"""A tag: the worker's claim that an entry shows something."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from journal.models.base import Base, Moment, RandomId
from journal.models.confidential import Part


class Tag(Part, Base):
    """A claim, with one line for how the entry shows it. Only the entry's author tags."""

    __tablename__ = "tags"
    __table_args__ = (
        sa.UniqueConstraint("entry_id", "framework", "code"),
        sa.ForeignKeyConstraint(
            ["entry_id", "author_id"], ["entries.id", "entries.author_id"], ondelete="CASCADE"
        ),
        sa.Index("ix_tags_author_id_code", "author_id", "framework", "code"),
    )
    whole_column = "entry_id"
    owner_columns = ("entry_id", "author_id", "framework", "code")

    id: Mapped[RandomId]
    entry_id: Mapped[UUID]
    author_id: Mapped[UUID]
    framework: Mapped[str]
    code: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    created_at: Mapped[Moment]
    changed_at: Mapped[datetime | None]
