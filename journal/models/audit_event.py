"""What happened, to whose record, by whom and when: never what was written."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from journal.models.base import Base, Moment, RandomId
from journal.models.confidential import Confidential, Somebody


class AuditEvent(Confidential, Base):
    """One line of the account that the owner of a record can read of it.

    `owner_id` is the person whose record it was. Text never stands here: an event
    names its subject by kind and id. Whoever acts without an account acts by a link that a
    person gave them: `link_id` names it, and `actor_id` the person who answers for it.
    """

    __tablename__ = "audit_events"
    __table_args__ = (
        sa.Index("ix_audit_events_owner_id_at", "owner_id", "at"),
        sa.Index("ix_audit_events_actor_id_at", "actor_id", "at"),
    )
    append_only = True

    id: Mapped[RandomId]
    at: Mapped[Moment]
    event: Mapped[str]
    actor_id: Mapped[UUID] = mapped_column(sa.ForeignKey("people.id"))
    link_id: Mapped[UUID | None]
    owner_id: Mapped[UUID] = mapped_column(sa.ForeignKey("people.id"))
    subject_kind: Mapped[str]
    subject_id: Mapped[UUID]

    @classmethod
    def visible_to(cls, viewer: Somebody) -> sa.ColumnElement[bool]:
        """What touched one's own record, and one's own acts, also those by a link."""
        return (
            (cls.owner_id == viewer.id) | (cls.actor_id == viewer.id) | (cls.link_id == viewer.id)
        )

    def editable_by(self, actor: Somebody) -> bool:
        """Written by the one who acts, or by whoever holds the link."""
        return actor.id == (self.link_id or self.actor_id)
