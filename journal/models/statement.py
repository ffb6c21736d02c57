"""The evidence statement: the de-identified text a portfolio may carry, and who vouches for it."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from journal.domain.relationships import RelationshipKind
from journal.models.base import Base, Moment, RandomId
from journal.models.confidential import Part


class EvidenceStatement(Part, Base):
    """One version of an entry's evidence statement; a change is the next number, never an edit."""

    __tablename__ = "evidence_statements"
    __table_args__ = (
        sa.UniqueConstraint("entry_id", "number"),
        sa.ForeignKeyConstraint(
            ["entry_id", "author_id"], ["entries.id", "entries.author_id"], ondelete="CASCADE"
        ),
    )
    whole_column = "entry_id"
    append_only = True

    id: Mapped[RandomId]
    entry_id: Mapped[UUID]
    author_id: Mapped[UUID]
    number: Mapped[int]
    text: Mapped[str]
    written_at: Mapped[Moment]


class Attestation(Part, Base):
    """Somebody vouches for one version of an evidence statement, in words of their own.

    For testimony that the worker typed in, this is its author saying: these are my words.
    """

    __tablename__ = "attestations"
    __table_args__ = (sa.Index("ix_attestations_entry_id", "entry_id"),)
    whole_column = "entry_id"
    append_only = True

    id: Mapped[RandomId]
    entry_id: Mapped[UUID] = mapped_column(sa.ForeignKey("entries.id", ondelete="CASCADE"))
    author_id: Mapped[UUID] = mapped_column(sa.ForeignKey("people.id"))
    capacity: Mapped[RelationshipKind]
    statement_number: Mapped[int]
    words: Mapped[str]
    given_at: Mapped[Moment]
