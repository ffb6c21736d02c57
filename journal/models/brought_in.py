"""That an archive of somebody's record came in, so that none comes in twice."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped

from journal.models.base import Base, Moment, RandomId
from journal.models.confidential import Confidential, Somebody


class BroughtIn(Confidential, Base):
    """One record that is part of this one now, by the account it was first written in.

    An archive names every account that its words were ever written in, and each has a row here.
    `organisation` and `fingerprint` are those of the key that signed it, `counts` says whether
    what others had confirmed came along.
    """

    __tablename__ = "archives_brought_in"
    __table_args__ = (
        sa.UniqueConstraint("author_id", "origin"),
        sa.ForeignKeyConstraint(
            ["organisation_id", "author_id"], ["people.organisation_id", "people.id"]
        ),
    )
    append_only = True

    id: Mapped[RandomId]
    organisation_id: Mapped[UUID]
    author_id: Mapped[UUID]
    origin: Mapped[UUID]
    organisation: Mapped[str]
    fingerprint: Mapped[str]
    counts: Mapped[bool]
    brought_at: Mapped[Moment]

    @classmethod
    def visible_to(cls, viewer: Somebody) -> sa.ColumnElement[bool]:
        """The person's alone: where somebody was before is nobody else's."""
        return cls.author_id == viewer.id

    def editable_by(self, actor: Somebody) -> bool:
        """Written once, by the person whose record it is."""
        return self.author_id == actor.id
