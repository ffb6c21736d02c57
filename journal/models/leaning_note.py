"""That somebody noticed themselves lean away from peer support's values: theirs alone, always."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped

from journal.models.base import Base, Moment, RandomId
from journal.models.confidential import Confidential, Somebody


class LeaningNote(Confidential, Base):
    """A worker's note to themselves on an entry: here I leaned away, and in which way.

    `statement` is the key of a lean-away statement in the content. It is no tag: a tag goes
    wherever its entry goes, and nobody would note this of themselves for others to read.
    """

    __tablename__ = "leaning_notes"
    __table_args__ = (
        sa.UniqueConstraint("entry_id", "statement"),
        sa.ForeignKeyConstraint(
            ["entry_id", "author_id"], ["entries.id", "entries.author_id"], ondelete="CASCADE"
        ),
        sa.Index("ix_leaning_notes_author_id", "author_id"),
    )
    owner_columns = ("author_id", "entry_id", "statement")

    id: Mapped[RandomId]
    entry_id: Mapped[UUID]
    author_id: Mapped[UUID]
    statement: Mapped[str]
    words: Mapped[str]
    noted_at: Mapped[Moment]

    @classmethod
    def visible_to(cls, viewer: Somebody) -> sa.ColumnElement[bool]:
        """The author's alone, whoever reads the entry."""
        return cls.author_id == viewer.id

    def editable_by(self, actor: Somebody) -> bool:
        """The author's alone."""
        return self.author_id == actor.id
