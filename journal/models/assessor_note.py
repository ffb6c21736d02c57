"""An assessor's own note beside one section of what they read."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from journal.models.assessor_link import AssessorLink
from journal.models.base import Base, Moment, RandomId
from journal.models.confidential import Confidential, Somebody


class AssessorNote(Confidential, Base):
    """It stays with whoever holds the link: the worker and everybody else never read it."""

    __tablename__ = "assessor_notes"
    __table_args__ = (sa.UniqueConstraint("link_id", "section"),)
    owner_columns = ("link_id", "section")

    id: Mapped[RandomId]
    link_id: Mapped[UUID] = mapped_column(sa.ForeignKey("assessor_links.id", ondelete="CASCADE"))
    section: Mapped[str]
    text: Mapped[str]
    written_at: Mapped[Moment]

    @classmethod
    def visible_to(cls, viewer: Somebody) -> sa.ColumnElement[bool]:
        """Whoever holds the link, while it is open."""
        mine = sa.select(AssessorLink.id).where(
            AssessorLink.id == viewer.id, AssessorLink.is_open()
        )
        return cls.link_id.in_(mine)

    def editable_by(self, actor: Somebody) -> bool:
        """Whoever holds the link."""
        return self.link_id == actor.id
