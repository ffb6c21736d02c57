"""What an organisation is told of its supervision, counted once a month."""

from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from journal.domain.relationships import RelationshipKind
from journal.models.base import Base


class SupervisionCount(Base):
    """The numbers as they may be said, of the first count in a month; they stay until the next.

    Whoever ends relationships could otherwise count before and after, and learn of one person
    what no count may tell. The true numbers are kept nowhere.
    """

    __tablename__ = "supervision_counts"

    organisation_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey("organisations.id", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[RelationshipKind] = mapped_column(primary_key=True)
    taken_on: Mapped[date]
    people: Mapped[str]
    with_agreement: Mapped[str]
    met_in_time: Mapped[str]
    review_overdue: Mapped[str]
