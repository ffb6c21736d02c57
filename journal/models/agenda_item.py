"""Something brought to supervision: on an agenda, or waiting for the next session."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from journal.models.base import Base, Moment, RandomId
from journal.models.confidential import Confidential, Somebody
from journal.models.joint_record import had_left, held_by
from journal.models.relationship import Relationship


class AgendaItem(Confidential, Base):
    """One point, in the words of whoever brings it.

    It stands on the agenda of a session, or waits for the next one of a relationship. What it is
    about (an entry, an action, feedback, a statement of the standard) is named by kind and key,
    and shows nobody more of it than they may see anyway.
    """

    __tablename__ = "agenda_items"
    __table_args__ = (
        sa.CheckConstraint(
            "record_id IS NOT NULL OR relationship_id IS NOT NULL", name="it_waits_somewhere"
        ),
        sa.Index("ix_agenda_items_record_id", "record_id"),
        sa.Index("ix_agenda_items_relationship_id", "relationship_id"),
    )

    id: Mapped[RandomId]
    author_id: Mapped[UUID] = mapped_column(sa.ForeignKey("people.id"))
    relationship_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("relationships.id"))
    record_id: Mapped[UUID | None] = mapped_column(
        sa.ForeignKey("joint_records.id", ondelete="CASCADE")
    )
    text: Mapped[str]
    about_kind: Mapped[str] = mapped_column(default="")
    about_key: Mapped[str] = mapped_column(default="")
    brought_at: Mapped[Moment]
    talked_about_at: Mapped[datetime | None]
    moved_from_id: Mapped[UUID | None]
    """The session that was closed without coming to it."""

    @classmethod
    def visible_to(cls, viewer: Somebody) -> sa.ColumnElement[bool]:
        """Whoever brought it, the two it waits for, and those who hold the session."""
        waits = between(viewer)
        return (
            (cls.author_id == viewer.id)
            | (cls.record_id.is_(None) & cls.relationship_id.in_(waits))
            | (
                cls.record_id.in_(held_by(viewer))
                & ~had_left(viewer, cls.record_id, cls.brought_at)
            )
        )

    def editable_by(self, actor: Somebody) -> bool:
        """Whoever brought it; that it was talked about, anybody at the session can tick, but
        nobody else takes it away."""
        state = sa.inspect(self)
        changed = {each.key for each in state.attrs if each.history.has_changes()}
        ticks = (
            state.persistent
            and changed
            and changed <= {"talked_about_at", "record_id", "moved_from_id"}
        )
        return self.author_id == actor.id or bool(ticks)


def between(person: Somebody) -> sa.Select[UUID]:
    """The ids of the relationships that somebody is in at this moment, on either side."""
    is_one = (Relationship.worker_id == person.id) | (Relationship.other_id == person.id)
    return sa.select(Relationship.id).where(is_one, Relationship.is_current())
