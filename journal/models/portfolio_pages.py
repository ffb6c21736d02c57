"""On which page of its PDF each piece of a portfolio began when that was last typeset."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from journal.models.base import Base, RandomId
from journal.models.confidential import Confidential, Somebody


class PortfolioPages(Confidential, Base):
    """Pages by the piece's number, kept so that no page view has to typeset a document.

    `mark` names the content that they belong to; once that is another, they are not its pages.
    """

    __tablename__ = "portfolio_pages"
    __table_args__ = (
        sa.UniqueConstraint("portfolio_id"),
        sa.ForeignKeyConstraint(
            ["portfolio_id", "author_id"],
            ["portfolios.id", "portfolios.author_id"],
            ondelete="CASCADE",
        ),
    )
    owner_columns = ("portfolio_id", "author_id")

    id: Mapped[RandomId]
    portfolio_id: Mapped[UUID]
    author_id: Mapped[UUID]
    mark: Mapped[str]
    pages: Mapped[dict[str, int]] = mapped_column(sa.JSON)
    found_at: Mapped[datetime]

    @classmethod
    def visible_to(cls, viewer: Somebody) -> sa.ColumnElement[bool]:
        """The author's."""
        return cls.author_id == viewer.id

    def editable_by(self, actor: Somebody) -> bool:
        """The author has the PDF made."""
        return self.author_id == actor.id
