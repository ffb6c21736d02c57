"""Months, and the days that this day recalls."""

from dataclasses import dataclass
from datetime import date, timedelta

MONTHS_BACK = (1, 3, 6)
YEARS_BACK = 20
NUMBERS = ("", "A", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")


@dataclass(frozen=True, order=True)
class Month:
    """One month of one year."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Month":
        """The month that a day lies in."""
        return cls(day.year, day.month)

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.moved(1).first - timedelta(days=1)

    @property
    def name(self) -> str:
        """June 2026."""
        return f"{self.first:%B} {self.year}"

    @property
    def letter(self) -> str:
        """J, for the edge of a picture."""
        return f"{self.first:%B}"[0]

    def moved(self, months: int) -> "Month":
        """So many months later."""
        count = self.year * 12 + self.number - 1 + months
        return Month(count // 12, count % 12 + 1)

    def until(self, later: "Month") -> int:
        """How many months lie from this one to a later one."""
        return (later.year - self.year) * 12 + later.number - self.number


def same_days(today: date) -> dict[date, str]:
    """The days that this day recalls, each with how long ago it was, nearest first.

    The 31st has no sister in a month of 30 days, and then there is simply none.
    """
    spans = [(months, ago(months, "month")) for months in MONTHS_BACK]
    spans += [(12 * years, ago(years, "year")) for years in range(1, YEARS_BACK + 1)]
    days = {same_day(today, months): words for months, words in spans}
    return {day: words for day, words in days.items() if day is not None}


def same_day(today: date, months_back: int) -> date | None:
    """The same day of an earlier month, where that month has it."""
    month = Month.of(today).moved(-months_back)
    return date(month.year, month.number, today.day) if today.day <= month.last.day else None


def ago(count: int, unit: str) -> str:
    """A year ago today, Three months ago today."""
    number = NUMBERS[count] if count < len(NUMBERS) else str(count)
    return f"{number} {unit}{'' if count == 1 else 's'} ago today"
