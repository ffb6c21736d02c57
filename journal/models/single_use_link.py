"""Links and codes that open one thing, once, for a while."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from journal.models.base import Base, Moment, RandomId
from journal.models.person import Person


class Purpose(StrEnum):
    """What a link or code opens."""

    INVITATION = "invitation"
    NEW_PASSWORD = "new_password"  # noqa: S105 - a purpose, not a password
    RECORD_CODE = "record_code"
    ADDING_A_PASSKEY = "adding_a_passkey"
    UNLOCKING = "unlocking"


class SingleUseLink(Base):
    """A secret given to one person; only its hash is kept, so a stolen database opens nothing."""

    __tablename__ = "single_use_links"

    id: Mapped[RandomId]
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("people.id"), index=True)
    purpose: Mapped[Purpose]
    token_hash: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[Moment]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="joined")
