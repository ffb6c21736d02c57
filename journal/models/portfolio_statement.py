"""What somebody put their name to about one exact version of a portfolio."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from journal.domain.submission import StatementKind
from journal.models.base import Base, Moment, RandomId
from journal.models.confidential import Confidential, Somebody
from journal.models.relationship import Relationship


class PortfolioStatement(Confidential, Base):
    """By the worker, or by the line manager they asked. Never overwritten.

    `digest` is the fingerprint of the content it was given on. `name` and `capacity` are those
    of the day on which it was given.
    """

    __tablename__ = "portfolio_statements"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["portfolio_id", "worker_id"],
            ["portfolios.id", "portfolios.author_id"],
            ondelete="CASCADE",
        ),
        sa.Index("ix_portfolio_statements_portfolio_id", "portfolio_id"),
    )
    append_only = True

    id: Mapped[RandomId]
    portfolio_id: Mapped[UUID]
    worker_id: Mapped[UUID]
    author_id: Mapped[UUID] = mapped_column(sa.ForeignKey("people.id"))
    relationship_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("relationships.id"))
    kind: Mapped[StatementKind]
    name: Mapped[str]
    capacity: Mapped[str]
    words: Mapped[str]
    digest: Mapped[str]
    given_at: Mapped[Moment]

    @classmethod
    def visible_to(cls, viewer: Somebody) -> sa.ColumnElement[bool]:
        """The worker; whoever gave it, while the relationship lasts."""
        current = sa.select(Relationship.id).where(Relationship.is_current())
        own = (cls.author_id == viewer.id) & cls.relationship_id.in_(current)
        return (cls.worker_id == viewer.id) | own

    def editable_by(self, actor: Somebody) -> bool:
        """Whoever puts their name to it."""
        return self.author_id == actor.id
