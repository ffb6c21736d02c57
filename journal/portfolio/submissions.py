"""What a worker sees of what they handed in; every query begins at `visible()`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from journal.domain.submission import StatementKind
from journal.models import (
    AssessorLink,
    AuditEvent,
    Entry,
    Person,
    Share,
    Submission,
    SubmissionPiece,
)
from journal.models.confidential import for_viewer, visible
from journal.portfolio.queries import entries_of

MOST_SHOWN = 30
WITH_PARTS = tuple(
    selectinload(part)
    for part in (Submission.pieces, Submission.files, Submission.enclosures, Submission.end)
)


@dataclass(frozen=True)
class Since:
    """What became of a piece's entry since it was handed in."""

    is_gone: bool = False
    is_newer: bool = False
    is_unshared: bool = False

    def __bool__(self) -> bool:
        """Whether anything did."""
        return self.is_gone or self.is_newer or self.is_unshared


def own_submissions(
    session: Session, me: Person, portfolio_id: UUID | None = None
) -> Sequence[Submission]:
    """What this person handed in, of one portfolio or of all, newest first."""
    wanted = visible(Submission, to=me).where(Submission.author_id == me.id)
    if portfolio_id is not None:
        wanted = wanted.where(Submission.portfolio_id == portfolio_id)
    newest = wanted.order_by(Submission.frozen_at.desc(), Submission.id.desc()).limit(MOST_SHOWN)
    return session.scalars(newest.options(*WITH_PARTS)).all()


def newest_of(session: Session, me: Person, portfolio_id: UUID) -> Submission | None:
    """What was handed in last of a portfolio."""
    return next(iter(own_submissions(session, me, portfolio_id)), None)


def get_own(session: Session, me: Person, submission_id: UUID) -> Submission | None:
    """One submission of this person's own."""
    wanted = visible(Submission, to=me).where(
        Submission.id == submission_id, Submission.author_id == me.id
    )
    return session.scalar(wanted.options(*WITH_PARTS))


def since(session: Session, me: Person, submission: Submission) -> Mapping[int, Since]:
    """What became of each piece's entry, by the number of the piece."""
    ids = [piece.entry_id for piece in submission.pieces]
    entries = entries_of(session, me, ids)
    unshared = sa.select(Share.entry_id).where(
        Share.author_id == me.id,
        Share.entry_id.in_(ids),
        Share.withdrawn_at > submission.frozen_at,
    )
    taken_back = set(session.scalars(for_viewer(unshared, me)))
    return {
        piece.number: since_for(piece, entries.get(piece.entry_id), taken_back)
        for piece in submission.pieces
    }


def since_for(piece: SubmissionPiece, entry: Entry | None, taken_back: set[UUID]) -> Since:
    """What became of one piece's entry."""
    if entry is None or entry.deleted_at is not None:
        return Since(is_gone=True)
    latest = entry.statements[-1].number if entry.statements else 0
    return Since(
        is_newer=latest != piece.statement_number, is_unshared=piece.entry_id in taken_back
    )


def name_then(submission: Submission) -> str:
    """The worker's name as it was frozen: that of their own statement on this very content."""
    return next(
        (
            str(one["name"])
            for one in submission.statements
            if one["kind"] == StatementKind.AUTHENTICITY and one["digest"] == submission.digest
        ),
        "",
    )


def links_of(session: Session, me: Person, submission_id: UUID) -> Sequence[AssessorLink]:
    """The assessors' links to one submission of one's own, newest first."""
    wanted = visible(AssessorLink, to=me).where(
        AssessorLink.submission_id == submission_id, AssessorLink.author_id == me.id
    )
    return session.scalars(wanted.order_by(AssessorLink.made_at.desc(), AssessorLink.id)).all()


def get_link(session: Session, me: Person, link_id: UUID) -> AssessorLink | None:
    """One link that this person made."""
    wanted = visible(AssessorLink, to=me).where(
        AssessorLink.id == link_id, AssessorLink.author_id == me.id
    )
    return session.scalar(wanted)


def visits_of(session: Session, me: Person, links: Sequence[AssessorLink]) -> list[AuditEvent]:
    """What was done by these links, newest first."""
    wanted = visible(AuditEvent, to=me).where(
        AuditEvent.owner_id == me.id, AuditEvent.link_id.in_([link.id for link in links])
    )
    newest = wanted.order_by(AuditEvent.at.desc(), AuditEvent.id).limit(MOST_SHOWN)
    return list(session.scalars(newest))
