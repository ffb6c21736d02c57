"""What the tests of hours share: a line as it is typed, and a learner's dates."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from journal.formatting import today
from journal.models import HoursLine, Person, Programme
from journal.models.confidential import act_as, visible
from tests.client import Client

SAID = "How to plan for a crisis together with the person, and to keep to what they wrote"


def typed(**changes: Any) -> dict[str, Any]:
    """A line as somebody types it."""
    line = {
        "line_id": str(uuid4()),
        "dated": (today() - timedelta(days=2)).isoformat(),
        "hours": "1",
        "minutes": "30",
        "method": "teaching",
        "description": SAID,
        "codes": "k4, S 2",
        "in_paid_hours": "yes",
    }
    return line | changes


def log(client: Client, **changes: Any) -> str:
    """Log one line as a person does; the address of its page."""
    answer = client.post("/progress/hours/new", typed(**changes))
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def id_in(address: str) -> UUID:
    """The id of a line in the address of its page."""
    return UUID(address.rpartition("/")[2])


def set_programme(session: Session, person: Person, **values: Any) -> Programme:
    """The dates and hours of somebody's apprenticeship, eleven months in unless told."""
    filled: dict[str, Any] = {
        "began_on": today() - timedelta(days=335),
        "ends_on": today() + timedelta(days=122),
        "weekly_minutes": 30 * 60,
    }
    programme = session.get(Programme, person.id)
    if programme is None:
        programme = Programme(person_id=person.id, began_on=date(2025, 9, 1))
        session.add(programme)
    for name, value in (filled | values).items():
        setattr(programme, name, value)
    session.commit()
    return programme


def standing_lines(session: Session, person: Person) -> list[HoursLine]:
    """The lines of somebody's log as it stands at this moment."""
    session.rollback()
    act_as(session, person)
    mine = visible(HoursLine, to=person).where(
        HoursLine.author_id == person.id, HoursLine.replaced_at.is_(None)
    )
    return list(session.scalars(mine.order_by(HoursLine.dated, HoursLine.description)))
