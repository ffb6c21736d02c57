"""What changes here: the worker's own words on a principle."""

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from journal.audit import Event, record
from journal.frameworks.queries import latest_meaning
from journal.models import Meaning, Person


class SavedElsewhere(Exception):
    """A newer version was saved since the page that is now being saved was opened."""


def write_meaning(
    session: Session, author: Person, principle: str, text: str, number: int
) -> Meaning:
    """The next version of what a principle means to its author; earlier ones stay.

    `number` is the one this version takes: 1 for the first. Words that change nothing, or
    the same form sent twice, are no new version.
    """
    latest = latest_meaning(session, author, principle)
    if latest is not None and latest.text == text:
        return latest
    if number != (latest.number if latest else 0) + 1:
        raise SavedElsewhere
    meaning = Meaning(author_id=author.id, principle=principle, number=number, text=text)
    try:
        with session.begin_nested():
            session.add(meaning)
    except IntegrityError as error:
        raise SavedElsewhere from error
    record(session, author, Event.MEANING_WRITTEN, owner=author.id, subject=("meaning", meaning.id))
    session.flush()
    return meaning
