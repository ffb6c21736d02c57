"""The skills scan: what a worker says they know and do already, and what was said to it."""

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from journal.domain.relationships import RelationshipKind
from journal.domain.skills_scan import ScanAnswer as Answer
from journal.domain.skills_scan import ScanPart, ScanWordKind
from journal.models.base import Base, Moment, RandomId
from journal.models.confidential import Confidential, Part, Somebody
from journal.models.programme import shows_supervisors
from journal.models.relationship import workers_of


class ScanAnswer(Part, Base):
    """The answer to one of the twenty statements, with what the worker already knows or does.

    `certificate_ids` names entries of the worker's journal that hold a qualification; they show
    nobody more of those entries than is shared anyway.
    """

    __tablename__ = "scan_answers"
    __table_args__ = (sa.UniqueConstraint("scan_id", "duty", "part"),)
    whole_column = "scan_id"
    owner_columns = ("scan_id", "author_id", "duty", "part")

    id: Mapped[RandomId]
    scan_id: Mapped[UUID] = mapped_column(sa.ForeignKey("skills_scans.id", ondelete="CASCADE"))
    author_id: Mapped[UUID] = mapped_column(sa.ForeignKey("people.id"))
    duty: Mapped[int]
    part: Mapped[ScanPart]
    answer: Mapped[Answer | None]
    already: Mapped[str] = mapped_column(default="")
    qualifications: Mapped[str] = mapped_column(default="")
    certificate_ids: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    saved_at: Mapped[Moment]


class ScanWord(Part, Base):
    """What the line manager or the coach said to a scan. Never changed, only followed."""

    __tablename__ = "scan_words"
    __table_args__ = (sa.Index("ix_scan_words_scan_id", "scan_id", "given_at"),)
    whole_column = "scan_id"
    append_only = True

    id: Mapped[RandomId]
    scan_id: Mapped[UUID] = mapped_column(sa.ForeignKey("skills_scans.id", ondelete="CASCADE"))
    author_id: Mapped[UUID] = mapped_column(sa.ForeignKey("people.id"))
    kind: Mapped[ScanWordKind]
    duty: Mapped[int | None]
    text: Mapped[str] = mapped_column(default="")
    held_on: Mapped[date | None]
    """The day of the planning meeting."""
    given_at: Mapped[Moment]


class SkillsScan(Confidential, Base):
    """One scan. It is the worker's alone until it is sent; then it stays as it was sent.

    `number` counts a worker's scans; the first is the baseline that later ones stand beside.
    """

    __tablename__ = "skills_scans"
    __table_args__ = (
        sa.UniqueConstraint("author_id", "number"),
        sa.ForeignKeyConstraint(
            ["organisation_id", "author_id"], ["people.organisation_id", "people.id"]
        ),
    )
    owner_columns = ("author_id", "number", "standard", "standard_version")

    id: Mapped[RandomId]
    organisation_id: Mapped[UUID]
    author_id: Mapped[UUID]
    number: Mapped[int]
    standard: Mapped[str] = mapped_column(default="")
    standard_version: Mapped[str] = mapped_column(default="")
    """What was learned when it was begun: its questions stay those of that version."""
    revision: Mapped[int] = mapped_column(default=1)
    begun_at: Mapped[Moment]
    saved_at: Mapped[Moment]
    sent_at: Mapped[datetime | None]

    answers: Mapped[list[ScanAnswer]] = relationship(
        viewonly=True, order_by=(ScanAnswer.duty, ScanAnswer.part)
    )
    words: Mapped[list[ScanWord]] = relationship(viewonly=True, order_by=ScanWord.given_at)

    __mapper_args__ = {"version_id_col": revision, "version_id_generator": False}

    @classmethod
    def visible_to(cls, viewer: Somebody) -> sa.ColumnElement[bool]:
        """The worker; once it is sent, their line managers and coaches of this moment, and their
        supervisors if the worker lets them."""
        theirs = workers_of(viewer, RelationshipKind.MANAGER, RelationshipKind.COACH)
        shown = cls.author_id.in_(workers_of(viewer, RelationshipKind.SUPERVISOR)) & (
            cls.author_id.in_(shows_supervisors())
        )
        return (cls.author_id == viewer.id) | (
            cls.sent_at.is_not(None) & (cls.author_id.in_(theirs) | shown)
        )

    def editable_by(self, actor: Somebody) -> bool:
        """The worker alone fills it in."""
        return self.author_id == actor.id


for each in (ScanAnswer, ScanWord):
    each.whole = SkillsScan
