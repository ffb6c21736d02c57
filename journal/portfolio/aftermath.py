"""What became, since, of the things that a submission was made of; it stays as it was agreed."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal.domain.standing import Decision
from journal.models import (
    Attachment,
    Entry,
    Person,
    Relationship,
    Share,
    Submission,
    SubmissionPiece,
    Verdict,
)
from journal.models.base import now
from journal.models.confidential import for_viewer, visible
from journal.portfolio.queries import entries_of


@dataclass(frozen=True)
class Since:
    """What became of a piece's entry since it was handed in."""

    is_gone: bool = False
    is_newer: bool = False
    is_unshared: bool = False
    is_parted: bool = False
    """Whoever read it as somebody's supporter is that no more."""
    is_doubted: bool = False
    """Somebody said "not yet" of it, and no other word after that."""


def since(session: Session, me: Person, submission: Submission) -> Mapping[int, Since]:
    """What became of each piece's entry, by the number of the piece."""
    ids = [piece.entry_id for piece in submission.pieces]
    entries = entries_of(session, me, ids)
    shared = sa.select(Share.entry_id).where(Share.author_id == me.id, Share.entry_id.in_(ids))
    ended = sa.select(Relationship.id).where(
        Relationship.worker_id == me.id,
        Relationship.ended_at > submission.frozen_at,
        Relationship.ended_at <= now(),
    )
    taken_back = shared.where(Share.withdrawn_at > submission.frozen_at)
    parted = shared.where(Share.withdrawn_at.is_(None), Share.relationship_id.in_(ended))
    unshared = set(session.scalars(for_viewer(taken_back, me)))
    left = set(session.scalars(for_viewer(parted, me)))
    doubted = doubted_since(session, me, ids, submission.frozen_at)
    return {
        piece.number: since_for(piece, entries.get(piece.entry_id), (unshared, left, doubted))
        for piece in submission.pieces
    }


def since_for(
    piece: SubmissionPiece, entry: Entry | None, marked: tuple[set[UUID], set[UUID], set[UUID]]
) -> Since:
    """What became of one piece's entry."""
    if entry is None or entry.deleted_at is not None:
        return Since(is_gone=True)
    latest = entry.statements[-1].number if entry.statements else 0
    is_newer = latest != piece.statement_number
    return Since(False, is_newer, *(piece.entry_id in entries for entries in marked))


def doubted_since(
    session: Session, me: Person, ids: Collection[UUID], moment: datetime
) -> set[UUID]:
    """The entries of which somebody's last word on a tag, given after a moment, is "not yet"."""
    wanted = visible(Verdict, to=me).where(Verdict.entry_id.in_(ids), Verdict.given_at > moment)
    return still_doubted(session.scalars(wanted.order_by(Verdict.given_at, Verdict.id)))


def still_doubted(verdicts: Iterable[Verdict]) -> set[UUID]:
    """Of verdicts in their order, only each one's last on each tag counts."""
    last = {(each.entry_id, each.author_id, each.framework, each.code): each for each in verdicts}
    return {each.entry_id for each in last.values() if each.decision is Decision.NOT_YET}


def removed_files(session: Session, me: Person, submission: Submission) -> set[int]:
    """The numbers of the files that went along and are on no entry of one's own any more."""
    alive = sa.select(Entry.id).where(Entry.author_id == me.id, Entry.deleted_at.is_(None))
    wanted = sa.select(Attachment.address).where(
        Attachment.author_id == me.id,
        Attachment.address.in_([each.address for each in submission.enclosures]),
        Attachment.entry_id.in_(alive),
    )
    kept = set(session.scalars(for_viewer(wanted, me)))
    return {each.number for each in submission.enclosures if each.address not in kept}
