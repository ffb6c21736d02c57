"""What somebody keeps on a card to practise with: theirs alone, always."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from journal.domain.rehearsal import Felt
from journal.models.base import Base, Moment, RandomId
from journal.models.confidential import Confidential, Somebody


class RehearsalNote(Confidential, Base):
    """Keywords for one statement of one portfolio, and how the card felt.

    Whoever may ever read the portfolio, nobody else reads this: it is no part of it.
    """

    __tablename__ = "rehearsal_notes"
    __table_args__ = (
        sa.UniqueConstraint("portfolio_id", "code"),
        sa.ForeignKeyConstraint(
            ["portfolio_id", "author_id"],
            ["portfolios.id", "portfolios.author_id"],
            ondelete="CASCADE",
        ),
    )
    owner_columns = ("portfolio_id", "author_id", "code")

    id: Mapped[RandomId]
    portfolio_id: Mapped[UUID]
    author_id: Mapped[UUID]
    code: Mapped[str]
    keywords: Mapped[str] = mapped_column(default="")
    felt: Mapped[Felt | None]
    version: Mapped[int] = mapped_column(default=0)
    """Of the keywords; 0 while there never were any."""
    changed_at: Mapped[Moment]

    @classmethod
    def visible_to(cls, viewer: Somebody) -> sa.ColumnElement[bool]:
        """The author's alone."""
        return cls.author_id == viewer.id

    def editable_by(self, actor: Somebody) -> bool:
        """The author's alone."""
        return self.author_id == actor.id
