"""What changes here: a check-in is kept, or deleted for good."""

from uuid import UUID

from sqlalchemy.orm import Session

from journal.audit import Event, record
from journal.check_ins import get_check_in
from journal.domain.check_in import Said
from journal.free_id import add_with_free_id
from journal.models import CheckIn, Entry, Person


def keep(
    session: Session, me: Person, said: Said, check_in_id: UUID, entry: Entry | None
) -> CheckIn:
    """Keep a check-in; a form sent again goes on with the one it made."""
    check_in = get_check_in(session, me, check_in_id)
    if check_in is None:
        check_in = CheckIn(id=check_in_id, author_id=me.id, entry_id=entry.id if entry else None)
        fill(check_in, said)
        add_with_free_id(session, check_in)
    else:
        fill(check_in, said)
    note(session, me, Event.CHECK_IN_KEPT, check_in)
    return check_in


def delete(session: Session, me: Person, check_in: CheckIn) -> None:
    """Let it go for good: there is no bringing it back."""
    session.delete(check_in)
    note(session, me, Event.CHECK_IN_DELETED, check_in)


def fill(check_in: CheckIn, said: Said) -> None:
    """Write what was said into the row."""
    check_in.feelings = list(said.feelings)
    check_in.text, check_in.would_help = said.text, said.would_help


def note(session: Session, me: Person, event: Event, check_in: CheckIn) -> None:
    """Record the act, never the words, and send both to the database."""
    record(session, me, event, owner=me.id, subject=("check_in", check_in.id))
    session.flush()
