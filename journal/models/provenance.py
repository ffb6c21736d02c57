"""Where the words of an evidence statement come from, when others gave and confirmed them."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped

from journal.domain.provenance import SourceKind
from journal.models.base import Base, Moment, RandomId
from journal.models.confidential import Part, Somebody, in_rule
from journal.models.feedback_card import FeedbackCard


class Provenance(Part, Base):
    """One statement whose words the service copied from where others confirmed them.

    Never made from what a form says: the copying writes the statement and this row together, so
    that the words count as confirmed by whoever gave them. A card taken back takes it along.
    """

    __tablename__ = "provenances"
    __table_args__ = (
        sa.UniqueConstraint("entry_id", "statement_number"),
        sa.ForeignKeyConstraint(
            ["entry_id", "author_id"], ["entries.id", "entries.author_id"], ondelete="CASCADE"
        ),
        sa.Index("ix_provenances_source_id", "source_id"),
    )
    whole_column = "entry_id"
    append_only = True

    id: Mapped[RandomId]
    entry_id: Mapped[UUID]
    author_id: Mapped[UUID]
    statement_number: Mapped[int]
    source_kind: Mapped[SourceKind]
    source_id: Mapped[UUID]
    given_by: Mapped[str]
    given_at: Mapped[datetime]
    copied_at: Mapped[Moment]

    @classmethod
    def visible_to(cls, viewer: Somebody) -> sa.ColumnElement[bool]:
        """With its entry, but not once the card it came from was taken back."""
        cards = in_rule(FeedbackCard)
        gone = sa.select(cards.c.id).where(cards.c.taken_back_at.is_not(None))
        return super().visible_to(viewer) & cls.source_id.not_in(gone)
