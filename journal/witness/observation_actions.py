"""Planning an observation, writing what was seen, and agreeing on it: each one act."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from journal import joint_records, mail, record_versions
from journal.audit import Event
from journal.domain.joint_records import RecordKind, RecordState, clashing
from journal.domain.observation import CONSENT, YES, is_written, missing
from journal.joint_records import Closed, SavedElsewhere, Written
from journal.models import JointRecord, Person, Relationship


@dataclass(frozen=True)
class When:
    """The time that was planned."""

    starts_at: datetime
    minutes: int | None


def plan(
    session: Session, me: Person, record_id: UUID, bond: Relationship, fields: Mapping[str, str],
    when: When,
) -> JointRecord:  # fmt: skip
    """An observation that two people plan; sent twice, it is one."""
    written = Written(filled(fields), when.starts_at, when.minutes)
    kind = RecordKind.OBSERVATION
    made = joint_records.begin(session, me, record_id, kind, None, [bond], written)
    tell(session, me, made)
    return made


def save(
    session: Session,
    me: Person,
    of: JointRecord,
    part: Mapping[str, str],
    based_on: int,
    when: When | None = None,
) -> None:
    """One part of the record anew; what others changed in other parts meanwhile stays.

    Refused when both changed the same part: the page then shows both texts.
    """
    require_open(session, of)
    began = record_versions.numbered(session, me, of, based_on)
    if began is None or clashing(began.fields, of.fields, part):
        raise SavedElsewhere
    base = began.fields
    mine = {key: text for key, text in part.items() if text != base.get(key, "")}
    written = joint_records.written_in(of)
    written = replace(written, fields=filled({**of.fields, **mine}))
    if when is not None:
        written = replace(written, starts_at=when.starts_at, minutes=when.minutes)
    if is_written(written.fields) and written.fields.get(CONSENT) == YES:
        of.state = RecordState.HELD
    if joint_records.save(session, me, of, written, of.revision):
        tell(session, me, of)
    session.flush()


def say(
    session: Session, me: Person, of: JointRecord, version: int, agrees: bool, words: str
) -> None:
    """A word on the version that was read. Nobody agrees before the person supported did."""
    require_open(session, of)
    if version != of.revision:
        raise SavedElsewhere
    if agrees and missing(of.fields):
        raise Closed
    if joint_records.say(session, me, of, version, agrees, words):
        tell(session, me, of)
    session.flush()


def call_off(session: Session, me: Person, of: JointRecord, because: str) -> None:
    """It does not take place, and why."""
    require_open(session, of)
    of.state, of.cancelled_because = RecordState.CANCELLED, because
    joint_records.note(session, me, Event.RECORD_SAVED, of)
    tell(session, me, of)
    session.flush()


def require_open(session: Session, of: JointRecord) -> None:
    """Refuse what is agreed, called off, or of a relationship that has ended."""
    if (
        of.state is RecordState.CANCELLED
        or joint_records.is_closed(of)
        or joint_records.is_over(session, of)
    ):
        raise Closed


def filled(fields: Mapping[str, str]) -> dict[str, str]:
    """What holds words; an empty heading says nothing."""
    return {key: text for key, text in fields.items() if text.strip()}


def tell(session: Session, me: Person, of: JointRecord) -> None:
    """Let the other know that something waits; the letter says no more."""
    joint_records.tell(session, me, of, mail.page("observations.show", record_id=of.id))
