"""An organisation: everything belongs to one, and nothing crosses to another."""

from datetime import datetime

from sqlalchemy.orm import Mapped

from journal.models.base import Base, Moment, RandomId


class Organisation(Base):
    """An employer or training provider that uses the service."""

    __tablename__ = "organisations"

    id: Mapped[RandomId]
    name: Mapped[str]
    words: Mapped[dict[str, str] | None]
    """Its own words for things that each organisation calls differently, by the plan's keys."""
    created_at: Mapped[Moment]
    closed_at: Mapped[datetime | None]
