"""What somebody without an account says of a worker's practice, by a link for one form."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from journal.models.base import Base, Moment, RandomId, this_moment
from journal.models.confidential import Confidential, Somebody

ANSWER = frozenset({"name", "capacity", "words", "is_true", "given_at"})
"""What only the witness writes."""


class Testimony(Confidential, Base):
    """Asked for by a worker, given once by whoever holds the link, who acts as this row.

    `shown` is all that the witness sees of the worker's record. Of the link only a hash is kept.
    """

    __tablename__ = "testimonies"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["organisation_id", "author_id"], ["people.organisation_id", "people.id"]
        ),
        sa.Index("ix_testimonies_author_id", "author_id"),
    )
    owner_columns = ("author_id", "token_hash")

    id: Mapped[RandomId]
    organisation_id: Mapped[UUID]
    author_id: Mapped[UUID]
    entry_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("entries.id", ondelete="SET NULL"))
    token_hash: Mapped[str] = mapped_column(unique=True)
    to_name: Mapped[str]
    to_address: Mapped[str] = mapped_column(default="")
    shown: Mapped[str]
    asked_at: Mapped[Moment]
    expires_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    name: Mapped[str] = mapped_column(default="")
    capacity: Mapped[str] = mapped_column(default="")
    words: Mapped[str] = mapped_column(default="")
    is_true: Mapped[bool] = mapped_column(default=False)
    given_at: Mapped[datetime | None]

    @classmethod
    def is_open(cls) -> sa.ColumnElement[bool]:
        """Whether the link still opens the form, at this moment."""
        return (
            cls.given_at.is_(None) & cls.withdrawn_at.is_(None) & (cls.expires_at > this_moment())
        )

    @classmethod
    def visible_to(cls, viewer: Somebody) -> sa.ColumnElement[bool]:
        """The worker who asked, and whoever holds the link while it is open."""
        return (cls.author_id == viewer.id) | ((cls.id == viewer.id) & cls.is_open())

    def editable_by(self, actor: Somebody) -> bool:
        """The worker asks and withdraws, and writes no word of the answer; the witness writes
        their words and nothing else."""
        changed = {each.key for each in sa.inspect(self).attrs if each.history.has_changes()}
        if self.id == actor.id:
            return changed <= ANSWER
        return self.author_id == actor.id and not changed & ANSWER
