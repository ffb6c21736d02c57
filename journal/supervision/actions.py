"""What changes in supervision: each function one act, with its audit event."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from journal import joint_records, mail, relationships
from journal.audit import Event
from journal.domain.joint_records import Part, RecordKind, RecordState, SupervisionPurpose
from journal.joint_records import Closed, SavedElsewhere, Written
from journal.models import JointRecord, Person, Relationship
from journal.models.base import now
from journal.supervision import agenda, queries, rhythms

UNDONE_WITHIN = timedelta(days=1)


def draw_up(
    session: Session,
    me: Person,
    record_id: UUID,
    bond: Relationship,
    purpose: SupervisionPurpose,
    written: Written,
) -> JointRecord:
    """The first version of an agreement. There is one for each purpose, so when both draw one up
    at once, the second is refused, and its words are shown beside the first's."""
    relationships.lock(session, [bond])
    there = queries.agreements_of(session, me, [bond.id]).get((bond.id, purpose))
    if there is None:
        kind = RecordKind.AGREEMENT
        return joint_records.begin(session, me, record_id, kind, purpose, [bond], written)
    if joint_records.written_in(there) != written:
        raise SavedElsewhere
    return there


def plan(
    session: Session,
    me: Person,
    record_id: UUID,
    kind: RecordKind,
    purpose: SupervisionPurpose,
    bonds: Sequence[Relationship],
    written: Written,
    follows: JointRecord | None = None,
) -> JointRecord:
    """A session with its time. What waited for it is put on its agenda."""
    relationships.lock(session, bonds)
    again = joint_records.sent_before(session, me, record_id, kind, purpose, bonds)
    if again is not None:
        change(session, me, again, written, 1)
        return again
    before = follows if follows and goes_on_from(follows, kind, bonds) else None
    made = joint_records.begin(session, me, record_id, kind, purpose, bonds, written, before)
    agenda.gather(session, me, made, bonds)
    rhythms.note_planned(session, me, made)
    tell(session, me, made)
    session.flush()
    return made


def change(
    session: Session, me: Person, changed: JointRecord, written: Written, based_on: int
) -> bool:
    """The next version of any of them; whether there was anything new."""
    moved = (changed.starts_at, changed.minutes) != (written.starts_at, written.minutes)
    is_new = joint_records.save(session, me, changed, written, based_on)
    if is_new and moved and changed.kind is not RecordKind.AGREEMENT:
        if may_settle(changed, me):
            rhythms.note_planned(session, me, changed)
        tell(session, me, changed)
    session.flush()
    return is_new


def hold(session: Session, me: Person, held: JointRecord) -> None:
    """The session took place. What was not talked about comes back next time."""
    if held.state is not RecordState.OPEN:
        return
    settle(session, held, RecordState.HELD)
    held.held_at = now()
    agenda.carry_over(session, me, held)
    rhythms.note_held(session, held)
    rhythms.note_planned(session, me, held)
    joint_records.note(session, me, Event.SESSION_HELD, held)
    tell(session, me, held)
    session.flush()


def may_undo(of: JointRecord, me: Person) -> bool:
    """Whether "yes, we met" can still be taken back: for a day, and while nobody has agreed."""
    is_fresh = of.held_at is not None and of.held_at >= now() - UNDONE_WITHIN
    is_agreed = any(each.agrees for each in of.words)
    return of.state is RecordState.HELD and is_fresh and not is_agreed and may_settle(of, me)


def undo_hold(session: Session, me: Person, held: JointRecord) -> None:
    """It did not take place after all: it is planned again, with what had gone on from it."""
    if not may_undo(held, me) or joint_records.is_over_for(session, held, me):
        raise Closed
    held.held_at = None
    settle(session, held, RecordState.OPEN)
    agenda.bring_back(session, me, held)
    rhythms.note_not_held(session, me, held)
    rhythms.note_planned(session, me, held)
    joint_records.note(session, me, Event.SESSION_OPENED_AGAIN, held)
    tell(session, me, held)
    session.flush()


def cancel(session: Session, me: Person, cancelled: JointRecord, why: str) -> None:
    """The session does not take place, and why. Its whole agenda waits for the next one."""
    if cancelled.state is not RecordState.OPEN:
        raise Closed
    cancelled.cancelled_because = why
    settle(session, cancelled, RecordState.CANCELLED)
    agenda.carry_over(session, me, cancelled)
    rhythms.note_planned(session, me, cancelled)
    joint_records.note(session, me, Event.SESSION_CANCELLED, cancelled)
    tell(session, me, cancelled)
    session.flush()


def say(
    session: Session, me: Person, of: JointRecord, version: int, agrees: bool, words: str
) -> None:
    """A word on the version that was read, whatever was saved meanwhile."""
    if of.kind is not RecordKind.AGREEMENT and of.state is not RecordState.HELD:
        raise Closed
    if not joint_records.say(session, me, of, version, agrees, words):
        return
    if of.kind is RecordKind.AGREEMENT:
        rhythms.note_agreed(session, me, of)
    tell(session, me, of)
    session.flush()


def may_settle(of: JointRecord, me: Person) -> bool:
    """Who says that a session took place or was cancelled: either of two people; in a group, the
    facilitator, who alone sees when each of them meets."""
    if of.kind is not RecordKind.CO_REFLECTION:
        return True
    return any(each.person_id == me.id and each.side is Part.FACILITATOR for each in of.holders)


def goes_on_from(before: JointRecord, kind: RecordKind, bonds: Sequence[Relationship]) -> bool:
    """Whether it is a meeting of the same people: what was said to one is not for others."""
    by = {each.relationship_id for each in before.holders}
    return before.kind is kind and any(each.id in by for each in bonds)


def settle(session: Session, of: JointRecord, state: RecordState) -> None:
    """Change the state; refused when somebody saved it in the same moment."""
    of.state, of.saved_at = state, now()
    try:
        session.flush()
    except StaleDataError as error:
        raise SavedElsewhere from error


def tell(session: Session, me: Person, of: JointRecord) -> None:
    """Let the others know that something waits; the letter says no more."""
    joint_records.tell(session, me, of, mail.page("supervision.show", record_id=of.id))
