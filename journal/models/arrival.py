"""A file from elsewhere that was looked through, and what came of it."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from journal.models.base import Base, Moment, RandomId
from journal.models.confidential import Confidential, Part, Somebody


class ArrivalFile(Part, Base):
    """A file that waits with the rest to be brought in; its bytes lie sealed at `address`."""

    __tablename__ = "arrival_files"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["arrival_id", "author_id"], ["arrivals.id", "arrivals.author_id"], ondelete="CASCADE"
        ),
        sa.UniqueConstraint("arrival_id", "address"),
        sa.Index("ix_arrival_files_author_id_address", "author_id", "address"),
    )
    whole_column = "arrival_id"

    id: Mapped[RandomId]
    arrival_id: Mapped[UUID]
    author_id: Mapped[UUID]
    address: Mapped[str]


class Arrival(Confidential, Base):
    """What a file would bring, until its owner says yes; from then on, what it brought.

    `plan` holds the texts while they wait, and after that only the ids of the entries and what
    was left out. `source` is what the other system calls itself, `name` the file's own name.
    """

    __tablename__ = "arrivals"
    __table_args__ = (
        sa.UniqueConstraint("id", "author_id"),
        sa.ForeignKeyConstraint(
            ["organisation_id", "author_id"], ["people.organisation_id", "people.id"]
        ),
        sa.Index("ix_arrivals_author_id_came_at", "author_id", "came_at", "id"),
    )

    id: Mapped[RandomId]
    organisation_id: Mapped[UUID]
    author_id: Mapped[UUID]
    source: Mapped[str]
    name: Mapped[str]
    plan: Mapped[dict[str, Any]]
    came_at: Mapped[Moment]
    brought_at: Mapped[datetime | None]

    files: Mapped[list[ArrivalFile]] = relationship(viewonly=True, order_by=ArrivalFile.address)

    @classmethod
    def visible_to(cls, viewer: Somebody) -> sa.ColumnElement[bool]:
        """Nobody but whoever brought the file: nothing in it was ever shared."""
        return cls.author_id == viewer.id

    def editable_by(self, actor: Somebody) -> bool:
        """Nobody else says yes to it either."""
        return self.author_id == actor.id


ArrivalFile.whole = Arrival
