"""Records of three: the peer worker, their employer (a line manager), their provider (a coach).

Shared by the rooms of progress reviews and of the gateway. Who stands on which side follows from
the relationships of this moment; when one of them leaves, the worker lets somebody else in.
"""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from journal import joint_records, record_versions
from journal.domain.joint_records import SIGNED_BY, Part, RecordKind, RecordState, clashing
from journal.domain.relationships import RelationshipKind
from journal.joint_records import Closed, SavedElsewhere
from journal.models import Holder, JointRecord, Person, Relationship
from journal.models.confidential import visible
from journal.record_sides import side_of, sides_of

OTHERS = (RelationshipKind.MANAGER, RelationshipKind.COACH)
SIDE_NAMES = {Part.EMPLOYER: "a line manager", Part.PROVIDER: "a coach"}
MOST_LEARNERS = 200


def bonds_of(session: Session, worker_id: UUID) -> list[Relationship]:
    """The line managers and coaches of a worker at this moment."""
    wanted = with_both().where(
        Relationship.worker_id == worker_id,
        Relationship.kind.in_(OTHERS),
        Relationship.is_current(),
    )
    return list(session.scalars(wanted.order_by(Relationship.began_at, Relationship.id)))


def my_bonds(session: Session, me: Person, worker_id: UUID) -> list[Relationship]:
    """What somebody is to a worker at this moment, as a line manager or a coach."""
    return [each for each in bonds_of(session, worker_id) if each.other_id == me.id]


def learners_of(session: Session, me: Person) -> dict[UUID, str]:
    """Those whom somebody manages or coaches now, by name."""
    wanted = with_both().where(
        Relationship.other_id == me.id, Relationship.kind.in_(OTHERS), Relationship.is_current()
    )
    found = session.scalars(wanted.limit(MOST_LEARNERS)).all()
    by_name = sorted(found, key=lambda each: (each.worker.name, each.worker_id))
    return {each.worker_id: each.worker.name for each in by_name}


def get_record(
    session: Session, me: Person, record_id: UUID, kind: RecordKind, *, to_write: bool = False
) -> JointRecord | None:
    """One record of a kind with its parts, if this person holds it.

    To write, one request waits here for another, and then reads what that has left.
    """
    wanted = (
        visible(JointRecord, to=me)
        .where(JointRecord.id == record_id, JointRecord.kind == kind)
        .options(selectinload(JointRecord.holders), selectinload(JointRecord.words))
        .execution_options(populate_existing=to_write)
    )
    return session.scalar(wanted.with_for_update() if to_write else wanted)


def worker_of(of: JointRecord) -> UUID:
    """The one worker whose record it is."""
    return next(each.person_id for each in of.holders if each.side is Part.WORKER)


def held_by_worker(worker_id: UUID) -> sa.Select[UUID]:
    """The ids of the records that somebody holds as the peer worker whose record it is."""
    return sa.select(Holder.record_id).where(
        Holder.person_id == worker_id, Holder.side == Part.WORKER
    )


def my_sides(of: JointRecord, me: Person) -> frozenset[Part]:
    """On which sides of it somebody stands."""
    return sides_of(of).get(me.id, frozenset())


def sides_there(session: Session, of: JointRecord) -> frozenset[Part]:
    """The sides of it on which somebody stands at this moment."""
    current = {each.id for each in bonds_of(session, worker_of(of))}
    return frozenset(
        each.side
        for each in of.holders
        if each.relationship_id is None or each.relationship_id in current
    )


def sides_missing(session: Session, of: JointRecord) -> list[str]:
    """Who has to sign and is not there at the moment, as a sentence names them."""
    missing = SIGNED_BY[of.kind] - sides_there(session, of)
    return [name for side, name in SIDE_NAMES.items() if side in missing]


def not_in_yet(session: Session, of: JointRecord) -> list[Relationship]:
    """Line managers and coaches of this moment who do not hold the record."""
    by = {each.relationship_id for each in of.holders}
    return [each for each in bonds_of(session, worker_of(of)) if each.id not in by]


def one_not_in_yet(session: Session, of: JointRecord, wanted: UUID | None) -> Relationship | None:
    """Of those, the one who is to be let in."""
    return next((each for each in not_in_yet(session, of) if each.id == wanted), None)


def let_in(session: Session, me: Person, of: JointRecord, bond: Relationship) -> None:
    """Somebody who came later holds it from now on; the worker alone says so."""
    require_open(session, of)
    if me.id != worker_of(of):
        raise Closed
    if any(each.relationship_id == bond.id for each in of.holders):
        return
    side = side_of(of.kind, bond)
    joint_records.add_holder(session, me, of, bond.other_id, side, bond.id)
    session.flush()
    session.refresh(of, ["holders"])


def save_part(
    session: Session, me: Person, of: JointRecord, part: Mapping[str, str], based_on: int
) -> bool:
    """Some headings of the record anew; what others wrote under other headings meanwhile stays.

    Refused when two wrote different things under one heading: the page then shows both texts.
    """
    require_open(session, of)
    began = record_versions.numbered(session, me, of, based_on)
    if began is None or clashing(began.fields, of.fields, part):
        raise SavedElsewhere
    mine = {key: text for key, text in part.items() if text != began.fields.get(key, "")}
    together = {**of.fields, **mine}
    filled = {key: text for key, text in together.items() if text.strip()}
    written = replace(joint_records.written_in(of), fields=filled)
    return joint_records.save(session, me, of, written, of.revision)


def sign(
    session: Session, me: Person, of: JointRecord, version: int, agrees: bool, words: str
) -> bool:
    """A yes to the version that was read, or how one sees it differently; whether that was new."""
    if of.state is not RecordState.HELD:
        raise Closed
    if version != of.revision:
        raise SavedElsewhere
    return joint_records.say(session, me, of, version, agrees, words)


def is_open(session: Session, of: JointRecord) -> bool:
    """Whether anybody can still write in it."""
    is_over = of.state is RecordState.CANCELLED or joint_records.is_closed(of)
    return not is_over and not joint_records.is_over(session, of)


def require_open(session: Session, of: JointRecord) -> None:
    """Refuse what is signed, called off, or held by nobody but the worker."""
    if not is_open(session, of):
        raise Closed


def with_both() -> sa.Select[Relationship]:
    """Relationships with both people, in one query."""
    return sa.select(Relationship).options(
        joinedload(Relationship.worker), joinedload(Relationship.other)
    )
