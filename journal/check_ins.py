"""Reading one check-in: its own room shows it, and the journal's room makes a note of it."""

from uuid import UUID

from sqlalchemy.orm import Session

from journal.domain.check_in import Said
from journal.models import CheckIn, Person
from journal.models.confidential import visible


def get_check_in(session: Session, me: Person, check_in_id: UUID) -> CheckIn | None:
    """One check-in of one's own."""
    return session.scalar(visible(CheckIn, to=me).where(CheckIn.id == check_in_id))


def said_in(check_in: CheckIn) -> Said:
    """What stands in it."""
    return Said(tuple(check_in.feelings), check_in.text, check_in.would_help)
