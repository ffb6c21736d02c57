"""What waits for somebody's word, whichever room shows it: the one list "For you to agree"."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from journal.domain.joint_records import RecordKind, RecordState
from journal.models import JointRecord, Person, RecordWord
from journal.models.confidential import for_viewer, visible

MOST_SHOWN = 50


def for_me_to_agree(session: Session, me: Person) -> Sequence[JointRecord]:
    """Records whose newest version this person has said nothing of, the newest first."""
    return session.scalars(
        waiting(me)
        .options(selectinload(JointRecord.holders))
        .order_by(JointRecord.saved_at.desc(), JointRecord.id)
        .limit(MOST_SHOWN)
    ).all()


def count_for_me(session: Session, me: Person) -> int:
    """How many there are."""
    ids = waiting(me).with_only_columns(JointRecord.id).subquery()
    return session.scalar(for_viewer(sa.select(sa.func.count()).select_from(ids), me)) or 0


def waiting(me: Person) -> sa.Select[JointRecord]:
    """Agreements, and records of what took place, while somebody still supports a worker there.

    What is only planned waits for nobody's word, and what was cancelled for none either.
    """
    said = sa.select(RecordWord.id).where(
        RecordWord.record_id == JointRecord.id,
        RecordWord.on_version == JointRecord.revision,
        RecordWord.author_id == me.id,
    )
    is_written = (JointRecord.state == RecordState.HELD) | (
        (JointRecord.kind == RecordKind.AGREEMENT) & (JointRecord.state == RecordState.OPEN)
    )
    return visible(JointRecord, to=me).where(is_written, ~said.exists(), JointRecord.lasts())
