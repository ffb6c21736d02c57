"""One version of a portfolio, copied for a line manager to read and sign."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped

from journal.models.base import Base, Moment, RandomId
from journal.models.confidential import Confidential, Somebody
from journal.models.relationship import Relationship


class VersionToSign(Confidential, Base):
    """The portfolio as it stood when the worker asked for a signature; it never changes.

    Whoever is asked reads this version and nothing else of the portfolio, for as long as they
    are the worker's line manager and are still asked. `document` is the canonical text of the
    tree, and `digest` its fingerprint.
    """

    __tablename__ = "versions_to_sign"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["portfolio_id", "author_id"],
            ["portfolios.id", "portfolios.author_id"],
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["relationship_id", "author_id", "reader_id"],
            ["relationships.id", "relationships.worker_id", "relationships.other_id"],
        ),
        sa.Index("ix_versions_to_sign_portfolio_id", "portfolio_id"),
        sa.Index("ix_versions_to_sign_reader_id", "reader_id"),
    )
    owner_columns = (
        "author_id", "reader_id", "relationship_id", "portfolio_id", "digest", "document",
        "asked_at",
    )  # fmt: skip

    id: Mapped[RandomId]
    portfolio_id: Mapped[UUID]
    author_id: Mapped[UUID]
    reader_id: Mapped[UUID]
    relationship_id: Mapped[UUID]
    digest: Mapped[str]
    document: Mapped[str]
    asked_at: Mapped[Moment]
    withdrawn_at: Mapped[datetime | None]

    @classmethod
    def visible_to(cls, viewer: Somebody) -> sa.ColumnElement[bool]:
        """The worker; whoever is asked, while the relationship lasts and they are still asked."""
        current = sa.select(Relationship.id).where(Relationship.is_current())
        asked = cls.withdrawn_at.is_(None) & cls.relationship_id.in_(current)
        return (cls.author_id == viewer.id) | ((cls.reader_id == viewer.id) & asked)

    def editable_by(self, actor: Somebody) -> bool:
        """The worker alone asks, and takes the question back."""
        return self.author_id == actor.id
