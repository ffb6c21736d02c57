"""What somebody who was supported says of it, without a name, on paper or on a screen."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from journal.models.base import Base, Moment, RandomId, this_moment
from journal.models.confidential import Confidential, Somebody


class FeedbackCard(Confidential, Base):
    """One card, given once, taken back by the code that stands on it. Nobody's name is on it.

    Whoever holds the card acts as this row. Of the link and of the code only hashes are kept.
    """

    __tablename__ = "feedback_cards"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["organisation_id", "author_id"], ["people.organisation_id", "people.id"]
        ),
        sa.Index("ix_feedback_cards_author_id", "author_id"),
    )
    owner_columns = ("author_id", "token_hash", "code_hash")

    id: Mapped[RandomId]
    organisation_id: Mapped[UUID]
    author_id: Mapped[UUID]
    token_hash: Mapped[str] = mapped_column(unique=True)
    code_hash: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[Moment]
    expires_at: Mapped[datetime]
    answers: Mapped[dict[str, str]]
    may_be_used: Mapped[bool] = mapped_column(default=False)
    on_paper: Mapped[bool] = mapped_column(default=False)
    with_worker: Mapped[bool] = mapped_column(default=False, server_default="0")
    """Whether the worker was signed in on the device on which it was filled in."""
    given_at: Mapped[datetime | None]
    taken_back_at: Mapped[datetime | None]

    @classmethod
    def is_open(cls) -> sa.ColumnElement[bool]:
        """Whether it can still be filled in, at this moment."""
        return (
            cls.given_at.is_(None) & cls.taken_back_at.is_(None) & (cls.expires_at > this_moment())
        )

    @classmethod
    def visible_to(cls, viewer: Somebody) -> sa.ColumnElement[bool]:
        """The worker it is about, until it is taken back; whoever holds the card."""
        return (cls.id == viewer.id) | ((cls.author_id == viewer.id) & cls.taken_back_at.is_(None))

    def editable_by(self, actor: Somebody) -> bool:
        """The worker makes it and types a paper one in, which then says so; whoever holds it
        gives it or takes it back. What was given, the worker does not touch."""
        given = sa.inspect(self).attrs.given_at.load_history()
        was_given = any((*given.unchanged, *given.deleted)) and not given.added
        is_given = self.given_at is not None and not self.on_paper
        return self.id == actor.id or (
            self.author_id == actor.id and not was_given and not is_given
        )
