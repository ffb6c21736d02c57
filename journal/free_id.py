"""Adding a row whose id came with a form, when somebody else may have the id already."""

from typing import Protocol
from uuid import UUID, uuid4, uuid5

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from journal.models.person import Person


def one_at_a_time(session: Session, author: Person) -> None:
    """A form pressed twice at once is taken once: the second waits here for the first, and then
    finds what that has made. Only this writer's own forms wait."""
    mine = sa.select(Person.id).where(Person.id == author.id)
    session.execute(mine.with_for_update(key_share=True))


def id_for_words(form_id: UUID, words: str) -> UUID:
    """The id of other words sent with a form that was sent before: after Back, a browser shows
    the same form once more. The same words sent again lead to the same id."""
    return uuid5(form_id, words)


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
