"""Something that somebody said they would do, and what became of it."""

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from journal.domain.actions import ActionKind, ActionState
from journal.models.agenda_item import between
from journal.models.base import Base, Moment, RandomId, this_moment
from journal.models.confidential import Confidential, Part, Somebody
from journal.models.joint_record import had_left, held_by


class ActionStep(Part, Base):
    """What became of an action, and why: done, changed, or let go. Never changed, only followed."""

    __tablename__ = "action_steps"
    __table_args__ = (sa.Index("ix_action_steps_action_id", "action_id", "taken_at"),)
    whole_column = "action_id"
    append_only = True

    id: Mapped[RandomId]
    action_id: Mapped[UUID] = mapped_column(sa.ForeignKey("actions.id", ondelete="CASCADE"))
    author_id: Mapped[UUID] = mapped_column(sa.ForeignKey("people.id"))
    state: Mapped[ActionState]
    text: Mapped[str]
    due_on: Mapped[date | None]
    why: Mapped[str] = mapped_column(default="")
    taken_at: Mapped[Moment]


class Action(Confidential, Base):
    """An action with its owner and its day; it comes back until it is done or let go.

    `worker_id` is whose practice it serves and whose record it stands in; the owner may be the
    other one of the relationship. It was agreed in the session of `record_id`, or over feedback on
    the entry of `about_entry_id`; `entry_id` is what its owner wrote about it once it was done.
    """

    __tablename__ = "actions"
    __table_args__ = (
        sa.Index("ix_actions_owner_id_state", "owner_id", "state", "due_on"),
        sa.Index("ix_actions_worker_id_state", "worker_id", "state", "due_on"),
        sa.Index("ix_actions_record_id", "record_id"),
    )
    owner_columns = ("author_id", "worker_id", "relationship_id", "record_id", "about_entry_id")

    id: Mapped[RandomId]
    author_id: Mapped[UUID] = mapped_column(sa.ForeignKey("people.id"))
    worker_id: Mapped[UUID] = mapped_column(sa.ForeignKey("people.id"))
    owner_id: Mapped[UUID] = mapped_column(sa.ForeignKey("people.id"))
    relationship_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("relationships.id"))
    record_id: Mapped[UUID | None] = mapped_column(
        sa.ForeignKey("joint_records.id", ondelete="SET NULL")
    )
    about_entry_id: Mapped[UUID | None] = mapped_column(
        sa.ForeignKey("entries.id", ondelete="SET NULL")
    )
    entry_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("entries.id", ondelete="SET NULL"))
    kind: Mapped[ActionKind]
    state: Mapped[ActionState] = mapped_column(default=ActionState.OPEN)
    text: Mapped[str]
    codes: Mapped[list[str]] = mapped_column(sa.JSON, default=list, server_default="[]")
    """The statements of the standard that it is to help with: it stands in the learning plan."""
    scan_id: Mapped[UUID | None] = mapped_column(
        sa.ForeignKey("skills_scans.id", ondelete="SET NULL")
    )
    due_on: Mapped[date | None]
    made_at: Mapped[Moment]
    closed_at: Mapped[datetime | None]
    reminded_on: Mapped[date | None]

    steps: Mapped[list[ActionStep]] = relationship(viewonly=True, order_by=ActionStep.taken_at)

    @classmethod
    def visible_to(cls, viewer: Somebody) -> sa.ColumnElement[bool]:
        """The worker, the other one while the relationship lasts, and those of the session; of a
        group, until they leave it."""
        return (
            (cls.worker_id == viewer.id)
            | cls.relationship_id.in_(between(viewer))
            | (cls.record_id.in_(held_by(viewer)) & ~had_left(viewer, cls.record_id, this_moment()))
        )

    def editable_by(self, actor: Somebody) -> bool:
        """Whoever it concerns: who wrote it down, who owns it, and whose practice it serves."""
        return actor.id in {self.author_id, self.owner_id, self.worker_id}


ActionStep.whole = Action
