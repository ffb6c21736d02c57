"""Days and lengths of time as people write them in tables."""

import re
from datetime import date, datetime, time, timedelta

from journal.documents.table import Value

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
DAY_FIRST = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})")
YEAR_FIRST = re.compile(r"(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})")
IN_WORDS = re.compile(
    r"(\d{1,2})(?:[snrt][tdh])?(?:\s+of)?[\s\-/.]*([a-z]{3,9})\.?[\s\-/.,]*(\d{4}|\d{2})"
)
MONTH_IN_WORDS_FIRST = re.compile(r"([a-z]{3,9})\.?\s*(\d{1,2})(?:[snrt][tdh])?,?\s+(\d{4})")
WEEKDAY = re.compile(r"^(mon|tue|wed|thu|fri|sat|sun)[a-z]*[,.]?\s+")
TIME_OF_DAY = re.compile(
    r"(?:t|,?\s)\s*\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*(z|[ap]\.?m\.?|[+\-]\d{2}:?\d{2})?$"
)
SERIAL = re.compile(r"\d{5}(\.\d+)?")
IN_ONE_NUMBER = re.compile(r"((?:19|20)\d{2})([01]\d)([0-3]\d)")
"""A year, a month and a day written together."""
FIRST_SERIAL, LAST_SERIAL = 25_569, 73_050
CLOCK = re.compile(r"(\d{1,4}):([0-5]\d)(?::[0-5]\d)?")
IN_HOURS_AND_MINUTES = re.compile(
    r"(?:(\d{1,4}(?:\.\d{1,4})?)\s*h(?:ou)?r?s?\.?)?\s*(?:and|,)?\s*(?:(\d{1,5})\s*m(?:in(?:ute)?s?)?\.?)?"
)
HOURS_THEN_MINUTES = re.compile(r"(\d{1,3})\s*h(?:ou)?r?s?\.?\s*([0-5]\d)")
NUMBER = re.compile(r"\d{1,5}(?:\.\d{1,6})?")
LONGEST = 80
"""Letters of a day or a length of time; what is longer is neither, and is not looked at."""


def day_of(value: Value, day_zero: date = date(1899, 12, 30)) -> date | None:
    """The day that a cell gives, the day before the month as in Britain; None if it gives none.

    3/11/2026 is 3 November. A number counts days as Excel does.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float):
        return counted(float(value), day_zero)
    return written(value, day_zero) if isinstance(value, str) else None


def written(text: str, day_zero: date) -> date | None:
    """A day in any of the ways people write one."""
    if len(text) > LONGEST:
        return None
    text = TIME_OF_DAY.sub("", WEEKDAY.sub("", " ".join(text.split()).lower()))
    if SERIAL.fullmatch(text):
        return counted(float(text), day_zero)
    if found := IN_ONE_NUMBER.fullmatch(text):
        return real_day(*found.groups())
    if found := YEAR_FIRST.fullmatch(text):
        year, month, day = found.groups()
        return real_day(year, month, day)
    if found := DAY_FIRST.fullmatch(text):
        day, month, year = found.groups()
        return real_day(year, month, day)
    if found := IN_WORDS.fullmatch(text):
        day, name, year = found.groups()
        return real_day(year, month_of(name), day)
    if found := MONTH_IN_WORDS_FIRST.fullmatch(text):
        name, day, year = found.groups()
        return real_day(year, month_of(name), day)
    return None


def real_day(year: str, month: str, day: str) -> date | None:
    """The day, if the calendar has it; a year of two figures is of this century."""
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
    except ValueError:
        return None


def month_of(name: str) -> str:
    """The number of a month by its name, whole or begun; 0, which is none, for anything else."""
    for number, month in enumerate(MONTHS, start=1):
        if month.startswith(name):
            return str(number)
    return "0"


def counted(number: float, day_zero: date) -> date | None:
    """A day as Excel counts them, between 1970 and 2099; what stands behind the point is the time
    of day. A year, month and day can also stand there as one number."""
    if found := IN_ONE_NUMBER.fullmatch(f"{number:.0f}"):
        return real_day(*found.groups())
    is_day = FIRST_SERIAL <= number < LAST_SERIAL
    return day_zero + timedelta(days=int(number)) if is_day else None


def minutes_of(value: Value, *, unit: int) -> int | None:
    """How long a cell says something took, in whole minutes; None if it does not say.

    A bare number counts in `unit` minutes: 60 in a column of hours, 1 in one of minutes.
    1:30, 1h 30m and Excel's own times are read as what they say.
    """
    if isinstance(value, datetime):
        value = value - datetime(1899, 12, 31)
    if isinstance(value, time):
        return value.hour * 60 + value.minute
    if isinstance(value, timedelta):
        return round(value.total_seconds() / 60)
    if isinstance(value, int | float):
        return None if unit == 60 and is_part_of_a_day(value) else round(value * unit)
    return spoken(value, unit) if isinstance(value, str) else None


def is_part_of_a_day(hours: float) -> bool:
    """Whether a number of hours is more likely a length of time as Excel keeps it: 1:30 is 0.0625
    there, and nobody means three and three quarters of a minute."""
    minutes = hours * 60
    is_fine = round(hours, 2) != hours
    return 0 < hours < 1 and is_fine and (hours < 0.1 or abs(minutes - round(minutes)) > 0.05)


def spoken(text: str, unit: int) -> int | None:
    """A length of time in any of the ways people write one."""
    if len(text) > LONGEST:
        return None
    text = " ".join(text.split()).lower().replace("½", ".5").replace("¼", ".25").replace("¾", ".75")
    text = re.sub(r"(?<=\d),(?=\d{1,2}(\D|$))", ".", text)
    if found := CLOCK.fullmatch(text):
        return int(found[1]) * 60 + int(found[2])
    if NUMBER.fullmatch(text.removeprefix(".")) or re.fullmatch(r"\.\d+", text):
        return minutes_of(float(text), unit=unit)
    if found := HOURS_THEN_MINUTES.fullmatch(text):
        return int(found[1]) * 60 + int(found[2])
    found = IN_HOURS_AND_MINUTES.fullmatch(text)
    if text and found and (found[1] or found[2]):
        return round(float(found[1] or 0) * 60) + int(found[2] or 0)
    return None
