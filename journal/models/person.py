"""A person with an account in one organisation."""

from datetime import date, datetime
from os import urandom
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from journal.models.base import Base, Moment, RandomId
from journal.models.organisation import Organisation

SEED = 32


class Person(Base):
    """Somebody who can sign in. What they may read follows from their relationships.

    Somebody who works across two organisations holds an account in each, with an
    e-mail address for each.
    """

    __tablename__ = "people"
    __table_args__ = (sa.UniqueConstraint("organisation_id", "id"),)

    id: Mapped[RandomId]
    organisation_id: Mapped[UUID] = mapped_column(sa.ForeignKey("organisations.id"))
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    password_hash: Mapped[str | None]
    is_administrator: Mapped[bool] = mapped_column(default=False)
    hid_on_this_day_at: Mapped[datetime | None]
    reminded_on: Mapped[date | None]
    """The last day on which a letter reminded them of something: one a day is enough."""
    sealing_seed: Mapped[bytes | None] = mapped_column(default=lambda: urandom(SEED))
    """What only this service knows: it opens what a device without network sealed for them."""
    created_at: Mapped[Moment]
    left_at: Mapped[datetime | None]
    remembered_for_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("people.id"))
    """Whose archive named them. Such a person never had an account here and never can: they
    only stand beside what they wrote or signed elsewhere (docs/adr/0020)."""

    organisation: Mapped[Organisation] = relationship(lazy="joined")
