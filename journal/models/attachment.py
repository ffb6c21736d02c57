"""A file that belongs to an entry: a photo of a flipchart, a certificate, a recording."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped

from journal.models.base import Base, Moment, RandomId
from journal.models.confidential import Part, Somebody


class Attachment(Part, Base):
    """What is known of one file; its bytes lie sealed at `address` in the storage.

    `name` is the name it came with, made harmless; `shows` says in words what is to be seen or
    heard; `media_type` is what its content is, whatever the sender called it. `sha256` is of
    the bytes that are kept and given out, which hold no hidden details of the sender's.
    The foreign key holds that nobody but the entry's author puts a file there.
    """

    __tablename__ = "attachments"
    __table_args__ = (
        sa.UniqueConstraint("entry_id", "sha256"),
        sa.ForeignKeyConstraint(
            ["entry_id", "author_id"], ["entries.id", "entries.author_id"], ondelete="CASCADE"
        ),
        sa.Index("ix_attachments_author_id_address", "author_id", "address"),
    )
    whole_column = "entry_id"
    has_own_rule = True

    id: Mapped[RandomId]
    entry_id: Mapped[UUID]
    author_id: Mapped[UUID]
    name: Mapped[str]
    shows: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    address: Mapped[str]
    added_at: Mapped[Moment]
    held_back_at: Mapped[datetime | None]
    """Put on an entry that others read already, and not yet shown to them by its author."""

    @classmethod
    def visible_to(cls, viewer: Somebody) -> sa.ColumnElement[bool]:
        """Whoever reads the entry; what is held back, its author alone."""
        shown = cls.held_back_at.is_(None) | (cls.author_id == viewer.id)
        return sa.and_(super().visible_to(viewer), shown)
