"""Adding a row whose id came with a form, when somebody else may have the id already."""

from typing import Protocol
from uuid import UUID, uuid4

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session


class HasId(Protocol):
    """A row with an id that can still change."""

    id: UUID


def add_with_free_id(session: Session, row: HasId) -> None:
    """Add the row; an id that is taken gives way to a fresh one, and nobody can tell."""
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        row.id = uuid4()
        session.add(row)
        session.flush()
