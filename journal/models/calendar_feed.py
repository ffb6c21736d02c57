"""The secret address of somebody's own calendar of sessions."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from journal.models.base import Base, Moment


class CalendarFeed(Base):
    """One address a person; only its hash is kept. A new one makes the old one useless."""

    __tablename__ = "calendar_feeds"

    person_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey("people.id", ondelete="CASCADE"), primary_key=True
    )
    token_hash: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[Moment]
