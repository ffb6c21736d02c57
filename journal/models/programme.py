"""A peer worker's apprenticeship: dates, hours and versions, and no word that anybody wrote."""

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from journal.models.base import Base, Moment


class Programme(Base):
    """What one learner is on. They stay on the standard and the plan they started with.

    Empty keys stand for the installation's own standard and plan. Hours of None are those that
    the plan and the funding rules give. `breaks` holds pairs of ISO dates, the last of them empty
    while a break lasts; why somebody paused is nobody's business here.
    """

    __tablename__ = "programmes"

    person_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey("people.id", ondelete="CASCADE"), primary_key=True
    )
    standard: Mapped[str] = mapped_column(default="")
    standard_version: Mapped[str] = mapped_column(default="")
    plan: Mapped[str] = mapped_column(default="")
    plan_version: Mapped[str] = mapped_column(default="")
    began_on: Mapped[date]
    ends_on: Mapped[date | None]
    """The day the practical period is planned to end."""
    weekly_minutes: Mapped[int | None]
    """Paid working time a week, for people who work part-time."""
    minimum_minutes: Mapped[int | None]
    planned_minutes: Mapped[int | None]
    breaks: Mapped[list[list[str]]] = mapped_column(sa.JSON, default=list)
    was_19_at_start: Mapped[bool] = mapped_column(default=True)
    shown_to_supervisors: Mapped[bool] = mapped_column(default=False)
    """Whether the worker lets their supervisors read their hours and their scan."""
    english_settled: Mapped[bool | None]
    maths_settled: Mapped[bool | None]
    """What the employer may know of English and maths: whether it is settled, never how; None
    while nobody has said."""
    reviewed_on: Mapped[date | None]
    """The day of the last progress review that was signed: a date, and no word of it."""
    review_reminded_on: Mapped[date | None]
    proposed: Mapped[dict[str, str] | None] = mapped_column(sa.JSON)
    """The versions that the coach would move to, until the learner says yes or no: `standard`,
    `standard_version`, `plan`, `plan_version`, who proposed it (`by_id`) and when (`at`)."""
    changed_at: Mapped[Moment]
    completed_at: Mapped[datetime | None]


def shows_supervisors() -> sa.Select[UUID]:
    """The ids of the workers who let their supervisors read their hours and their scan."""
    return sa.select(Programme.person_id).where(Programme.shown_to_supervisors)
