"""One signed-in device. The cookie holds a random token, this row only its hash."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from journal.models.base import Base, Moment, RandomId
from journal.models.person import Person


class SignIn(Base):
    """A device that is signed in until it ends; a cookie copied from it then opens nothing.

    While `locked_at` is set, only the password or a passkey of this person opens it again.
    """

    __tablename__ = "sign_ins"

    id: Mapped[RandomId]
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("people.id"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    device: Mapped[str]
    began_at: Mapped[Moment]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    locked_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="joined")
