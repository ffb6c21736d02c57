"""Mail that waits to be sent, written in the transaction that gave rise to it."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from journal.models.base import Base, Moment, RandomId


class OutgoingMail(Base):
    """A letter that says something is waiting, with a link: never what was written.

    One that waits because of a relationship is not sent once that has ended.
    """

    __tablename__ = "outgoing_mail"
    __table_args__ = (sa.Index("ix_outgoing_mail_sent_at", "sent_at"),)

    id: Mapped[RandomId]
    to_address: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    made_at: Mapped[Moment]
    sent_at: Mapped[datetime | None]
    relationship_id: Mapped[UUID | None] = mapped_column(
        sa.ForeignKey("relationships.id", ondelete="CASCADE")
    )
    tries: Mapped[int] = mapped_column(default=0)
