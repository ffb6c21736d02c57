"""The files that come with a portfolio: cleaned as uploads are, and stored while they wait."""

import hashlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from journal.cleaning import process
from journal.cleaning.kinds import BY_MEDIA_TYPE, Cleaned, Refused
from journal.documents.table import CannotRead
from journal.elsewhere.planning import KeptFile, Plan, Step
from journal.elsewhere.reading.found import MOST_FILES, Enclosure, LeftOut
from journal.file_limits import Limits, TooMuch
from journal.file_names import clean_name
from journal.models import Person
from journal.storage import Storage

AT_ONCE = 2
TOO_MANY = (
    "There are {count:,} files in this, and {most:,} can be brought in at once. Please export "
    "fewer things at a time."
)
LONGEST_SHOWS = 200


@dataclass(frozen=True)
class Looked:
    """A file that was looked into, or why it does not come."""

    step: Step
    enclosure: Enclosure
    cleaned: Cleaned | None
    why: str = ""


def look_into(plan: Plan, limits: Limits, kept: int) -> list[Looked]:
    """Clean every file of what is new. Raises CannotRead when there are more than can be."""
    wanted = [(step, each) for step in plan.new for each in step.enclosed]
    if len(wanted) > MOST_FILES:
        raise CannotRead(TOO_MANY.format(count=len(wanted), most=MOST_FILES))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = list(pool.map(lambda pair: look_at(pair[0], pair[1], limits), wanted))
    return list(within(found, limits, kept))


def look_at(step: Step, enclosure: Enclosure, limits: Limits) -> Looked:
    """One file, in a process of its own."""
    try:
        limits.check(enclosure.size, 0, 0)
        return Looked(step, enclosure, process.clean(enclosure.read()))
    except (TooMuch, Refused, CannotRead) as problem:
        return Looked(step, enclosure, None, str(problem))


def within(found: list[Looked], limits: Limits, kept: int) -> Iterator[Looked]:
    """The same held against what an entry and a person may have."""
    on: dict[int, int] = {}
    for each in found:
        if each.cleaned is not None:
            size, present = len(each.cleaned.data), on.get(id(each.step), 0)
            try:
                limits.check(size, present, kept)
            except TooMuch as problem:
                yield Looked(each.step, each.enclosure, None, str(problem))
                continue
            on[id(each.step)], kept = present + 1, kept + size
        yield each


def put(storage: Storage, author: Person, plan: Plan, looked: list[Looked]) -> None:
    """Store what may be kept, and write into the plan where it lies; tell of every other file.

    A thing that was nothing but a file that cannot be kept goes with it.
    """
    for each in looked:
        if each.cleaned is None:
            plan.left_out.append(LeftOut(shown_name(each.enclosure.name), each.why))
            continue
        data = each.cleaned.data
        file = KeptFile(
            name=clean_name(each.enclosure.name, each.cleaned.kind),
            shows=each.enclosure.shows[:LONGEST_SHOWS],
            media_type=each.cleaned.kind.media_type,
            size=len(data),
            sha256=hashlib.sha256(data).hexdigest(),
            address=storage.address_of(author.id, data),
        )
        if file.sha256 in {known.sha256 for known in each.step.files}:
            continue
        storage.put(file.address, data)
        each.step.files.append(file)
        if each.cleaned.removed:
            said = ", ".join(each.cleaned.removed)
            each.step.notes.append(f"Removed from {file.name} before keeping it: {said}.")
    plan.steps = [step for step in plan.steps if step.text or step.files or not step.enclosed]


def shown_name(name: str) -> str:
    """The name of a file that could not be kept, in the form that a page can show."""
    kept = clean_name(name, next(iter(BY_MEDIA_TYPE.values())))
    return kept.rpartition(".")[0]
