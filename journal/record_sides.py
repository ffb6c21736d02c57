"""On which side of a record somebody stands, and what that lets them say."""

from uuid import UUID

from journal.domain.joint_records import SIGNED_BY, Part, RecordKind
from journal.domain.relationships import RelationshipKind
from journal.models import JointRecord, Person, Relationship


def side_of(kind: RecordKind, bond: Relationship) -> Part:
    """On which side of a record whoever supports a worker stands."""
    if kind in SIGNED_BY:
        is_employer = bond.kind is RelationshipKind.MANAGER
        return Part.EMPLOYER if is_employer else Part.PROVIDER
    return Part.FACILITATOR if kind is RecordKind.CO_REFLECTION else Part.SUPPORTER


def is_beside(person: Person, of: JointRecord) -> bool:
    """Whether somebody can still put their word beside a record that others closed by signing it:
    once, if they have said nothing of it yet."""
    said = {(each.author_id, each.on_version) for each in of.words}
    return of.kind in SIGNED_BY and (person.id, of.revision) not in said


def sides_of(of: JointRecord) -> dict[UUID, frozenset[Part]]:
    """On which sides each of its holders stands."""
    return {
        person: frozenset(each.side for each in of.holders if each.person_id == person)
        for person in {each.person_id for each in of.holders}
    }
