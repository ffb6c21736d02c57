"""Whether a file of an entry goes along with its piece, and what is said of it there."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from journal.models.base import Base, RandomId
from journal.models.confidential import Part


class PieceFile(Part, Base):
    """The worker's decision on one file: it goes along, which takes a look at it first, or stays.

    Without such a row the file stays behind. `caption` says what it shows, for whoever reads the
    portfolio; `moments` are the places in a recording, one a line, as `domain/enclosing.py` writes
    them; `seconds` is how long a recording is, where that can be told. Bytes of an attachment never
    change, so a look once taken stays true.
    """

    __tablename__ = "piece_files"
    __table_args__ = (sa.UniqueConstraint("piece_id", "attachment_id"),)
    whole_column = "piece_id"
    owner_columns = ("piece_id", "attachment_id", "author_id")

    id: Mapped[RandomId]
    piece_id: Mapped[UUID] = mapped_column(sa.ForeignKey("portfolio_pieces.id", ondelete="CASCADE"))
    attachment_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey("attachments.id", ondelete="CASCADE"), index=True
    )
    author_id: Mapped[UUID] = mapped_column(sa.ForeignKey("people.id"))
    goes_along: Mapped[bool]
    caption: Mapped[str] = mapped_column(default="")
    moments: Mapped[str] = mapped_column(default="")
    seconds: Mapped[int | None]
    looked_at: Mapped[datetime | None]
