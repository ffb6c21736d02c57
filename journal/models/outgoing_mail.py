"""Mail that waits to be sent, written in the transaction that gave rise to it."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from journal.models.base import Base, Moment, RandomId


class OutgoingMail(Base):
    """A letter that says something is waiting, with a link: never what was written."""

    __tablename__ = "outgoing_mail"
    __table_args__ = (sa.Index("ix_outgoing_mail_sent_at", "sent_at"),)

    id: Mapped[RandomId]
    to_address: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    made_at: Mapped[Moment]
    sent_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
