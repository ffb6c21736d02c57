"""What an administrator may see: the people of their own organisation, never what they wrote."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from journal import email_addresses
from journal.forms import clean
from journal.models import Person, Relationship
from journal.moments import read_moment
from journal.paging import Page, key_text, page_of, read_key

MOST_SUGGESTED = 200
MOST_OF_ONE = 100


def people_of(session: Session, administrator: Person, *, find: str, after: str) -> Page[Person]:
    """A page of the organisation's people by name, those found by `find` if it is given."""
    wanted = own_people(administrator)
    if find:
        wanted = wanted.where(
            Person.name.icontains(find, autoescape=True)
            | Person.email.icontains(find, autoescape=True)
        )
    return page_of(
        session,
        wanted,
        key=(Person.name, Person.id),
        after=read_key(after, name_from),
        key_of=lambda person: f"{person.name.encode().hex()}~{person.id}",
        descending=False,
    )


def suggested_people(session: Session, administrator: Person) -> Sequence[Person]:
    """People to choose from while typing an address."""
    present = own_people(administrator).where(Person.left_at.is_(None))
    return session.scalars(present.order_by(Person.name, Person.id).limit(MOST_SUGGESTED)).all()


def get_person(session: Session, administrator: Person, person_id: UUID) -> Person | None:
    """One person of the administrator's own organisation."""
    return session.scalar(own_people(administrator).where(Person.id == person_id))


def person_at(session: Session, administrator: Person, email: str) -> Person | None:
    """The person of this organisation with this address who has not left."""
    address = email_addresses.kept(email)
    return session.scalar(
        own_people(administrator).where(Person.email == address, Person.left_at.is_(None))
    )


def current_relationships(
    session: Session, administrator: Person, *, after: str
) -> Page[Relationship]:
    """A page of the organisation's relationships that last, the newest first."""
    return page_of(
        session,
        own_relationships(administrator).where(Relationship.is_current()),
        key=(Relationship.began_at, Relationship.id),
        after=read_key(after, read_moment),
        key_of=lambda each: key_text(each.began_at, each.id),
    )


def relationships_of(
    session: Session, administrator: Person, person: Person
) -> Sequence[Relationship]:
    """The relationships of one person, lasting and ended, the newest first."""
    return session.scalars(
        own_relationships(administrator)
        .where((Relationship.worker_id == person.id) | (Relationship.other_id == person.id))
        .order_by(Relationship.began_at.desc(), Relationship.id)
        .limit(MOST_OF_ONE)
    ).all()


def get_relationship(
    session: Session, administrator: Person, relationship_id: UUID
) -> Relationship | None:
    """One relationship of the organisation."""
    return session.scalar(
        own_relationships(administrator).where(Relationship.id == relationship_id)
    )


def own_people(administrator: Person) -> sa.Select[Person]:
    """The people of the administrator's organisation: where every read of people begins.

    Those who only came along with somebody's archive are nobody that could be administered.
    """
    return sa.select(Person).where(
        Person.organisation_id == administrator.organisation_id,
        Person.remembered_for_id.is_(None),
    )


def own_relationships(administrator: Person) -> sa.Select[Relationship]:
    """The relationships of the administrator's organisation, with both people."""
    return (
        sa.select(Relationship)
        .where(
            Relationship.organisation_id == administrator.organisation_id,
            Relationship.other.has(Person.remembered_for_id.is_(None)),
        )
        .options(joinedload(Relationship.worker), joinedload(Relationship.other))
    )


def name_from(text: str) -> str:
    """A name as it stands in an address; ValueError for what is none."""
    return clean(bytes.fromhex(text).decode())
