"""Progress reviews: when the next one is due, what it begins from, and who writes which part.

Apprentice, employer and provider look back together at least every three calendar months. What
happened since the last time is counted by the system, and frozen in the record as plain lines.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from journal.domain.calendar_days import Month
from journal.domain.joint_records import Part, RecordField
from journal.domain.standing import Standing, Word, standing

EVERY_MONTHS = 3
SOON = timedelta(days=14)
"""How long before its day a review is worth a line, or a letter."""
MOST_NAMED = 12
NAMES_NOBODY = "Please name nobody you support."

SINCE, HOURS, COVERAGE, TARGETS, SESSIONS, SCAN = (
    "since", "hours", "coverage", "targets_before", "sessions", "scan",
)  # fmt: skip
SUMMARY = (
    RecordField(SINCE, "The time it looks back on"),
    RecordField(HOURS, "Training hours"),
    RecordField(COVERAGE, "Knowledge, skills and behaviours"),
    RecordField(TARGETS, "What we said last time"),
    RecordField(SESSIONS, "Supervision"),
    RecordField(SCAN, "Skills scan"),
)
"""What the system counts. Nobody writes in it."""

TOGETHER = (
    RecordField("well", "What went well", NAMES_NOBODY, rows=5),
    RecordField("hard", "What was hard", "And what would make it easier. " + NAMES_NOBODY, rows=5),
    RecordField(
        "fits",
        "How the work and the learning fit together",
        "Is there time to learn in paid hours? Does the work bring what is to be learned?",
        rows=5,
    ),
)
EMPLOYER = (RecordField("employer_view", "How the employer sees it", NAMES_NOBODY, rows=5),)
PROVIDER = (RecordField("provider_view", "How the training provider sees it", rows=5),)
SUPPORT_SAID = "support_said"
WORKER = (
    RecordField(
        SUPPORT_SAID,
        "Support with learning, in my own words",
        "Only if you want it known here: your line manager reads this line. Empty, nothing shows.",
        rows=2,
    ),
)
FIELDS = (*SUMMARY, *TOGETHER, *EMPLOYER, *PROVIDER, *WORKER)
SUPPORT = (
    RecordField("helps", "What helps me learn", rows=4),
    RecordField("adjust", "What we try, and who sees to it", rows=4),
    RecordField("look_again", "When we look at it again, and how we will know", rows=3),
)
OWN_PARTS: Mapping[Part, tuple[RecordField, ...]] = {
    Part.WORKER: WORKER,
    Part.EMPLOYER: EMPLOYER,
    Part.PROVIDER: PROVIDER,
}


@dataclass(frozen=True)
class Claim:
    """A tag as a review counts it: which statement, since when, and what was said of it."""

    code: str
    at: datetime
    words: tuple[Word, ...]


@dataclass(frozen=True)
class Gained:
    """What was gained since a moment, and how far it has come in all."""

    claimed: frozenset[str]
    confirmed: frozenset[str]
    confirmed_in_all: int


@dataclass(frozen=True)
class Happened:
    """What happened between two reviews, as far as all who hold the record may know it."""

    since: date
    until: date
    minutes: int
    verified: int
    minutes_in_all: int
    expected: int | None
    minimum: int
    claimed: Sequence[str]
    confirmed: Sequence[str]
    confirmed_in_all: int
    statements: int
    targets_done: int
    targets_open: int
    targets_overdue: int
    sessions: Sequence[date]
    scans: Sequence[date]


def parts_of(sides: Iterable[Part]) -> tuple[RecordField, ...]:
    """The headings under which somebody on these sides writes."""
    wanted = frozenset(sides)
    own = (field for side, fields in OWN_PARTS.items() if side in wanted for field in fields)
    return (*TOGETHER, *own)


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last one of a shorter month."""
    month = Month.of(day).moved(months)
    return date(month.year, month.number, min(day.day, month.last.day))


def next_review(
    began_on: date, reviewed_on: date | None, breaks: Sequence[Sequence[str]], today: date
) -> date | None:
    """The last day for the next review. None while somebody pauses: the months count anew from
    the day they are back."""
    ends = [pair[1] for pair in breaks if len(pair) == 2]
    if any(pair[0] <= today.isoformat() <= (pair[1] or "9999") for pair in breaks if pair):
        return None
    back = [date.fromisoformat(end) for end in ends if end and end <= today.isoformat()]
    return months_later(max([reviewed_on or began_on, *back]), EVERY_MONTHS)


def gained(claims: Iterable[Claim], since: datetime) -> Gained:
    """What is claimed and confirmed now and was not before."""
    every = tuple(claims)
    before = {each.code for each in every if each.at < since}
    confirmed = {each.code for each in every if standing(each.words) is Standing.CONFIRMED}
    was = {each.code for each in every if standing(until(each.words, since)) is Standing.CONFIRMED}
    claimed = {each.code for each in every} - before
    return Gained(frozenset(claimed), frozenset(confirmed - was), len(confirmed))


def until(words: Iterable[Word], moment: datetime) -> tuple[Word, ...]:
    """What had been said by a moment."""
    return tuple(word for word in words if word.given_at < moment)


def as_lines(happened: Happened) -> dict[str, str]:
    """What happened, as the plain lines that the record keeps."""
    lines = {
        SINCE: f"{written(happened.since)} to {written(happened.until)}",
        HOURS: hours_line(happened),
        COVERAGE: coverage_line(happened),
        TARGETS: targets_line(happened),
        SESSIONS: dates_line("Sessions took place on", happened.sessions),
        SCAN: dates_line("A skills scan was sent on", happened.scans),
    }
    return {key: text for key, text in lines.items() if text}


def hours_line(of: Happened) -> str:
    """Hours since the last review, and in all against where they should be."""
    line = f"{hours(of.minutes)} logged in this time, {hours(of.verified)} of them verified. "
    line += f"In all {hours(of.minutes_in_all)} of at least {hours(of.minimum)}."
    if of.expected is None:
        return line
    ahead = of.minutes_in_all - of.expected
    where = "as planned" if ahead >= 0 else f"{hours(-ahead)} behind the plan"
    return f"{line} By now it should be about {hours(of.expected)}: {where}."


def coverage_line(of: Happened) -> str:
    """Statements newly claimed and confirmed."""
    return (
        f"Newly claimed: {named(of.claimed)}. Newly confirmed: {named(of.confirmed)}. "
        f"Confirmed in all: {of.confirmed_in_all} of {of.statements}. Counted from what is shared "
        "with everybody who holds this review."
    )


def targets_line(of: Happened) -> str:
    """What became of what was agreed before."""
    if not of.targets_done + of.targets_open:
        return ""
    late = f" ({of.targets_overdue} past the day)" if of.targets_overdue else ""
    return f"{of.targets_done} done, {of.targets_open} still to do{late}."


def dates_line(before: str, days: Sequence[date]) -> str:
    """Days in a sentence; nothing where there are none."""
    return f"{before} {', '.join(map(written, days))}." if days else ""


def named(codes: Sequence[str]) -> str:
    """How many, and which while they can be read in one go."""
    if not codes:
        return "none"
    return f"{len(codes)} ({', '.join(codes)})" if len(codes) <= MOST_NAMED else str(len(codes))


def hours(minutes: int) -> str:
    """Minutes as hours: 12 h 30 min."""
    whole, rest = divmod(minutes, 60)
    return f"{whole} h {rest} min" if rest else f"{whole} h"


def written(day: date) -> str:
    """4 June 2026."""
    return f"{day.day} {day:%B %Y}"
