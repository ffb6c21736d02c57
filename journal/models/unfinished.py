"""A copy of what is being typed into a form, before the form is sent."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from journal.models.base import Base, Moment, RandomId
from journal.models.confidential import Confidential, Somebody


class Unfinished(Confidential, Base):
    """Unfinished writing: theirs alone who type it, whoever the finished text is meant for.

    `place` is the address that the form is sent to; `fields` what stands in it, by the
    fields' names, each a text or a list of texts. `editor` is the page that wrote the copy
    last, `sequence` that page's own count of what it sent, `version` the count of changes:
    together they tell a lost answer from somebody else's words.
    """

    __tablename__ = "unfinished"
    __table_args__ = (sa.Index("ix_unfinished_author_id_saved_at", "author_id", "saved_at", "id"),)

    id: Mapped[RandomId]
    author_id: Mapped[UUID] = mapped_column(sa.ForeignKey("people.id"))
    place: Mapped[str]
    fields: Mapped[dict[str, Any]]
    editor: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)
    sequence: Mapped[int] = mapped_column(default=0)
    began_at: Mapped[Moment]
    saved_at: Mapped[Moment]
    put_away_at: Mapped[datetime | None]

    @classmethod
    def visible_to(cls, viewer: Somebody) -> sa.ColumnElement[bool]:
        """Nobody else ever reads what somebody has not sent."""
        return cls.author_id == viewer.id

    def editable_by(self, actor: Somebody) -> bool:
        """Nobody else types in it either."""
        return self.author_id == actor.id
