"""What the worker decides about the files of a piece."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from journal.domain.enclosing import AttachedFile, Moment, as_lines
from journal.models import Person, PieceFile, Portfolio, PortfolioPiece
from journal.models.base import now
from journal.models.confidential import visible
from journal.portfolio.actions import changed
from journal.recording_length import seconds_of
from journal.storage import DamagedFile, Storage


@dataclass(frozen=True)
class Decision:
    """What was decided about one file."""

    goes_along: bool
    caption: str = ""
    moments: tuple[Moment, ...] = ()
    seconds: int | None = None


def decide(
    session: Session,
    me: Person,
    portfolio: Portfolio,
    piece: PortfolioPiece,
    file: AttachedFile,
    decision: Decision,
) -> None:
    """Let a file go along, or stay. Whoever lets it go along has just looked at it, or did before:
    the bytes of a file never change."""
    row = decided(session, me, piece, file.id)
    if row is None:
        row = PieceFile(piece_id=piece.id, attachment_id=file.id, author_id=me.id, goes_along=False)
        session.add(row)
    row.goes_along, row.caption = decision.goes_along, decision.caption
    row.moments, row.seconds = as_lines(decision.moments), decision.seconds
    if decision.goes_along and row.looked_at is None:
        row.looked_at = now()
    session.flush()
    session.expire(piece, ["files"])
    changed(session, me, portfolio)


def decided(
    session: Session, me: Person, piece: PortfolioPiece, attachment_id: UUID
) -> PieceFile | None:
    """What stands decided about a file, if anything."""
    mine = visible(PieceFile, to=me).where(
        PieceFile.piece_id == piece.id, PieceFile.attachment_id == attachment_id
    )
    return session.scalar(mine)


def length_of(storage: Storage, file: AttachedFile) -> int | None:
    """How many seconds a recording lasts, where that can be told."""
    if not file.is_recording:
        return None
    try:
        return seconds_of(
            file.media_type,
            file.size,
            lambda start, stop: storage.read(file.address, file.size, start, stop),
        )
    except (DamagedFile, FileNotFoundError):
        return None
