"""Where an entry or a file stands in something that was handed in: told before it goes."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal.models import (
    Attachment,
    Person,
    Submission,
    SubmissionEnclosure,
    SubmissionEnd,
    SubmissionPiece,
)
from journal.models.confidential import for_viewer, visible


def stands_in_one(session: Session, me: Person, entry_id: UUID) -> bool:
    """Whether an entry of one's own stands in a submission that has not ended."""
    ended = sa.select(SubmissionEnd.submission_id).where(SubmissionEnd.author_id == me.id)
    wanted = sa.select(SubmissionPiece.id).where(
        SubmissionPiece.entry_id == entry_id,
        SubmissionPiece.author_id == me.id,
        SubmissionPiece.submission_id.not_in(ended),
    )
    return session.scalar(for_viewer(wanted.limit(1), me)) is not None


def anything_stands(session: Session, me: Person) -> bool:
    """Whether anything that this person handed in stands there still."""
    ended = sa.select(SubmissionEnd.submission_id).where(SubmissionEnd.author_id == me.id)
    wanted = visible(Submission, to=me).where(
        Submission.author_id == me.id, Submission.id.not_in(ended)
    )
    return session.scalar(wanted.limit(1)) is not None


def file_stands_in_one(session: Session, me: Person, file: Attachment) -> bool:
    """Whether a file of one's own was handed in, and stands there still."""
    ended = sa.select(SubmissionEnd.submission_id).where(SubmissionEnd.author_id == me.id)
    wanted = sa.select(SubmissionEnclosure.id).where(
        SubmissionEnclosure.address == file.address,
        SubmissionEnclosure.author_id == me.id,
        SubmissionEnclosure.submission_id.not_in(ended),
    )
    return session.scalar(for_viewer(wanted.limit(1), me)) is not None
