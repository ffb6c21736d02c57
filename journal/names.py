"""The names of people beside what they wrote."""

from collections.abc import Iterable
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal.models import Person


def names_of(session: Session, ids: Iterable[UUID]) -> dict[UUID, str]:
    """Each person's name by their id, in one query."""
    wanted = set(ids)
    rows = session.execute(sa.select(Person.id, Person.name).where(Person.id.in_(wanted)))
    return {row.id: row.name for row in rows}
