"""One's own entries by month, with the quiet times between, and what this day recalls."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal.domain.calendar_days import Month, same_days
from journal.domain.entry_kind import EntryKind
from journal.models import Entry, Person
from journal.models.confidential import for_viewer, visible
from journal.paging import Page, key_text, page_of, read_key

MOST_RECALLED = 3
Kinds = list[tuple[EntryKind, int]]


@dataclass(frozen=True)
class MonthOfEntries:
    """One month of the timeline: what stands on this page, and how much there is in all."""

    month: Month
    entries: Sequence[Entry]
    kinds: Kinds
    quiet_before: int
    """How many months without an entry lie between this one and the next one down the page."""

    @property
    def total(self) -> int:
        """Everything of the month, on this page or another."""
        return sum(count for _, count in self.kinds)


@dataclass(frozen=True)
class Recalled:
    """An entry of this day in another month or year."""

    entry: Entry
    ago: str


def timeline(
    session: Session, author: Person, after: str
) -> tuple[Page[Entry], list[MonthOfEntries]]:
    """A page of this person's own entries, newest first, in their months."""
    page: Page[Entry] = page_of(
        session,
        own(author),
        key=(Entry.dated, Entry.id),
        after=read_key(after, date.fromisoformat),
        key_of=lambda entry: key_text(entry.dated, entry.id),
    )
    by_month = [
        (month, list(entries))
        for month, entries in groupby(page.rows, lambda entry: Month.of(entry.dated))
    ]
    if not by_month:
        return page, []
    kinds = kinds_by_month(session, author, by_month[-1][0], by_month[0][0])
    below = [month for month, _ in by_month[1:]] + [month_below(session, author, page)]
    return page, [
        MonthOfEntries(month, entries, kinds[month], quiet_months(next_month, month))
        for (month, entries), next_month in zip(by_month, below, strict=True)
    ]


def own(author: Person) -> sa.Select[Entry]:
    """What this person wrote and did not put away."""
    return visible(Entry, to=author).where(Entry.author_id == author.id, Entry.deleted_at.is_(None))


def quiet_months(earlier: Month | None, later: Month) -> int:
    """How many whole months without an entry lie between two that have one."""
    return max(earlier.until(later) - 1, 0) if earlier else 0


def month_below(session: Session, author: Person, page: Page[Entry]) -> Month | None:
    """The month of the next entry below this page, if there is one."""
    last = page.rows[-1]
    earlier = sa.tuple_(Entry.dated, Entry.id) < sa.tuple_(
        sa.literal(last.dated, sa.Date()), sa.literal(last.id, sa.Uuid())
    )
    dated = own(author).where(earlier).with_only_columns(sa.func.max(Entry.dated))
    found: date | None = session.scalar(dated)
    return Month.of(found) if found else None


def kinds_by_month(
    session: Session, author: Person, first: Month, last: Month
) -> dict[Month, Kinds]:
    """How many entries of each kind every month has, from the first month to the last."""
    year, month = sa.extract("year", Entry.dated), sa.extract("month", Entry.dated)
    rows = session.execute(
        for_viewer(
            sa.select(year, month, Entry.kind, sa.func.count(Entry.id))
            .where(
                Entry.author_id == author.id,
                Entry.deleted_at.is_(None),
                Entry.dated.between(first.first, last.last),
            )
            .group_by(year, month, Entry.kind),
            author,
        )
    )
    kinds: dict[Month, Kinds] = {}
    for in_year, in_month, kind, count in rows:
        kinds.setdefault(Month(int(in_year), int(in_month)), []).append((kind, count))
    order = list(EntryKind)
    return {month: sorted(found, key=lambda each: order.index(each[0]))
            for month, found in kinds.items()}  # fmt: skip


def on_this_day(session: Session, author: Person, today: date) -> list[Recalled]:
    """What this person wrote on this day in other months and years; nothing when they said no."""
    if author.hid_on_this_day_at:
        return []
    days = same_days(today)
    entries = session.scalars(
        own(author)
        .where(Entry.dated.in_(days))
        .order_by(Entry.dated.desc(), Entry.id.desc())
        .limit(MOST_RECALLED)
    )
    return [Recalled(entry, days[entry.dated]) for entry in entries]
