"""What somebody may read here: their own check-ins, and whom they can turn to."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal.domain.relationships import RelationshipKind
from journal.models import CheckIn, Entry, LocalRoute, Person, Relationship
from journal.models.confidential import visible
from journal.moments import read_moment
from journal.paging import Page, key_text, page_of, read_key
from journal.relationships import current_of

TURNED_TO = (RelationshipKind.SUPERVISOR, RelationshipKind.MANAGER)
"""Who to talk to first, in this order."""
MOST_ROUTES = 30


def own_check_ins(session: Session, me: Person, *, after: str) -> Page[CheckIn]:
    """A page of one's own check-ins, newest first."""
    return page_of(
        session,
        visible(CheckIn, to=me),
        key=(CheckIn.written_at, CheckIn.id),
        after=read_key(after, read_moment),
        key_of=lambda check_in: key_text(check_in.written_at, check_in.id),
    )


def get_own_entry(session: Session, me: Person, entry_id: UUID | None) -> Entry | None:
    """The entry that a check-in belongs to, if it is one's own and still there."""
    if entry_id is None:
        return None
    return session.scalar(
        visible(Entry, to=me).where(
            Entry.id == entry_id, Entry.author_id == me.id, Entry.deleted_at.is_(None)
        )
    )


def people_to_turn_to(session: Session, me: Person) -> list[Relationship]:
    """Those who support this person now and would want to know, supervisors first."""
    bonds = [each for each in current_of(session, me.id) if each.worker_id == me.id]
    near = [each for each in bonds if each.kind in TURNED_TO]
    return sorted(near, key=lambda each: (TURNED_TO.index(each.kind), each.other.name))


def local_routes(session: Session, me: Person) -> Sequence[LocalRoute]:
    """What the person's organisation has set for moments like this."""
    return session.scalars(
        sa.select(LocalRoute)
        .where(LocalRoute.organisation_id == me.organisation_id)
        .order_by(LocalRoute.position, LocalRoute.id)
        .limit(MOST_ROUTES)
    ).all()
