"""What a letter is about, where it is about several relationships at once."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from journal.models.base import Base


class LetterReason(Base):
    """One of the relationships that a letter waits for; once all have ended, it is not sent."""

    __tablename__ = "letter_reasons"

    letter_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey("outgoing_mail.id", ondelete="CASCADE"), primary_key=True
    )
    relationship_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey("relationships.id", ondelete="CASCADE"), primary_key=True
    )
