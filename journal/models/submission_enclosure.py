"""A file that was handed in with a portfolio: frozen with it."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped

from journal.models.base import Base, RandomId
from journal.models.confidential import Part


class SubmissionEnclosure(Part, Base):
    """One enclosed file as it stood. Its bytes are those of the attachment, at the same address:
    they stay for as long as a row names them, whatever becomes of the attachment."""

    __tablename__ = "submission_enclosures"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["submission_id", "author_id"],
            ["submissions.id", "submissions.author_id"],
            ondelete="CASCADE",
        ),
        sa.UniqueConstraint("submission_id", "number"),
        sa.Index("ix_submission_enclosures_author_id_address", "author_id", "address"),
    )
    whole_column = "submission_id"
    append_only = True

    id: Mapped[RandomId]
    submission_id: Mapped[UUID]
    author_id: Mapped[UUID]
    number: Mapped[int]
    piece_number: Mapped[int]
    name: Mapped[str]
    caption: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    address: Mapped[str]
