"""The key with which an organisation signs the portfolios that leave it."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from journal.models.base import Base, Moment, RandomId


class SigningKey(Base):
    """An Ed25519 key. The newest signs; every earlier one stays, for what was signed with it.

    `sealed` is the private key, sealed with a key made from the service's secret: whoever has
    only the database can sign nothing.
    """

    __tablename__ = "signing_keys"
    __table_args__ = (sa.Index("ix_signing_keys_organisation_id", "organisation_id"),)

    id: Mapped[RandomId]
    organisation_id: Mapped[UUID] = mapped_column(sa.ForeignKey("organisations.id"))
    public_key: Mapped[bytes]
    sealed: Mapped[bytes]
    made_at: Mapped[Moment]
