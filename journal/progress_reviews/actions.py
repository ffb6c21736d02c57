"""Preparing a review, writing in it, targets, signing: each one act, with its audit event."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from journal import following_up, joint_records, mail, relationships, reviewing_days, three_way
from journal.audit import Event
from journal.domain.actions import ActionKind
from journal.domain.joint_records import Part, RecordKind, RecordState
from journal.domain.progress_review import SUMMARY, TOGETHER
from journal.following_up import Agreed
from journal.formatting import day_of, today
from journal.joint_records import Closed, SavedElsewhere, Written
from journal.models import Action, JointRecord, Person, Relationship
from journal.progress_reviews import queries
from journal.what_happened import lines_for

REVIEW, SUPPORT = RecordKind.PROGRESS_REVIEW, RecordKind.LEARNING_SUPPORT


class NobodyElse(Exception):
    """There is neither a line manager nor a coach with whom a review could be held."""


@dataclass(frozen=True)
class Target:
    """What somebody will do before the next review."""

    text: str
    owner_id: UUID
    due_on: date | None
    kind: ActionKind
    codes: tuple[str, ...]


def begin(
    session: Session,
    me: Person,
    record_id: UUID,
    worker: Person,
    starts_at: datetime | None,
    minutes: int | None,
) -> JointRecord:
    """A review with what happened since the last one; of two begun at once, there is one."""
    bonds = three_way.bonds_of(session, worker.id)
    if not bonds:
        raise NobodyElse
    relationships.lock(session, bonds)
    again = joint_records.sent_before(session, me, record_id, REVIEW, None, bonds)
    there = again or queries.open_review(session, me, worker.id)
    if there is not None:
        return there
    written = Written(lines_for(session, me, worker, bonds), starts_at, minutes)
    made = joint_records.begin(session, me, record_id, REVIEW, None, bonds, written)
    tell(session, me, made)
    return made


def write(
    session: Session, me: Person, of: JointRecord, part: Mapping[str, str], based_on: int
) -> bool:
    """One side's headings anew; whether there was anything new."""
    is_new = three_way.save_part(session, me, of, part, based_on)
    if is_new and of.state is RecordState.HELD:
        tell(session, me, of)
    session.flush()
    return is_new


def add_target(
    session: Session, me: Person, of: JointRecord, action_id: UUID, target: Target
) -> Action:
    """What somebody will do; it comes back at the next review until it is done or let go."""
    three_way.require_open(session, of)
    worker_id = three_way.worker_of(of)
    made = following_up.agree(
        session,
        me,
        action_id,
        Agreed(
            text=target.text,
            due_on=target.due_on,
            kind=target.kind,
            owner_id=target.owner_id,
            worker_id=worker_id,
            relationship=bond_between(session, worker_id, me.id, target.owner_id),
            record_id=of.id,
        ),
    )
    if list(target.codes) != made.codes:
        made.codes = list(target.codes)
    session.flush()
    return made


def bond_between(
    session: Session, worker_id: UUID, author_id: UUID, owner_id: UUID
) -> Relationship | None:
    """By which relationship an action is agreed: the owner's, or else the author's."""
    bonds = three_way.bonds_of(session, worker_id)
    by = {each.other_id: each for each in reversed(bonds)}
    return by.get(owner_id) or by.get(author_id)


def get_ready(session: Session, me: Person, of: JointRecord) -> None:
    """The three have met and written: from now on it waits for their signatures."""
    three_way.require_open(session, of)
    if not any(of.fields.get(each.key) for each in TOGETHER):
        raise Closed
    if of.state is RecordState.OPEN:
        of.state = RecordState.HELD
        joint_records.note(session, me, Event.RECORD_SAVED, of)
        tell(session, me, of)
    session.flush()


def sign(
    session: Session, me: Person, of: JointRecord, version: int, agrees: bool, words: str
) -> None:
    """A signature, or how somebody sees it differently. Once signed, the next one is counted from
    the day of this one."""
    if not three_way.sign(session, me, of, version, agrees, words):
        return
    if of.kind is REVIEW and joint_records.is_closed(of):
        reviewing_days.note_reviewed(session, three_way.worker_of(of), day_met(of))
    tell(session, me, of)
    session.flush()


def day_met(of: JointRecord) -> date:
    """The day on which the three met; a day to come is no day yet."""
    now = today()
    return min(day_of(of.starts_at), now) if of.starts_at else now


def let_in(session: Session, me: Person, of: JointRecord, bond: Relationship) -> None:
    """Somebody new holds the review; what it counts is counted again, from what they may know."""
    three_way.let_in(session, me, of, bond)
    by = {each.relationship_id for each in of.holders}
    bonds = [each for each in three_way.bonds_of(session, bond.worker_id) if each.id in by]
    counted = {each.key for each in SUMMARY}
    kept = {key: text for key, text in of.fields.items() if key not in counted}
    fields = {**lines_for(session, me, bond.worker, bonds), **kept}
    joint_records.save(
        session, me, of, replace(joint_records.written_in(of), fields=fields), of.revision
    )
    tell(session, me, of)
    session.flush()


def call_off(session: Session, me: Person, of: JointRecord, because: str) -> None:
    """It does not take place, and why."""
    three_way.require_open(session, of)
    of.state, of.cancelled_because = RecordState.CANCELLED, because
    joint_records.note(session, me, Event.RECORD_SAVED, of)
    tell(session, me, of)
    session.flush()


def begin_support(
    session: Session, me: Person, record_id: UUID, review: JointRecord, fields: Mapping[str, str]
) -> JointRecord:
    """A record of learning support, for the worker and the coach of this review alone."""
    worker_id = three_way.worker_of(review)
    by = {each.relationship_id for each in review.holders if each.side is Part.PROVIDER}
    bonds = [each for each in three_way.bonds_of(session, worker_id) if each.id in by]
    if not bonds:
        raise NobodyElse
    relationships.lock(session, bonds)
    again = joint_records.sent_before(session, me, record_id, SUPPORT, None, bonds)
    if again is not None:
        return again
    there = queries.support_of(session, me, review)
    if there:
        raise SavedElsewhere
    filled = {key: text for key, text in fields.items() if text.strip()}
    made = joint_records.begin(
        session, me, record_id, SUPPORT, None, bonds, Written(filled), follows=review
    )
    made.state = RecordState.HELD
    tell(session, me, made)
    session.flush()
    return made


def tell(session: Session, me: Person, of: JointRecord) -> None:
    """Let the others know that something waits; the letter says no more."""
    page = "show" if of.kind is REVIEW else "show_support"
    address = mail.page(f"progress_reviews.{page}", record_id=of.id)
    joint_records.tell(session, me, of, address)
