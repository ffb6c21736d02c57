"""What happened between two progress reviews, counted from what everybody who holds it may know.

Of what somebody wrote, only codes, minutes and days are read. An entry or an action counts when
each of the others may read it at this moment, so that the frozen lines tell nobody of what was
kept from them.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal import three_way
from journal.domain.actions import ActionState, is_overdue
from journal.domain.joint_records import RecordKind, RecordState
from journal.domain.progress_review import (
    Claim,
    Gained,
    Happened,
    as_lines,
    gained,
    months_later,
)
from journal.domain.relationships import RelationshipKind
from journal.formatting import HOME_ZONE, day_of, today
from journal.hours_log import terms_of
from journal.models import (
    Action,
    Entry,
    JointRecord,
    Person,
    Programme,
    Relationship,
    SkillsScan,
    Tag,
    Verdict,
)
from journal.models.confidential import for_viewer, visible
from journal.programmes import standard_of
from journal.tag_views import SAID, counted_words
from journal.training_so_far import expected_by, logged_by, minimum_of

MONTHS_WITHOUT_A_START = 3
MOST_DAYS = 60


def lines_for(
    session: Session, me: Person, worker: Person, bonds: Sequence[Relationship]
) -> dict[str, str]:
    """What happened since the last review, as the lines that a new one keeps."""
    return as_lines(what_happened(session, me, worker, bonds))


def what_happened(
    session: Session, me: Person, worker: Person, bonds: Sequence[Relationship]
) -> Happened:
    """The same, counted; `bonds` are those by which the others hold the review."""
    programme, now = session.get(Programme, worker.id), today()
    since = since_when(programme, now)
    logged = logged_by(session, me, [worker.id], since)[worker.id]
    others = [each.other for each in bonds]
    new = gained_since(session, worker, others, since)
    framework = standard_of(session, worker).framework
    actions = targets(session, worker, others, since)
    return Happened(
        since=since,
        until=now,
        minutes=logged.new_minutes,
        verified=logged.new_verified,
        minutes_in_all=logged.minutes,
        expected=expected_by(terms_of(session, worker), now),
        minimum=minimum_of(session, worker),
        claimed=framework.in_order(new.claimed),
        confirmed=framework.in_order(new.confirmed),
        confirmed_in_all=new.confirmed_in_all,
        statements=len(framework.statements),
        targets_done=sum(row.state is ActionState.DONE for row in actions),
        targets_open=sum(row.state is ActionState.OPEN for row in actions),
        targets_overdue=sum(is_overdue(row.state, row.due_on, now) for row in actions),
        sessions=session_days(session, worker, bonds, since),
        scans=scan_days(session, me, worker.id, since),
    )


def since_when(programme: Programme | None, now: date) -> date:
    """From the last review, or the first day; without either, the last three months."""
    if programme is None:
        return months_later(now, -MONTHS_WITHOUT_A_START)
    return programme.reviewed_on or programme.began_on


def gained_since(session: Session, worker: Person, others: Sequence[Person], since: date) -> Gained:
    """Statements claimed and confirmed on entries that each of the others may read."""
    mine = sa.select(Entry.id).where(Entry.author_id == worker.id, Entry.deleted_at.is_(None))
    entries = known_to_all(session, mine, others)
    framework = standard_of(session, worker).framework.key
    return gained(claims_on(session, worker, entries, framework), beginning_of(since))


def claims_on(
    session: Session, viewer: Person, entries: Iterable[UUID], framework: str
) -> list[Claim]:
    """The claims on some entries, with what was said of each."""
    wanted = list(entries)
    verdicts = sa.select(*SAID).where(Verdict.framework == framework, Verdict.entry_id.in_(wanted))
    said = counted_words(session.execute(for_viewer(verdicts, viewer)))
    tags = sa.select(Tag.entry_id, Tag.code, Tag.created_at).where(
        Tag.framework == framework, Tag.entry_id.in_(wanted)
    )
    return [
        Claim(row.code, row.created_at, tuple(said[row.entry_id, row.code]))
        for row in session.execute(for_viewer(tags, viewer))
    ]


def targets(
    session: Session, worker: Person, others: Sequence[Person], since: date
) -> Sequence[Any]:
    """What was agreed in reviews: what is still to do, and what was done since."""
    agreed = sa.select(JointRecord.id).where(JointRecord.kind == RecordKind.PROGRESS_REVIEW)
    mine = sa.select(Action.id).where(
        Action.worker_id == worker.id,
        Action.record_id.in_(agreed),
        Action.closed_at.is_(None) | (Action.closed_at >= beginning_of(since)),
    )
    ids = known_to_all(session, mine, others)
    columns = sa.select(Action.state, Action.due_on).where(Action.id.in_(ids))
    return session.execute(for_viewer(columns, worker)).all()


def known_to_all(session: Session, mine: sa.Select[UUID], others: Sequence[Person]) -> list[UUID]:
    """The ids of those that each of these people may read at this moment."""
    known = [set(session.scalars(for_viewer(mine, each))) for each in others]
    return sorted(set.intersection(*known)) if known else []


def session_days(
    session: Session, worker: Person, bonds: Sequence[Relationship], since: date
) -> Sequence[date]:
    """The days on which supervision took place, where each of the others may know that much: a
    line manager may, a coach if the worker lets them."""
    coaches = [each for each in bonds if each.kind is RelationshipKind.COACH]
    if not all(each.knows_of_sessions for each in coaches):
        return ()
    held = (
        sa.select(JointRecord.starts_at)
        .where(
            JointRecord.kind.in_((RecordKind.SESSION, RecordKind.CO_REFLECTION)),
            JointRecord.state == RecordState.HELD,
            JointRecord.starts_at >= beginning_of(since),
            JointRecord.id.in_(three_way.held_by_worker(worker.id)),
        )
        .order_by(JointRecord.starts_at)
        .limit(MOST_DAYS)
    )
    found = session.scalars(for_viewer(held, worker))
    return tuple(dict.fromkeys(day_of(each) for each in found if each))


def scan_days(session: Session, me: Person, worker_id: UUID, since: date) -> Sequence[date]:
    """The days on which skills scans were sent."""
    sent = visible(SkillsScan, to=me).where(
        SkillsScan.author_id == worker_id, SkillsScan.sent_at >= beginning_of(since)
    )
    days = session.scalars(
        sent.with_only_columns(SkillsScan.sent_at).order_by(SkillsScan.sent_at).limit(MOST_DAYS)
    )
    return tuple(day_of(each) for each in days if each)


def beginning_of(day: date) -> datetime:
    """Its first moment in Britain."""
    return datetime.combine(day, time(), HOME_ZONE)
