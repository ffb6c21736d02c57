"""An evidence statement with the passages in it that nobody else reads."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped

from journal.models.base import Base, RandomId
from journal.models.confidential import Part, Somebody


class TakenOut(Part, Base):
    """What its author typed before passages were taken out, so that they can put them back.

    The statement itself holds a mark in their place; no page but the author's form reads this.
    """

    __tablename__ = "taken_out"
    __table_args__ = (
        sa.UniqueConstraint("entry_id", "number"),
        sa.ForeignKeyConstraint(
            ["entry_id", "author_id"], ["entries.id", "entries.author_id"], ondelete="CASCADE"
        ),
    )
    whole_column = "entry_id"
    owner_columns = ("entry_id", "author_id", "number")

    id: Mapped[RandomId]
    entry_id: Mapped[UUID]
    author_id: Mapped[UUID]
    number: Mapped[int]
    text: Mapped[str]

    @classmethod
    def visible_to(cls, viewer: Somebody) -> sa.ColumnElement[bool]:
        """The author alone, shared or not."""
        return cls.author_id == viewer.id
