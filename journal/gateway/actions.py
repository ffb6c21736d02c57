"""English and maths, behaviours, the declaration, and the signatures: each one act."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from sqlalchemy.orm import Session

from journal import joint_records, mail, relationships, three_way
from journal.audit import Event, record
from journal.domain.gateway import (
    DECLARATION,
    Subject,
    SubjectState,
    all_met,
    frozen,
    may_be,
)
from journal.domain.joint_records import RecordKind, RecordState
from journal.domain.relationships import RelationshipKind
from journal.gateway import queries
from journal.gateway_view import behaviour_codes, checklist_for, last_seen
from journal.joint_records import Written
from journal.models import (
    BehaviourSeen,
    JointRecord,
    Person,
    Programme,
    Relationship,
    SubjectCheck,
)
from journal.models.base import now
from journal.programmes import standard_of

GATEWAY = RecordKind.GATEWAY
Seen = tuple[bool, str]
"""Whether a behaviour is there, and what was seen of it."""


class NotForThem(Exception):
    """Only somebody else can say this."""


class NotYet(Exception):
    """Something on the checklist is still to do."""


def note_subject(
    session: Session,
    me: Person,
    worker: Person,
    subject: Subject,
    state: SubjectState,
    reason: str,
) -> bool:
    """How English or maths stands, with its reason for the worker and the coach alone; whether
    that is new. What an employer may know of it is kept in the same moment."""
    queries.lock_programme(session, worker.id)
    programme = session.get(Programme, worker.id)
    if not may_be(subject, state, programme is not None and programme.was_19_at_start):
        raise NotForThem
    last = queries.last_checks(queries.subject_checks(session, me, worker.id)).get(subject)
    if last is not None and (last.state, last.reason) == (state, reason):
        return False
    check = SubjectCheck(
        worker_id=worker.id,
        author_id=me.id,
        subject=subject,
        state=state,
        reason=reason,
        given_at=now(),
    )
    session.add(check)
    if programme is not None:
        setattr(programme, f"{subject.value}_settled", state.settles)
    session.flush()
    about = ("subject_check", check.id)
    record(session, me, Event.SUBJECT_NOTED, owner=worker.id, subject=about)
    session.flush()
    return True


def see_behaviours(
    session: Session, me: Person, worker: Person, seen: Mapping[str, Seen]
) -> list[str]:
    """What a line manager sees of each behaviour; the codes of which something new was said."""
    framework = standard_of(session, worker).framework
    known = {code: seen[code] for code in behaviour_codes(framework) if code in seen}
    return give_words(session, me, worker, framework.key, known)


def declare(session: Session, me: Person, worker: Person, is_ready: bool, words: str) -> bool:
    """A line manager says whether the worker is ready; whether that is new."""
    framework, code = DECLARATION
    return bool(give_words(session, me, worker, framework, {code: (is_ready, words)}))


def give_words(
    session: Session, me: Person, worker: Person, framework: str, said: Mapping[str, Seen]
) -> list[str]:
    """The employer's words; the same words again change nothing. For a line manager alone."""
    bond = manager_bond(session, me, worker)
    relationships.lock(session, [bond])
    before = last_seen(session, me, worker.id)
    new: list[str] = []
    for code, (is_verified, words) in said.items():
        last = before.get((framework, code))
        if last is not None and (last.is_verified, last.seen) == (is_verified, words):
            continue
        row = BehaviourSeen(
            worker_id=worker.id,
            author_id=me.id,
            relationship_id=bond.id,
            framework=framework,
            code=code,
            is_verified=is_verified,
            seen=words,
            given_at=now(),
        )
        session.add(row)
        session.flush()
        about = ("behaviour_seen", row.id)
        record(session, me, Event.BEHAVIOUR_VERIFIED, owner=worker.id, subject=about)
        new.append(code)
    if new:
        page = mail.page("gateway.of_person", person_id=worker.id)
        mail.something_waits(session, worker, page, bond)
    session.flush()
    return new


def manager_bond(session: Session, me: Person, worker: Person) -> Relationship:
    """By which relationship somebody is the worker's line manager at this moment."""
    for each in three_way.my_bonds(session, me, worker.id):
        if each.kind is RelationshipKind.MANAGER:
            return each
    raise NotForThem


def ask_to_sign(session: Session, me: Person, record_id: UUID) -> JointRecord:
    """The worker's checklist, frozen, for the three to sign; only once all of it holds."""
    bonds = three_way.bonds_of(session, me.id)
    if not bonds:
        raise NotYet
    relationships.lock(session, bonds)
    there = queries.record_of(session, me, me.id)
    if there is not None:
        return there
    items = checklist_for(session, me, me)
    if not all_met(items):
        raise NotYet
    written = Written(frozen(items))
    made = joint_records.begin(session, me, record_id, GATEWAY, None, bonds, written)
    made.state = RecordState.HELD
    tell(session, me, made)
    session.flush()
    return made


def bring_up_to_date(session: Session, me: Person, of: JointRecord) -> bool:
    """The checklist as it stands today, as a new version that is to be signed anew; whether it
    differs. For the worker alone."""
    three_way.require_open(session, of)
    if me.id != three_way.worker_of(of):
        raise NotForThem
    items = checklist_for(session, me, me)
    if not all_met(items):
        raise NotYet
    fields = frozen(items)
    written = replace(joint_records.written_in(of), fields=fields)
    is_new = joint_records.save(session, me, of, written, of.revision)
    if is_new:
        tell(session, me, of)
    session.flush()
    return is_new


def sign(
    session: Session, me: Person, of: JointRecord, version: int, agrees: bool, words: str
) -> None:
    """A signature under the version that was read, or how somebody sees it differently."""
    if three_way.sign(session, me, of, version, agrees, words):
        tell(session, me, of)
    session.flush()


def let_in(session: Session, me: Person, of: JointRecord, bond: Relationship) -> None:
    """A line manager or coach who came later holds it too."""
    three_way.let_in(session, me, of, bond)
    tell(session, me, of)
    session.flush()


def tell(session: Session, me: Person, of: JointRecord) -> None:
    """Let the others know that something waits; the letter says no more."""
    joint_records.tell(session, me, of, mail.page("gateway.signing", record_id=of.id))
