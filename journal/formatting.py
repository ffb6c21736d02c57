"""How templates write dates, lengths of time and people's Markdown."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from flask import Flask
from markupsafe import Markup

from journal.documents.markdown import render
from journal.domain.passages import passages
from journal.models.base import now
from journal.names_model import why_not

HOME_ZONE = ZoneInfo("Europe/London")


def add_to(app: Flask) -> None:
    """Make the filters known to every template."""
    filters = (day, short_day, moment, clock_time, how_long, since, length_of_time, markdown)
    for each in filters:
        app.add_template_filter(each)
    app.add_template_filter(counted, "counted")
    app.add_template_filter(passages, "passages")
    app.add_template_global(why_not, "names_are_not_looked_for")


def day(when: date | datetime) -> str:
    """Thursday 4 June 2026."""
    return f"{local(when):%A} {short_day(when)}"


def short_day(when: date | datetime) -> str:
    """4 June 2026."""
    here = local(when)
    return f"{here.day} {here:%B %Y}"


def moment(when: datetime) -> str:
    """4 June 2026 at 14:02."""
    return f"{short_day(when)} at {clock_time(when)}"


def clock_time(when: datetime) -> str:
    """14:02, as clocks in Britain show it."""
    return f"{local(when):%H:%M}"


def local(when: date | datetime) -> date | datetime:
    """A moment as clocks in Britain show it; a date is a date everywhere."""
    return when.astimezone(HOME_ZONE) if isinstance(when, datetime) else when


def today() -> date:
    """The date in Britain now."""
    return day_of(now())


def day_of(moment: datetime) -> date:
    """The date in Britain at that moment; in summer it begins an hour before that of UTC."""
    return moment.astimezone(HOME_ZONE).date()


def since(when: datetime) -> str:
    """How long ago, in words: today, yesterday, 5 days ago."""
    days = (today() - day_of(when)).days
    return {0: "today", 1: "yesterday"}.get(days, f"{how_long(timedelta(days=days))} ago")


def how_long(span: timedelta) -> str:
    """A span in the largest unit that fits: 3 hours, 5 days, 6 weeks, 4 months."""
    days = span.days
    if days >= 61:
        return counted(days // 30, "month")
    if days >= 14:
        return counted(days // 7, "week")
    if days >= 1:
        return counted(days, "day")
    return counted(span.seconds // 3600, "hour")


def length_of_time(minutes: int) -> str:
    """1 hour 15 minutes."""
    hours, rest = divmod(minutes, 60)
    words = [counted(hours, "hour")] * bool(hours) + [counted(rest, "minute")] * bool(rest)
    return " ".join(words) or "0 minutes"


def counted(number: int, noun: str, plural: str = "") -> str:
    """1 entry, 2 entries."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def markdown(text: str) -> Markup:
    """What somebody wrote, as safe HTML."""
    return Markup(render(text))  # noqa: S704 - cleaned by nh3 on the way
