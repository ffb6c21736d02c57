"""Mail never carries content: it says that something is waiting, and where."""

from sqlalchemy.orm import Session

from journal.models import OutgoingMail, Person

SIGNATURE = "\n\nAlongside\n"


def something_waits(session: Session, to: Person, page: str) -> None:
    """Tell somebody that something is waiting for them on a page of theirs."""
    queue(
        session,
        to.email,
        "Something is waiting for you in Alongside",
        f"Hello {to.name},\n\nsomething is waiting for you. Sign in to see it:\n\n{page}",
    )


def queue(session: Session, address: str, subject: str, body: str) -> None:
    """Put a letter in the outbox; it is sent once this transaction has become true."""
    session.add(OutgoingMail(to_address=address, subject=subject, body=body + SIGNATURE))
