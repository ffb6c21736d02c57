"""What an auditor would ask about a log of hours, so that its owner can answer first.

None of it is a verdict. Each check points at lines or months where a word more, or another look,
saves trouble later. The limits are what auditors are known to ask about; no rule gives them.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from journal.domain.hours import Period, TrainingMethod
from journal.domain.hours_picture import HoursPicture, Logged

LATE_AFTER = timedelta(days=31)
LONG_DAY = 8 * 60
A_DAY = 24 * 60
ROUND_FROM = 2 * 60
ROUND_LINES = 4
FEW_WORDS = 4


class Check(StrEnum):
    """What may need another look, the weightiest first."""

    NOT_PAID = "not_paid"
    MORE_THAN_A_DAY = "more_than_a_day"
    REVIEW = "review"
    ORDINARY_DUTIES = "ordinary_duties"
    ENGLISH_AND_MATHS = "english_and_maths"
    OUTSIDE = "outside"
    NO_DESCRIPTION = "no_description"
    THIN_DESCRIPTION = "thin_description"
    REFLECTION_ALONE = "reflection_alone"
    LONG_DAY = "long_day"
    ROUND = "round"
    LATE = "late"
    EMPTY_MONTH = "empty_month"

    @property
    def label(self) -> str:
        """What it is, in a few words."""
        return WORDS[self][0]

    @property
    def hint(self) -> str:
        """Why it matters, and what would help."""
        return WORDS[self][1]


WORDS = {
    Check.NOT_PAID: (
        "Not in paid hours",
        "Training counts only in paid hours, so this does not count. Keep the line if it helps "
        "you, or change it if the time was given back to you.",
    ),
    Check.MORE_THAN_A_DAY: (
        "More than 24 hours on one day",
        "A day has 24 hours. Please put each piece of training on the day it took place.",
    ),
    Check.REVIEW: (
        "It may be a progress review",
        "Progress reviews do not count as training. If you learned something new on the same day, "
        "give that a line of its own.",
    ),
    Check.ORDINARY_DUTIES: (
        "It may be your everyday work",
        "Everyday work does not count, however much it teaches you. Say what was new, who taught "
        "it, and what you can do now.",
    ),
    Check.ENGLISH_AND_MATHS: (
        "It may be English or maths",
        "English and maths lessons are funded apart, and do not count here.",
    ),
    Check.OUTSIDE: (
        "Outside the days of your apprenticeship",
        "This day is before the start, after the end, or in a break in learning, so it is not "
        "counted on as training. Please check the date.",
    ),
    Check.NO_DESCRIPTION: (
        "No description",
        "Please say what you learned, in a sentence. A line without one is turned down.",
    ),
    Check.THIN_DESCRIPTION: (
        "A very short description",
        "Somebody who was not there should understand what you learned. One more sentence will do.",
    ),
    Check.REFLECTION_ALONE: (
        "Reflection without a KSB",
        "Reflection counts when it builds something new. Add the KSBs that it helped you with.",
    ),
    Check.LONG_DAY: (
        "8 hours or more on one day",
        "Several sessions or several days in one line look as if they were guessed. If it was a "
        "whole day, say what filled it; otherwise give each day its own line.",
    ),
    Check.ROUND: (
        "The same round number again and again",
        "Four or more lines in a month with exactly the same whole hours look as if they were "
        "guessed. Please check them against your calendar.",
    ),
    Check.LATE: (
        "Logged more than a month later",
        "Auditors ask how you remembered. A word about where you had it from, such as your "
        "calendar, helps. From now on, a line soon after is easiest.",
    ),
    Check.EMPTY_MONTH: (
        "A month without training",
        "There should be some training in every month, other than in a break in learning. If "
        "there was some, log it. If not, talk with your coach about why.",
    ),
}

REVIEWS = re.compile(
    r"\b(progress|tri-?partite|three-?way|12-?\s?week(ly)?|quarterly|apprenticeship)\s+(progress\s+)?"
    r"review(s|\s+meeting)?\b|\breview\s+meeting\s+with\s+my\s+(coach|assessor|tutor)\b",
    re.I,
)
DUTIES = re.compile(
    r"\b(usual|normal|ordinary|everyday|day-?to-?day|regular)\s+(work|duties|tasks|role|shift)\b"
    r"|\b(on|my|covered|covering|worked)\s+(a\s+|the\s+|my\s+)?(day\s+|night\s+|late\s+|early\s+)?shifts?\b"
    r"|\bteam\s+meetings?\s*$|\bhandovers?\s*$|\bstaff\s+meetings?\s*$",
    re.I,
)
SUBJECTS = re.compile(
    r"\bfunctional\s+skills?\b|\b(gcse|level\s+[12])\s+(english|maths?)\b|\b(english|maths?)\s+(lesson|class|tuition)",
    re.I,
)
GENERIC_WORDS = """
training course study studying learning work meeting reading research college workshop session
webinar online e-learning elearning various general n/a na none ojt otj day module stuff tbc as
above see portfolio the a an of and on for my did some
"""
GENERIC = frozenset(GENERIC_WORDS.split())


@dataclass(frozen=True)
class Pointed:
    """One thing to look at: a line by its key, or a month by its first day."""

    check: Check
    key: str = ""
    month: date | None = None


def look_at(
    lines: Sequence[Logged], period: Period | None, picture: HoursPicture | None = None
) -> list[Pointed]:
    """Everything that an auditor might ask about: by weight, then by day."""
    on_day = Counter[date]()
    for line in lines:
        on_day[line.dated] += line.minutes
    rounded = round_keys(lines)
    found = [
        Pointed(check, line.key)
        for line in sorted(lines, key=lambda line: line.dated)
        for check in checks_of(line, period, on_day[line.dated], is_round=line.key in rounded)
    ]
    found += [Pointed(Check.EMPTY_MONTH, month=first) for first in empty_months(picture)]
    order = list(Check)
    return sorted(found, key=lambda each: order.index(each.check))


def checks_of(
    line: Logged, period: Period | None, on_the_day: int, *, is_round: bool = False
) -> Iterator[Check]:
    """What to look at in one line; `on_the_day` is all that is logged for its day."""
    yield from counting_checks(line, period, on_the_day)
    yield from wording_checks(line)
    if LONG_DAY <= on_the_day <= A_DAY:
        yield Check.LONG_DAY
    if is_round:
        yield Check.ROUND
    if line.logged_on - line.dated > LATE_AFTER:
        yield Check.LATE


def counting_checks(line: Logged, period: Period | None, on_the_day: int) -> Iterator[Check]:
    """What may keep a line from counting at all."""
    if not line.in_paid_hours:
        yield Check.NOT_PAID
    if on_the_day > A_DAY:
        yield Check.MORE_THAN_A_DAY
    if REVIEWS.search(line.description):
        yield Check.REVIEW
    if DUTIES.search(line.description.strip(" .!")):
        yield Check.ORDINARY_DUTIES
    if SUBJECTS.search(line.description):
        yield Check.ENGLISH_AND_MATHS
    if period is not None and not period.has(line.dated):
        yield Check.OUTSIDE


def wording_checks(line: Logged) -> Iterator[Check]:
    """Whether somebody who was not there would understand what was learned."""
    words = [word for word in re.findall(r"[\w/\u2019'-]+", line.description) if word.strip("-'")]
    if not words:
        yield Check.NO_DESCRIPTION
    elif len(words) < FEW_WORDS or all(word.casefold() in GENERIC for word in words):
        yield Check.THIN_DESCRIPTION
    if line.method is TrainingMethod.REFLECTION and not line.codes:
        yield Check.REFLECTION_ALONE


def round_keys(lines: Iterable[Logged]) -> frozenset[str]:
    """The lines of which a month holds several with exactly the same whole hours."""
    alike: dict[tuple[int, int, int], list[str]] = defaultdict(list)
    for line in lines:
        if line.minutes >= ROUND_FROM and line.minutes % 60 == 0:
            alike[line.dated.year, line.dated.month, line.minutes].append(line.key)
    return frozenset(key for keys in alike.values() if len(keys) >= ROUND_LINES for key in keys)


def empty_months(picture: HoursPicture | None) -> list[date]:
    """Whole months of learning that are over and hold nothing."""
    if picture is None or picture.period is None:
        return []
    period = picture.period
    return [
        month.first
        for month in picture.months
        if not month.minutes
        and not month.is_off
        and month.first >= period.first
        and month.last < picture.today
        and month.last <= period.last
    ]
