"""How far a file is that somebody waits for."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from journal.models.base import Base, Moment


class Making(Base):
    """One file being made: numbers alone, and nothing of what is in it.

    The request that makes it and those that ask about it may be in different processes; they
    meet here. The id is the page's own, so that it can ask before anything has been answered.
    """

    __tablename__ = "makings"
    __table_args__ = (sa.Index("ix_makings_person_id", "person_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("people.id", ondelete="CASCADE"))
    parts: Mapped[int]
    done: Mapped[int]
    is_over: Mapped[bool]
    is_to_stop: Mapped[bool]
    begun_at: Mapped[Moment]
