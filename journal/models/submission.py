"""A portfolio as it was handed in: frozen, whole, and never changed again."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from journal.domain.entry_kind import EntryKind
from journal.domain.submission import EndKind, FileKind
from journal.models.assessor_link import AssessorLink
from journal.models.base import Base, Moment, RandomId
from journal.models.confidential import Confidential, Part, Somebody
from journal.models.submission_enclosure import SubmissionEnclosure


def of_a_submission() -> sa.ForeignKeyConstraint:
    """Every part belongs to a submission of the same worker's."""
    return sa.ForeignKeyConstraint(
        ["submission_id", "author_id"],
        ["submissions.id", "submissions.author_id"],
        ondelete="CASCADE",
    )


class SubmissionPiece(Part, Base):
    """One piece as it stood. The entry is named, not tied: it may go, and this stays."""

    __tablename__ = "submission_pieces"
    __table_args__ = (
        of_a_submission(),
        sa.UniqueConstraint("submission_id", "number"),
        sa.Index("ix_submission_pieces_entry_id", "entry_id"),
    )
    whole_column = "submission_id"
    append_only = True

    id: Mapped[RandomId]
    submission_id: Mapped[UUID]
    author_id: Mapped[UUID]
    entry_id: Mapped[UUID]
    number: Mapped[int]
    title: Mapped[str]
    kind: Mapped[EntryKind]
    dated: Mapped[date]
    statement_number: Mapped[int]


class SubmissionFile(Part, Base):
    """One file of a submission; its bytes lie sealed at `address` in the storage."""

    __tablename__ = "submission_files"
    __table_args__ = (
        of_a_submission(),
        sa.UniqueConstraint("submission_id", "kind"),
        sa.Index("ix_submission_files_author_id_address", "author_id", "address"),
    )
    whole_column = "submission_id"
    append_only = True

    id: Mapped[RandomId]
    submission_id: Mapped[UUID]
    author_id: Mapped[UUID]
    kind: Mapped[FileKind]
    size: Mapped[int]
    sha256: Mapped[str]
    address: Mapped[str]


class SubmissionEnd(Part, Base):
    """That a submission was withdrawn, or that another took its place; said once."""

    __tablename__ = "submission_ends"
    __table_args__ = (of_a_submission(), sa.UniqueConstraint("submission_id"))
    whole_column = "submission_id"
    append_only = True

    id: Mapped[RandomId]
    submission_id: Mapped[UUID]
    author_id: Mapped[UUID]
    kind: Mapped[EndKind]
    by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("submissions.id"))
    ended_at: Mapped[Moment]


class Submission(Confidential, Base):
    """What was handed in, when, and what it was signed on. It outlives the portfolio.

    `digest` is the fingerprint of the content that the statements were given on; `statements`
    holds them as they stood, each with its own.
    """

    __tablename__ = "submissions"
    __table_args__ = (
        sa.UniqueConstraint("id", "author_id"),
        sa.ForeignKeyConstraint(
            ["organisation_id", "author_id"], ["people.organisation_id", "people.id"]
        ),
        sa.Index("ix_submissions_author_id", "author_id", "portfolio_id"),
    )
    append_only = True

    id: Mapped[RandomId]
    organisation_id: Mapped[UUID]
    author_id: Mapped[UUID]
    portfolio_id: Mapped[UUID]
    title: Mapped[str]
    digest: Mapped[str]
    statements: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    frozen_at: Mapped[Moment]

    pieces: Mapped[list[SubmissionPiece]] = relationship(
        viewonly=True, order_by=SubmissionPiece.number
    )
    enclosures: Mapped[list[SubmissionEnclosure]] = relationship(
        viewonly=True, order_by=SubmissionEnclosure.number
    )
    files: Mapped[list[SubmissionFile]] = relationship(viewonly=True, order_by=SubmissionFile.kind)
    end: Mapped[SubmissionEnd | None] = relationship(
        viewonly=True,
        foreign_keys=SubmissionEnd.submission_id,
        primaryjoin="Submission.id == SubmissionEnd.submission_id",
    )

    @property
    def ended_at(self) -> datetime | None:
        """When it was withdrawn or another took its place."""
        return self.end.ended_at if self.end else None

    @classmethod
    def visible_to(cls, viewer: Somebody) -> sa.ColumnElement[bool]:
        """The worker, and whoever holds a link to it that is open."""
        theirs = sa.select(AssessorLink.submission_id).where(
            AssessorLink.id == viewer.id, AssessorLink.is_open()
        )
        return (cls.author_id == viewer.id) | cls.id.in_(theirs)

    def editable_by(self, actor: Somebody) -> bool:
        """The worker hands in."""
        return self.author_id == actor.id


for part in (SubmissionPiece, SubmissionFile, SubmissionEnd, SubmissionEnclosure):
    part.whole = Submission
