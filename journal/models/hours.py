"""Off-the-job training hours: what was done when, and who verified it."""

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from journal.domain.hours import TrainingMethod
from journal.domain.relationships import RelationshipKind
from journal.models.base import Base, Moment, RandomId
from journal.models.confidential import Confidential, Part, Somebody
from journal.models.programme import shows_supervisors
from journal.models.relationship import workers_of


class HoursWord(Part, Base):
    """A line manager's or coach's word on one line: it was so, or it needs another look; or what
    its worker wrote back to a question."""

    __tablename__ = "hours_words"
    __table_args__ = (sa.Index("ix_hours_words_line_id", "line_id"),)
    whole_column = "line_id"
    append_only = True

    id: Mapped[RandomId]
    line_id: Mapped[UUID] = mapped_column(sa.ForeignKey("hours_lines.id", ondelete="CASCADE"))
    author_id: Mapped[UUID] = mapped_column(sa.ForeignKey("people.id"))
    agrees: Mapped[bool | None]
    """None for what the worker writes back, who never speaks for their own line."""
    words: Mapped[str] = mapped_column(default="")
    given_at: Mapped[Moment]


class HoursLine(Confidential, Base):
    """One line of the log. A line is never overwritten: a change is a new one that replaces it.

    It is the worker's own description, and never the text of the entry it may belong to.
    """

    __tablename__ = "hours_lines"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["organisation_id", "author_id"], ["people.organisation_id", "people.id"]
        ),
        sa.UniqueConstraint("replaces_id"),
        sa.CheckConstraint("minutes > 0", name="some_time"),
        sa.Index("ix_hours_lines_author_id_dated", "author_id", "dated", "id"),
        sa.Index("ix_hours_lines_entry_id", "entry_id"),
    )
    owner_columns = ("author_id", "minutes", "dated", "description", "replaces_id")

    id: Mapped[RandomId]
    organisation_id: Mapped[UUID]
    author_id: Mapped[UUID]
    entry_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("entries.id", ondelete="SET NULL"))
    dated: Mapped[date]
    method: Mapped[TrainingMethod]
    description: Mapped[str]
    codes: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    minutes: Mapped[int]
    in_paid_hours: Mapped[bool]
    replaces_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("hours_lines.id"))
    replaced_at: Mapped[datetime | None]
    """When another line took its place, or it was taken off the log."""
    logged_at: Mapped[Moment]

    words: Mapped[list[HoursWord]] = relationship(viewonly=True, order_by=HoursWord.given_at)

    @classmethod
    def visible_to(cls, viewer: Somebody) -> sa.ColumnElement[bool]:
        """The worker; their line managers and coaches of this moment, who verify it; and their
        supervisors if the worker lets them."""
        theirs = workers_of(viewer, RelationshipKind.MANAGER, RelationshipKind.COACH)
        shown = cls.author_id.in_(workers_of(viewer, RelationshipKind.SUPERVISOR)) & (
            cls.author_id.in_(shows_supervisors())
        )
        return (cls.author_id == viewer.id) | cls.author_id.in_(theirs) | shown

    def editable_by(self, actor: Somebody) -> bool:
        """The worker alone logs."""
        return self.author_id == actor.id


HoursWord.whole = HoursLine
