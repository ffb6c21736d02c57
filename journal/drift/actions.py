"""What changes here: a worker's own notes on leaning away."""

from sqlalchemy.orm import Session

from journal.audit import Event, record
from journal.drift.queries import notes_on
from journal.models import Entry, LeaningNote, Person


def note_leaning(session: Session, me: Person, entry: Entry, statement: str, words: str) -> None:
    """Note on an entry that one leaned away; said again, the newer words stand."""
    known = [each for each in notes_on(session, me, entry) if each.statement == statement]
    if known:
        known[0].words = words
    else:
        session.add(
            LeaningNote(entry_id=entry.id, author_id=me.id, statement=statement, words=words)
        )
    note(session, me, Event.LEANING_NOTED, entry)


def take_off(session: Session, me: Person, entry: Entry, statement: str) -> None:
    """Take a note off again; one that is gone already is gone."""
    for each in notes_on(session, me, entry):
        if each.statement == statement:
            session.delete(each)
            note(session, me, Event.LEANING_TAKEN_BACK, entry)


def note(session: Session, me: Person, event: Event, entry: Entry) -> None:
    """Record the act, never the words, and send both to the database."""
    record(session, me, event, owner=me.id, subject=("entry", entry.id))
    session.flush()
