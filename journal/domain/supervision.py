"""Supervision as a rhythm: where an agreement stands, when to meet next, and clocks that change."""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from uuid import UUID

from journal.domain.joint_records import (
    SupervisionPurpose,
    Word,
    agreed_version,
    last_words,
)
from journal.domain.relationships import RelationshipKind

PURPOSES_OF = {
    RelationshipKind.SUPERVISOR: (SupervisionPurpose.PRACTICE, SupervisionPurpose.PEER),
    RelationshipKind.MANAGER: (SupervisionPurpose.LINE,),
}
"""What a worker meets each of those who support them for; others have no supervision agreement."""

USUAL_HOUR = time(10, 0)
USUAL_WEEKS = 4
USUAL_MINUTES = 60
USUAL_REVIEW = timedelta(days=182)
CLOCKS = "The clocks go forward in that hour, so it does not exist. Please choose another time."


class Standing(StrEnum):
    """How far the holders have come with a record, as one of them sees it."""

    WAITS_FOR_YOU = "waits_for_you"
    WAITS_FOR_THEM = "waits_for_them"
    SEEN_DIFFERENTLY = "seen_differently"
    AGREED = "agreed"
    REVIEW_DUE = "review_due"

    @property
    def label(self) -> str:
        """The state as screens name it."""
        return LABELS[self]


class About(StrEnum):
    """What can be brought to supervision from elsewhere."""

    ENTRY = "entry"
    ACTION = "action"
    FEEDBACK = "feedback"
    KSB = "ksb"

    @property
    def first_words(self) -> str:
        """Words to begin with, which tell nothing of what it is about."""
        return FIRST_WORDS[self]


class NoSuchTime(Exception):
    """The clocks go forward over this time: no clock here ever shows it."""


@dataclass(frozen=True)
class Said:
    """The words on a record, who holds it, and how many versions it has."""

    words: tuple[Word, ...]
    holders: Set[UUID]
    newest: int

    @property
    def agreed(self) -> int:
        """The newest version that all agreed to; 0 when there is none."""
        return agreed_version(self.words, self.holders, self.newest)

    @property
    def last(self) -> dict[UUID, Word]:
        """What each holder last said of the newest version."""
        return dict(last_words(self.words, self.newest))


def standing(said: Said, viewer: UUID, review_on: date | None, today: date) -> Standing:
    """Whose turn it is; `review_on` is what the agreed version says."""
    if said.newest == said.agreed:
        is_due = review_on is not None and review_on <= today
        return Standing.REVIEW_DUE if is_due else Standing.AGREED
    if viewer not in said.last:
        return Standing.WAITS_FOR_YOU
    if said.holders - said.last.keys():
        return Standing.WAITS_FOR_THEM
    return Standing.SEEN_DIFFERENTLY


def next_day(last: date, every_weeks: int, today: date) -> date:
    """The first day of the rhythm after today: the same weekday, however long nobody met."""
    rhythm = 7 * max(every_weeks, 1)
    missed = max((today - last).days // rhythm, 0)
    return last + timedelta(days=rhythm * (missed + 1))


def moment_of(day: date, at: time, zone: tzinfo) -> datetime:
    """The moment when clocks of this zone show this; of two such moments, the first.

    Raises NoSuchTime for an hour that the clocks leave out.
    """
    moment = datetime.combine(day, at, zone).astimezone(UTC)
    if moment.astimezone(zone).time() != at:
        raise NoSuchTime
    return moment


def first_after(moments: Iterable[datetime], after: datetime) -> datetime | None:
    """The earliest of these that is still to come."""
    return min((each for each in moments if each > after), default=None)


LABELS = {
    Standing.WAITS_FOR_YOU: "Waits for you",
    Standing.WAITS_FOR_THEM: "Waits for the other side",
    Standing.SEEN_DIFFERENTLY: "Seen differently",
    Standing.AGREED: "Agreed",
    Standing.REVIEW_DUE: "Time to look at it again",
}
FIRST_WORDS = {
    About.ENTRY: "Something I wrote in my journal",
    About.ACTION: "Something we said we would do",
    About.FEEDBACK: "The feedback on something I wrote",
    About.KSB: "How I can get to show this",
}
