"""Taking into the journal what others gave: copied as it stands, with who gave it and when."""

from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal.audit import Event, record
from journal.domain.draft import Draft
from journal.entries import actions
from journal.entries.queries import get_own_entry
from journal.models import Entry, Person, Provenance
from journal.sources import Source, taken


def hold(session: Session, author: Person) -> None:
    """Before a source is read: whoever takes a card back at this moment waits, or was first."""
    session.execute(sa.select(Person.id).where(Person.id == author.id).with_for_update())


def take(session: Session, author: Person, source: Source) -> Entry:
    """The entry that holds these words as its statement; pressed twice, it is the same one.

    The author is held by now, so that nobody else takes or takes back at this moment.
    """
    again = taken(session, author, source.id)
    if again is not None:
        return again
    entry = confirmed_entry(session, author, source) or write_entry(session, author, source)
    actions.write_statement(session, author, entry, source.text)
    session.refresh(entry, ["statements"])
    session.add(
        Provenance(
            entry_id=entry.id,
            author_id=author.id,
            statement_number=entry.statements[-1].number,
            source_kind=source.kind,
            source_id=source.id,
            given_by=source.given_by,
            given_at=source.given_at,
        )
    )
    subject = ("entry", entry.id)
    record(session, author, Event.COPIED_INTO_JOURNAL, owner=author.id, subject=subject)
    session.flush()
    return entry


def confirmed_entry(session: Session, author: Person, source: Source) -> Entry | None:
    """The entry that its author was asked to confirm, while it is there and unconfirmed."""
    if source.confirms is None:
        return None
    entry = get_own_entry(session, author, source.confirms)
    if entry is None or not entry.statements:
        return None
    latest = entry.statements[-1]
    confirmed = {each.statement_number for each in entry.provenances}
    return None if latest.text == source.text and latest.number in confirmed else entry


def write_entry(session: Session, author: Person, source: Source) -> Entry:
    """An entry without a text of its own: the words stand in its statement alone."""
    draft = Draft(
        kind=source.becomes,
        model=None,
        title=source.title,
        text="",
        answers={},
        dated=source.dated,
        minutes=None,
        off_the_job=False,
    )
    return actions.write(session, author, draft, uuid4(), source.tags)
