"""Attempts at a secret, counted so that guessing is slow."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped

from journal.models.base import Base, Moment, RandomId


class Attempt(Base):
    """One try: at a password, or at a link. `what` names the door and who knocked, hashed."""

    __tablename__ = "attempts"
    __table_args__ = (sa.Index("ix_attempts_what_at", "what", "at"),)

    id: Mapped[RandomId]
    what: Mapped[str]
    at: Mapped[Moment]
