"""Which rows of an archive come in, and what stays behind and why: told before and after."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from journal.archive.gather import target_of
from journal.archive.reading import NOT_FITTING, Arrived, Refused, Row
from journal.archive.tables import CARRIED, WITH_FILES, Carried, Comes
from journal.archive.values import columns_of
from journal.formatting import today
from journal.requests import is_ours

NOT_KNOWN = (
    "others wrote or signed it, and whoever runs this service has not said that they know the key "
    "that signed the archive"
)
NOT_THERE = "what it belongs to stays behind"
NO_FILE = "its file cannot be kept here"
NOT_OURS = "it is not as Alongside writes it"
FIRST_YEAR = 1900


Ids = Mapping[str, set[UUID]]
"""The ids of rows, by their table."""


@dataclass(frozen=True)
class Choice:
    """The rows that come in, by table in an order that fits, and what stays behind."""

    rows: dict[str, list[Row]]
    left: dict[tuple[str, str], int]
    """How many rows of a table (by its title) stay behind for one reason."""


def choose(arrived: Arrived, *, known: bool, files: frozenset[str]) -> Choice:
    """What comes in. `files` are the ids of rows whose bytes are there and can be kept."""
    rows: dict[str, list[Row]] = {each.name: [] for each in CARRIED}
    left: dict[tuple[str, str], int] = {}
    there = {
        name: {row["id"] for row in found if "id" in row} for name, found in arrived.rows.items()
    }
    coming: dict[str, set[UUID]] = {each.name: set() for each in CARRIED}
    for carried in CARRIED:
        for row in in_order(carried, arrived.rows.get(carried.name, [])):
            why = why_not(carried, row, arrived, known, files)
            why = why or missing(carried, row, there, coming)
            if why:
                left[carried.title, why] = left.get((carried.title, why), 0) + 1
            else:
                rows[carried.name].append(without_missing(carried, row, coming))
                coming[carried.name].add(row["id"])
    return Choice(rows, left)


def why_not(
    carried: Carried, row: Row, arrived: Arrived, known: bool, files: frozenset[str]
) -> str:
    """Why a row stays behind, from what it is alone; nothing for one that may come."""
    if carried.comes is Comes.NEVER:
        return carried.why[0].lower() + carried.why[1:].rstrip(".")
    own = carried.comes is Comes.IF_OWN and row["author_id"] == arrived.person
    if carried.comes is not Comes.ALWAYS and not known and not own:
        return NOT_KNOWN
    if not SOUND.get(carried.name, always)(row):
        return NOT_OURS
    if carried.name in WITH_FILES and str(row["id"]) not in files:
        return NO_FILE
    return ""


def always(row: Row) -> bool:
    """Most rows are what their columns allow."""
    return True


def is_copy_of_form(row: Row) -> bool:
    """Words of a form, on a page of this service: pages link to it, and fill the form with them."""
    texts = (each if isinstance(each, list) else [each] for each in row["fields"].values())
    return is_ours(row["place"]) and all(isinstance(each, str) for found in texts for each in found)


def is_past_day(row: Row) -> bool:
    """A day that somebody worked on: pages count the months since the first."""
    dated: date = row["dated"]
    return dated.year >= FIRST_YEAR and dated <= today() + timedelta(days=1)


SOUND: dict[str, Callable[[Row], bool]] = {
    "unfinished": is_copy_of_form,
    "hours_lines": is_past_day,
}
"""What pages rely on, and no column says."""


def missing(carried: Carried, row: Row, there: Ids, coming: Ids) -> str:
    """Why a row stays behind since what it belongs to does. Raises Refused where that is in no
    archive: nobody's journal is like that."""
    for name, target in references(carried):
        if row.get(name) is None or is_nullable(carried, name):
            continue
        if row[name] not in coming[target]:
            if row[name] in there.get(target, ()):
                return NOT_THERE
            raise Refused(NOT_FITTING.format(carried.title))
    return ""


def without_missing(carried: Carried, row: Row, coming: Ids) -> Row:
    """The row, pointing to nothing that stays behind."""
    gone = {
        name: None
        for name, target in references(carried)
        if is_nullable(carried, name) and row.get(name) not in coming[target]
    }
    return row | gone


def references(carried: Carried) -> Iterator[tuple[str, str]]:
    """The columns that point to rows of an archive, and the table that each points to."""
    for name in columns_of(carried.model):
        target = target_of(carried.model, name)
        if target and target != "people":
            yield name, target


def is_nullable(carried: Carried, name: str) -> bool:
    """Whether a row can do without what this column points to."""
    return bool(sa.inspect(carried.model).columns[name].nullable)


def in_order(carried: Carried, rows: list[Row]) -> list[Row]:
    """Rows so that each stands after the one of its own table that it follows."""
    [*within] = (name for name, target in references(carried) if target == carried.name)
    if not within:
        return rows
    by_id: dict[UUID, Row] = {row["id"]: row for row in rows}
    done: dict[UUID, Row] = {}
    for row in rows:
        chain: list[Row] = []
        at: Any = row
        while at is not None and at["id"] not in done:
            if len(chain) > len(rows):
                raise Refused(NOT_FITTING.format(carried.title))
            chain.append(at)
            at = by_id.get(at[within[0]])
        for each in reversed(chain):
            done[each["id"]] = each
    return list(done.values())
