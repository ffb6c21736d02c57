"""Somebody to turn to close by, as an organisation sets it for its people."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from journal.models.base import Base, RandomId


class LocalRoute(Base):
    """One way to reach somebody when it is too much: who, how, and at what hours."""

    __tablename__ = "local_routes"
    __table_args__ = (sa.Index("ix_local_routes_organisation_id", "organisation_id"),)

    id: Mapped[RandomId]
    organisation_id: Mapped[UUID] = mapped_column(sa.ForeignKey("organisations.id"))
    name: Mapped[str]
    how: Mapped[str]
    hours: Mapped[str]
    position: Mapped[int]
