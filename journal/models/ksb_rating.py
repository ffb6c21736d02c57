"""How sure somebody is of a statement of the standard, in their own eyes or a supporter's."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from journal.domain.ratings import Rating
from journal.domain.relationships import MAY_CONFIRM
from journal.models.agenda_item import between
from journal.models.base import Base, Moment, RandomId
from journal.models.confidential import Confidential, Somebody
from journal.models.relationship import workers_of


class KsbRating(Confidential, Base):
    """One view of one statement on one day. A later one stands beside it, and replaces nothing.

    The worker's own has no relationship, and is shown to whoever may confirm while `shown` is
    set: that alone can change.
    """

    __tablename__ = "ksb_ratings"
    __table_args__ = (sa.Index("ix_ksb_ratings_worker_id", "worker_id", "framework", "code"),)
    owner_columns = (
        "worker_id", "author_id", "relationship_id", "framework", "code", "rating", "words",
        "given_at",
    )  # fmt: skip

    id: Mapped[RandomId]
    worker_id: Mapped[UUID] = mapped_column(sa.ForeignKey("people.id"))
    author_id: Mapped[UUID] = mapped_column(sa.ForeignKey("people.id"))
    relationship_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("relationships.id"))
    framework: Mapped[str]
    code: Mapped[str]
    rating: Mapped[Rating]
    words: Mapped[str] = mapped_column(default="")
    shown: Mapped[bool] = mapped_column(default=False)
    given_at: Mapped[Moment]

    @classmethod
    def visible_to(cls, viewer: Somebody) -> sa.ColumnElement[bool]:
        """The worker reads all; a supporter their own while they support, and what is shown."""
        mine = (cls.author_id == viewer.id) & cls.relationship_id.in_(between(viewer))
        theirs = cls.worker_id.in_(workers_of(viewer, *MAY_CONFIRM))
        return (cls.worker_id == viewer.id) | mine | (cls.shown & theirs)

    def editable_by(self, actor: Somebody) -> bool:
        """Whoever gives it."""
        return self.author_id == actor.id
