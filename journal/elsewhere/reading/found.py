"""What is found in a file from elsewhere, before anybody decides what becomes of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from journal.domain.entry_kind import EntryKind

MEGABYTE = 1024 * 1024
MOST_THINGS = 1_000
MOST_FILES = 150
MOST_UNPACKED = 200 * MEGABYTE
MOST_MEMBERS = 5_000
LARGEST_FEED = 20 * MEGABYTE
MOST_LETTERS = 10_000_000
"""Of all texts of a file together."""
LONGEST_TEXT = 200_000
LONGEST_TITLE = 200
LONGEST_TAG = 100
MOST_TAGS = 60
MOST_LINKS = 40


@dataclass(frozen=True)
class Enclosure:
    """A file that belongs to a thing: the name and the words it came with, and its bytes."""

    name: str
    shows: str
    size: int
    read: Callable[[], bytes]


@dataclass
class Thing:
    """Something that could become an entry. A problem keeps it from that; a note is to be known."""

    title: str
    text: str
    kind: EntryKind
    dated: date | None
    where: str = ""
    """Where it stands in the file, for a table: "Line 3"."""
    minutes: int | None = None
    tags: tuple[str, ...] = ()
    """Words that were put on it, whatever they mean."""
    ksbs: str = ""
    """What stands in a column that is for codes alone."""
    files: list[Enclosure] = field(default_factory=list)
    ending: list[str] = field(default_factory=list)
    """Lines that go below the text: what it was linked to, and the like."""
    notes: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class LeftOut:
    """Something that does not come over, by its title, and why."""

    title: str
    why: str


@dataclass(frozen=True)
class Found:
    """All that is in a file. `source` is what the other system calls itself."""

    source: str
    things: tuple[Thing, ...]
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[str, ...] = ()
    is_table: bool = False
    """A table can be mended by whoever made it, so one line that is amiss holds up all."""
