"""Frameworks and assessment plans that an organisation made its own, version by version."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from journal.models.base import Base, Moment, RandomId


class OwnStandard(Base):
    """A standard that was imported. A version that somebody learns under never changes."""

    __tablename__ = "own_standards"
    __table_args__ = (sa.UniqueConstraint("organisation_id", "key", "version"),)

    id: Mapped[RandomId]
    organisation_id: Mapped[UUID] = mapped_column(sa.ForeignKey("organisations.id"))
    key: Mapped[str]
    version: Mapped[str]
    title: Mapped[str]
    data: Mapped[dict[str, Any]]
    made_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("people.id"))
    made_at: Mapped[Moment]
    retired_at: Mapped[datetime | None]


class OwnPlan(Base):
    """An assessment plan as an organisation edited it. A change is a new version."""

    __tablename__ = "own_plans"
    __table_args__ = (sa.UniqueConstraint("organisation_id", "key", "version"),)

    id: Mapped[RandomId]
    organisation_id: Mapped[UUID] = mapped_column(sa.ForeignKey("organisations.id"))
    key: Mapped[str]
    version: Mapped[str]
    title: Mapped[str]
    data: Mapped[dict[str, Any]]
    made_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("people.id"))
    made_at: Mapped[Moment]
    retired_at: Mapped[datetime | None]
