"""A passkey: a device's own unlock that opens a locked journal without the password."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from journal.models.base import Base, Moment, RandomId


class Passkey(Base):
    """The public half of a key whose secret half never leaves the person's device.

    `uses` is the device's own count of how often the key was used (0 from those that keep
    none): a count that goes back tells of a copied key.
    """

    __tablename__ = "passkeys"

    id: Mapped[RandomId]
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("people.id"), index=True)
    credential_id: Mapped[str] = mapped_column(unique=True)
    public_key: Mapped[bytes]
    uses: Mapped[int]
    name: Mapped[str]
    added_at: Mapped[Moment]
    last_used_at: Mapped[datetime | None]
