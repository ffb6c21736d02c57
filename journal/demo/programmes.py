"""The apprenticeships that the demo's peer workers are on, from their first day."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from journal.models import Person, Programme


def add_programmes(
    session: Session,
    people: Mapping[str, Person],
    texts: Iterable[Mapping[str, Any]],
    today: date,
) -> None:
    """One programme for each, on the installation's own standard and plan."""
    for text in texts:
        session.add(
            Programme(
                person_id=people[text["person"]].id,
                began_on=today - timedelta(days=text["began_days_ago"]),
                ends_on=today + timedelta(days=text["ends_days_ahead"]),
                weekly_minutes=text["weekly_hours"] * 60,
            )
        )
    session.flush()
