"""When a pair agreed and met: dates alone, for those who may know that much and no more."""

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from journal.domain.joint_records import SupervisionPurpose
from journal.models.base import Base


class Rhythm(Base):
    """One relationship's supervision for one purpose. It holds no word that anybody wrote.

    Written in the same transaction as the record it follows from; an organisation counts these,
    and a line manager or coach sees whether sessions took place.
    """

    __tablename__ = "rhythms"

    relationship_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey("relationships.id", ondelete="CASCADE"), primary_key=True
    )
    purpose: Mapped[SupervisionPurpose] = mapped_column(primary_key=True)
    agreed_on: Mapped[date | None]
    review_on: Mapped[date | None]
    every_weeks: Mapped[int | None]
    last_held_at: Mapped[datetime | None]
    next_at: Mapped[datetime | None]
    reminded_on: Mapped[date | None]
