"""A portfolio: the pieces a peer worker chose, in the order they chose."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from journal.models.base import Base, Moment, RandomId
from journal.models.confidential import Confidential, Part, Somebody
from journal.models.piece_file import PieceFile


class PortfolioPiece(Part, Base):
    """One entry's place in a portfolio; what may stand there is asked again at every compile.

    `title` is the piece's own: the entry's title may hold words that were never meant to travel.
    `context` helps a reader who was not there; most pieces explain themselves and have none.
    `feedback_ids` names the messages that go along, each chosen, since whoever wrote one wrote
    it to the worker.
    """

    __tablename__ = "portfolio_pieces"
    __table_args__ = (
        sa.UniqueConstraint("portfolio_id", "entry_id"),
        sa.ForeignKeyConstraint(
            ["portfolio_id", "author_id"],
            ["portfolios.id", "portfolios.author_id"],
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["entry_id", "author_id"], ["entries.id", "entries.author_id"], ondelete="CASCADE"
        ),
    )
    whole_column = "portfolio_id"
    owner_columns = ("portfolio_id", "entry_id", "author_id")

    id: Mapped[RandomId]
    portfolio_id: Mapped[UUID]
    entry_id: Mapped[UUID]
    author_id: Mapped[UUID]
    title: Mapped[str] = mapped_column(default="")
    context: Mapped[str | None]
    feedback_ids: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    position: Mapped[int]
    added_at: Mapped[Moment]

    files: Mapped[list[PieceFile]] = relationship(viewonly=True, lazy="selectin")
    """What was decided about the files of the entry; a file that is not named here stays behind."""

    @property
    def own_words(self) -> tuple[str, ...]:
        """What was written for this piece alone, and would go with it."""
        about_files = (words for file in self.files for words in (file.caption, file.moments))
        return tuple(words for words in (self.context or "", *about_files) if words.strip())


class Portfolio(Confidential, Base):
    """A selection of evidence for one assessment plan; its author's until handed over."""

    __tablename__ = "portfolios"
    __table_args__ = (
        sa.UniqueConstraint("id", "author_id"),
        sa.ForeignKeyConstraint(
            ["organisation_id", "author_id"], ["people.organisation_id", "people.id"]
        ),
        sa.Index("ix_portfolios_author_id", "author_id"),
    )

    id: Mapped[RandomId]
    organisation_id: Mapped[UUID]
    author_id: Mapped[UUID]
    title: Mapped[str]
    plan: Mapped[str]
    introduction: Mapped[str] = mapped_column(default="")
    closing: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[Moment]
    changed_at: Mapped[Moment]

    pieces: Mapped[list[PortfolioPiece]] = relationship(
        viewonly=True, order_by=PortfolioPiece.position
    )

    __mapper_args__ = {"version_id_col": version, "version_id_generator": False}

    @classmethod
    def visible_to(cls, viewer: Somebody) -> sa.ColumnElement[bool]:
        """The author's."""
        return cls.author_id == viewer.id

    def editable_by(self, actor: Somebody) -> bool:
        """The author chooses."""
        return self.author_id == actor.id


PortfolioPiece.whole = Portfolio
PieceFile.whole = PortfolioPiece
