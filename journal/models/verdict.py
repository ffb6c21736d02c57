"""A verdict: what somebody who supports the worker says of a tag."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from journal.domain.relationships import RelationshipKind
from journal.domain.standing import Decision
from journal.models.base import Base, Moment, RandomId
from journal.models.confidential import Part


class Verdict(Part, Base):
    """One named person's word on one tag, on the version they read. Never changed, only followed.

    It names the tag by framework and code, so that it outlasts a tag taken off and put back.
    """

    __tablename__ = "verdicts"
    __table_args__ = (sa.Index("ix_verdicts_entry_id", "entry_id", "framework", "code"),)
    whole_column = "entry_id"
    append_only = True

    id: Mapped[RandomId]
    entry_id: Mapped[UUID] = mapped_column(sa.ForeignKey("entries.id", ondelete="CASCADE"))
    author_id: Mapped[UUID] = mapped_column(sa.ForeignKey("people.id"))
    capacity: Mapped[RelationshipKind]
    framework: Mapped[str]
    code: Mapped[str]
    decision: Mapped[Decision]
    because: Mapped[str] = mapped_column(default="")
    on_revision: Mapped[int]
    given_at: Mapped[Moment]
