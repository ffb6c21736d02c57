"""What the gateway asks for beside the record: English and maths, and behaviours seen at work."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from journal.domain.gateway import Subject, SubjectState
from journal.domain.relationships import RelationshipKind
from journal.models.base import Base, Moment, RandomId
from journal.models.confidential import Confidential, Somebody
from journal.models.relationship import workers_of


class SubjectCheck(Confidential, Base):
    """How English or maths stands, as the worker or their coach wrote down. Never overwritten.

    Why somebody is exempt may be about their health, so it is theirs and their coach's alone; the
    employer sees no more than `Programme.english_settled`.
    """

    __tablename__ = "subject_checks"
    __table_args__ = (sa.Index("ix_subject_checks_worker_id", "worker_id", "subject"),)
    append_only = True

    id: Mapped[RandomId]
    worker_id: Mapped[UUID] = mapped_column(sa.ForeignKey("people.id"))
    author_id: Mapped[UUID] = mapped_column(sa.ForeignKey("people.id"))
    subject: Mapped[Subject]
    state: Mapped[SubjectState]
    reason: Mapped[str] = mapped_column(default="")
    given_at: Mapped[Moment]

    @classmethod
    def visible_to(cls, viewer: Somebody) -> sa.ColumnElement[bool]:
        """The worker, and their coaches of this moment."""
        theirs = workers_of(viewer, RelationshipKind.COACH)
        return (cls.worker_id == viewer.id) | cls.worker_id.in_(theirs)

    def editable_by(self, actor: Somebody) -> bool:
        """Whoever writes it down."""
        return self.author_id == actor.id


class BehaviourSeen(Confidential, Base):
    """The employer's verification of one behaviour, with what they saw. Never overwritten."""

    __tablename__ = "behaviours_seen"
    __table_args__ = (sa.Index("ix_behaviours_seen_worker_id", "worker_id", "code"),)
    append_only = True

    id: Mapped[RandomId]
    worker_id: Mapped[UUID] = mapped_column(sa.ForeignKey("people.id"))
    author_id: Mapped[UUID] = mapped_column(sa.ForeignKey("people.id"))
    relationship_id: Mapped[UUID] = mapped_column(sa.ForeignKey("relationships.id"))
    framework: Mapped[str]
    code: Mapped[str]
    is_verified: Mapped[bool]
    seen: Mapped[str]
    given_at: Mapped[Moment]

    @classmethod
    def visible_to(cls, viewer: Somebody) -> sa.ColumnElement[bool]:
        """The worker, and their line managers and coaches of this moment."""
        theirs = workers_of(viewer, RelationshipKind.MANAGER, RelationshipKind.COACH)
        return (cls.worker_id == viewer.id) | cls.worker_id.in_(theirs)

    def editable_by(self, actor: Somebody) -> bool:
        """Whoever gives it."""
        return self.author_id == actor.id
