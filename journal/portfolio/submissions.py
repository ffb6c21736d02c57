"""What a worker sees of what they handed in; every query begins at `visible()`."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.orm import Session, selectinload

from journal.domain.submission import StatementKind
from journal.models import (
    AssessorLink,
    AuditEvent,
    Person,
    Submission,
    SubmissionEnd,
)
from journal.models.confidential import visible

MOST_SHOWN = 30
WITH_PARTS = tuple(
    selectinload(part)
    for part in (Submission.pieces, Submission.files, Submission.enclosures, Submission.end)
)


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


def links_that_end(session: Session, me: Person, submission: Submission) -> Sequence[AssessorLink]:
    """The links, open still, that end when this is withdrawn: to it and to all that it replaced."""
    those = [submission.id, *replaced_by(session, me, submission)]
    wanted = visible(AssessorLink, to=me).where(
        AssessorLink.submission_id.in_(those),
        AssessorLink.author_id == me.id,
        AssessorLink.is_open(),
    )
    return session.scalars(wanted.order_by(AssessorLink.made_at.desc(), AssessorLink.id)).all()


def replaced_by(session: Session, me: Person, submission: Submission) -> list[UUID]:
    """What this took the place of, and what that had taken the place of, back to the first."""
    wanted = visible(SubmissionEnd, to=me).where(
        SubmissionEnd.author_id == me.id, SubmissionEnd.by_id.is_not(None)
    )
    before = defaultdict(list)
    for end in session.scalars(wanted):
        before[end.by_id].append(end.submission_id)
    found = before.pop(submission.id, [])
    for each in found:
        found += before.pop(each, [])
    return found


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
