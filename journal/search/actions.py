"""What finding things writes: the search itself, for a day, and one preference."""

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy.orm import Session

from journal.models import Person, Search
from journal.models.base import now
from journal.models.confidential import visible

KEPT_FOR = timedelta(days=1)
MOST_KEPT = 20


def look(session: Session, viewer: Person, fields: Mapping[str, str]) -> Search:
    """Keep a search for a day, so that its words never stand in an address."""
    forget_old(session, viewer, keep=MOST_KEPT - 1)
    search = Search(author_id=viewer.id, fields=dict(fields))
    session.add(search)
    session.flush()
    return search


def forget_old(session: Session, viewer: Person, keep: int = MOST_KEPT) -> None:
    """Forget what this person looked for more than a day ago, and all but their newest searches."""
    mine = session.scalars(visible(Search, to=viewer).order_by(Search.made_at.desc())).all()
    for place, search in enumerate(mine):
        if place >= keep or search.made_at < now() - KEPT_FOR:
            session.delete(search)
    session.flush()


def show_on_this_day(session: Session, person: Person, *, shown: bool) -> None:
    """Bring back this day from other years, or leave it be."""
    person.hid_on_this_day_at = None if shown else now()
    session.flush()
