"""The account of one's own record; every query begins at `visible()`."""

from collections.abc import Iterable
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from journal.models import AssessorLink, AuditEvent, Entry, Person, Relationship
from journal.models.confidential import for_viewer, visible
from journal.moments import read_moment
from journal.paging import Page, key_text, page_of, read_key
from journal.privacy.sentences import Known, OwnEntry


class Whose(StrEnum):
    """Whose acts the account shows."""

    OTHERS = "others"
    OWN = "mine"
    EVERYBODY = "everybody"


def account_of(session: Session, me: Person, whose: Whose, *, after: str) -> Page[AuditEvent]:
    """A page of what was done with this person's record, newest first."""
    events = visible(AuditEvent, to=me).where(AuditEvent.owner_id == me.id)
    if whose is Whose.OTHERS:
        events = events.where((AuditEvent.actor_id != me.id) | AuditEvent.link_id.is_not(None))
    elif whose is Whose.OWN:
        events = events.where(AuditEvent.actor_id == me.id, AuditEvent.link_id.is_(None))
    return page_of(
        session,
        events,
        key=(AuditEvent.at, AuditEvent.id),
        after=read_key(after, read_moment),
        key_of=lambda event: key_text(event.at, event.id),
    )


def known_to(session: Session, me: Person, events: Iterable[AuditEvent]) -> Known:
    """What the sentences name: people, own entries, own relationships; a query for each kind."""
    events = list(events)
    relationships = own_relationships(session, me, subjects(events, "relationship"))
    actors = session.execute(
        sa.select(Person.id, Person.name).where(Person.id.in_({each.actor_id for each in events}))
    )
    return Known(
        me=me.id,
        names={row.id: row.name for row in actors},
        entries=own_entries(session, me, subjects(events, "entry")),
        relationships={
            each.id: (each.other_id, each.other.name, each.kind) for each in relationships
        },
        assessors=assessors_of(session, me, {each.link_id for each in events if each.link_id}),
    )


def assessors_of(session: Session, me: Person, ids: set[UUID]) -> dict[UUID, str]:
    """Those to whom one gave a link as an assessor, by name and organisation."""
    wanted = visible(AssessorLink, to=me).where(
        AssessorLink.author_id == me.id, AssessorLink.id.in_(ids)
    )
    return {
        link.id: f"{link.name} ({link.from_organisation}), by the assessor's link,"
        for link in session.scalars(wanted)
    }


def own_entries(session: Session, me: Person, ids: set[UUID]) -> dict[UUID, OwnEntry]:
    """The titles of one's own entries, also of those one has deleted."""
    wanted = sa.select(Entry.id, Entry.title, Entry.deleted_at).where(
        Entry.author_id == me.id, Entry.id.in_(ids)
    )
    return {
        row.id: OwnEntry(row.id, row.title, row.deleted_at is not None)
        for row in session.execute(for_viewer(wanted, me))
    }


def own_relationships(session: Session, me: Person, ids: set[UUID]) -> list[Relationship]:
    """Relationships in which this person is the worker."""
    wanted = sa.select(Relationship).where(
        Relationship.worker_id == me.id, Relationship.id.in_(ids)
    )
    return list(session.scalars(wanted.options(joinedload(Relationship.other))))


def subjects(events: Iterable[AuditEvent], kind: str) -> set[UUID]:
    """The ids of every subject of one kind."""
    return {each.subject_id for each in events if each.subject_kind == kind}
