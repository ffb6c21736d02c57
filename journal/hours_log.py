"""A learner's log of hours as pages, reviews and the gateway need it: the lines that stand, who
said what of them, and the picture that they make."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, selectinload

from journal.domain.assessment_plan import AssessmentPlan
from journal.domain.hours import (
    Break,
    FundingRules,
    Period,
    minimum_minutes,
    planned_end,
    rules_on,
)
from journal.domain.hours_picture import HoursPicture, Logged, picture_of
from journal.domain.standard import Standard
from journal.formatting import local, today
from journal.library import content
from journal.models import HoursLine, HoursWord, Person, Programme
from journal.models.confidential import visible
from journal.programmes import plan_of, programme_of, standard_of

MONTHS_UNLESS_SAID = 12
"""How long a practical period is reckoned where a standard from elsewhere does not say."""


@dataclass(frozen=True)
class Terms:
    """What holds for one learner: their days, their hours, and where the numbers come from."""

    rules: FundingRules
    period: Period
    minimum: int
    planned: int
    is_own_minimum: bool
    """Whether the minimum was set on their programme, rather than by the rules."""
    is_own_end: bool


def standing(viewer: Person, worker_id: UUID) -> sa.Select[HoursLine]:
    """The lines of a log that stand now, of those that this person may read."""
    return visible(HoursLine, to=viewer).where(
        HoursLine.author_id == worker_id, HoursLine.replaced_at.is_(None)
    )


def lines_of(session: Session, viewer: Person, worker_id: UUID) -> Sequence[HoursLine]:
    """A whole log as it stands, the oldest line first, with what was said of each."""
    return session.scalars(
        standing(viewer, worker_id)
        .options(selectinload(HoursLine.words))
        .order_by(HoursLine.dated, HoursLine.id)
    ).all()


def unverified() -> sa.ColumnElement[bool]:
    """Lines that nobody verified, or about which somebody asked since, as SQL."""
    later = aliased(HoursWord)
    asked_since = (
        sa.select(later.id)
        .where(
            later.line_id == HoursWord.line_id,
            later.agrees.is_(False),
            later.given_at > HoursWord.given_at,
        )
        .exists()
    )
    return ~(
        sa.select(HoursWord.id)
        .where(
            HoursWord.line_id == HoursLine.id,
            HoursWord.agrees.is_(True),
            HoursWord.author_id != HoursLine.author_id,
            ~asked_since,
        )
        .exists()
    )


def last_word(line: HoursLine) -> HoursWord | None:
    """The last that somebody else said of a line; nobody speaks for their own."""
    return next((word for word in reversed(line.words) if word.author_id != line.author_id), None)


def answers_to(line: HoursLine) -> list[HoursWord]:
    """What the worker wrote back since somebody last said anything of the line."""
    last = last_word(line)
    since = line.words[line.words.index(last) + 1 :] if last else []
    return [word for word in since if word.author_id == line.author_id]


def is_verified(line: HoursLine) -> bool:
    """Whether somebody verified this very line, and nobody asked about it later."""
    word = last_word(line)
    return word is not None and bool(word.agrees)


def logged(line: HoursLine) -> Logged:
    """A line as the arithmetic and the checks see it."""
    return Logged(
        key=str(line.id),
        dated=line.dated,
        method=line.method,
        description=line.description,
        codes=tuple(line.codes),
        minutes=line.minutes,
        in_paid_hours=line.in_paid_hours,
        logged_on=local_day(line.logged_at),
        is_verified=is_verified(line),
    )


def local_day(when: datetime) -> date:
    """The day of a moment, as calendars in Britain show it."""
    here = local(when)
    return date(here.year, here.month, here.day)


def terms_of(session: Session, worker: Person) -> Terms | None:
    """What holds for somebody; None until their programme has its dates."""
    programme = programme_of(session, worker)
    if programme is None:
        return None
    return terms_under(programme, standard_of(session, worker), plan_of(session, worker))


def terms_under(programme: Programme, standard: Standard, plan: AssessmentPlan) -> Terms:
    """What holds under this standard and this plan, for the dates and hours of a programme."""
    rules = rules_on(programme.began_on, content().funding_rules)
    breaks = breaks_of(programme)
    end = programme.ends_on or planned_end(
        programme.began_on,
        standard.typical_duration_months or MONTHS_UNLESS_SAID,
        rules,
        programme.weekly_minutes,
        breaks,
    )
    period = Period(programme.began_on, end, breaks)
    otherwise = plan.minimum_hours * 60
    asked = minimum_minutes(period, rules, standard.reference, programme.weekly_minutes, otherwise)
    minimum = asked if programme.minimum_minutes is None else programme.minimum_minutes
    return Terms(
        rules=rules,
        period=period,
        minimum=minimum,
        planned=programme.planned_minutes or minimum,
        is_own_minimum=programme.minimum_minutes is not None,
        is_own_end=programme.ends_on is not None,
    )


def breaks_of(programme: Programme) -> tuple[Break, ...]:
    """The breaks in learning; what is no day is left out rather than stopping the page."""
    found = []
    for first, *rest in programme.breaks:
        begin, end = read_day(first), read_day(rest[0] if rest else "")
        if begin is not None:
            found.append(Break(begin, end))
    return tuple(found)


def read_day(text: str) -> date | None:
    """A day as it is kept; None for none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def picture_for(session: Session, viewer: Person, worker: Person) -> HoursPicture:
    """Minimum, planned, logged and verified, of what the viewer may read. Without a programme,
    the plan's own number is the minimum and nothing is expected yet."""
    lines = [logged(line) for line in lines_of(session, viewer, worker.id)]
    return picture_from(session, worker, lines)


def picture_from(session: Session, worker: Person, lines: Sequence[Logged]) -> HoursPicture:
    """The picture of lines that are loaded already."""
    terms = terms_of(session, worker)
    if terms is None:
        otherwise = plan_of(session, worker).minimum_hours * 60
        return picture_of(lines, None, otherwise, otherwise, today())
    return picture_of(lines, terms.period, terms.minimum, terms.planned, today())
