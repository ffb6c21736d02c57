"""Off-the-job training as reviews, the gateway and a coach's day count it: minutes, never words.

A number of queries that does not grow with the people. Only what was done in paid hours counts.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal.domain.hours import expected_minutes
from journal.hours_log import Terms, terms_of
from journal.models import HoursLine, HoursWord, Person
from journal.models.confidential import for_viewer
from journal.programmes import plan_of


@dataclass
class Logged:
    """Minutes of training: in all and since a day, and how many of them somebody verified."""

    minutes: int = 0
    verified: int = 0
    new_minutes: int = 0
    new_verified: int = 0
    waiting: int = 0
    """Lines of which nobody has said a word yet."""

    def add(self, minutes: int, agrees: bool | None, is_new: bool) -> None:
        """One line of the log."""
        verified = minutes if agrees else 0
        self.minutes += minutes
        self.verified += verified
        self.waiting += agrees is None
        if is_new:
            self.new_minutes += minutes
            self.new_verified += verified


def logged_by(
    session: Session, viewer: Person, workers: Collection[UUID], since: date | None = None
) -> Mapping[UUID, Logged]:
    """What stands in the logs of these workers, as far as the viewer may read them."""
    last_word = (
        sa.select(HoursWord.agrees)
        .where(HoursWord.line_id == HoursLine.id, HoursWord.agrees.is_not(None))
        .order_by(HoursWord.given_at.desc(), HoursWord.id)
        .limit(1)
        .scalar_subquery()
    )
    rows = session.execute(
        for_viewer(
            sa.select(
                HoursLine.author_id, HoursLine.minutes, HoursLine.dated, last_word.label("agrees")
            ).where(
                HoursLine.author_id.in_(workers),
                HoursLine.replaced_at.is_(None),
                HoursLine.in_paid_hours,
            ),
            viewer,
        )
    )
    found: dict[UUID, Logged] = defaultdict(Logged)
    for row in rows:
        is_new = since is not None and row.dated >= since
        found[row.author_id].add(row.minutes, row.agrees, is_new)
    return found


def minimum_of(session: Session, worker: Person) -> int:
    """The minutes of training that this worker must reach at least."""
    terms = terms_of(session, worker)
    return terms.minimum if terms else plan_of(session, worker).minimum_hours * 60


def expected_by(terms: Terms | None, day: date) -> int | None:
    """How many minutes there should be by a day; None while the dates are not known."""
    return expected_minutes(terms.period, terms.planned, day) if terms else None
