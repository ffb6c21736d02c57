"""One document as a tree of plain, frozen parts, whatever it will be written as.

A `Document` is a cover and sections; a `Section` holds blocks; a block holds runs
of words. Heading levels are those of HTML: the document's title is 1, a section
2, and a `Heading` 3 to 6. Any text may hold anything people type: keeping it
harmless is the writers' work (`html.py`, `pdf.py`), not the reader's.

An anchor is the name of a place. A document that names one place twice, points to
a place it does not have or skips a heading level cannot be made.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from journal.documents.characters import visible
from journal.documents.runs import SAFE_LINK as SAFE_LINK
from journal.documents.runs import Code as Code
from journal.documents.runs import Emphasis as Emphasis
from journal.documents.runs import Inline as Inline
from journal.documents.runs import LineBreak as LineBreak
from journal.documents.runs import Link as Link
from journal.documents.runs import Reference as Reference
from journal.documents.runs import Runs as Runs
from journal.documents.runs import Strong as Strong
from journal.documents.runs import Text as Text
from journal.documents.runs import typed as typed

SECTION_LEVEL = 2
DEEPEST_LEVEL = 6
_ANCHOR = re.compile(r"[a-z][a-z0-9-]*")


# Blocks


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of running text."""

    runs: Runs


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section. One that has an anchor is listed in the contents."""

    level: int
    text: str
    anchor: str = ""

    def __post_init__(self) -> None:
        _say_something(self, "text")


@dataclass(frozen=True, slots=True)
class BulletList:
    """Items in no order; each item is blocks, so that lists can nest."""

    items: tuple["Blocks", ...]


@dataclass(frozen=True, slots=True)
class OrderedList:
    """Items in an order, counted from `start`."""

    items: tuple["Blocks", ...]
    start: int = 1


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's words, and whose they are."""

    blocks: "Blocks"
    source: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one row of headings. `widths` are shares of the line, one a column."""

    header: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]
    caption: str = ""
    widths: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        columns = len(self.header)
        if not columns or any(len(row) != columns for row in self.rows):
            raise ValueError("Every row of a table has as many cells as its header")
        if self.widths and len(self.widths) != columns:
            raise ValueError("Say a width for every column of a table, or for none")


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what it says: "Date", "12 March 2026"."""

    label: str
    runs: Runs


@dataclass(frozen=True, slots=True)
class KeyValues:
    """A short list of facts about the thing it stands under."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Callout:
    """A passage set apart: a plain "note", something "good", or a word of "care"."""

    title: str
    blocks: "Blocks"
    kind: str = "note"

    def __post_init__(self) -> None:
        if self.kind not in {"note", "good", "care"}:
            raise ValueError(f"A callout is a note, good or care, not {self.kind!r}")


@dataclass(frozen=True, slots=True)
class Rule:
    """A pause between two passages."""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """On paper, go on at the top of the next page."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, by its SHA-256, and what it shows for people who cannot see it.

    Its bytes are not part of the tree: a writer is given them, or leaves the picture out.
    `found_at` is where a page finds them; it is empty in what is signed and frozen.
    """

    shows: str
    sha256: str
    media_type: str
    found_at: str = ""


@dataclass(frozen=True, slots=True)
class AnnexRow:
    """One statement and the places that show it; the row is a place too, to come back to."""

    anchor: str
    code: str
    statement: str
    places: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Annex:
    """The map from statements to the places that show them, with the pages of those places."""

    caption: str
    rows: tuple[AnnexRow, ...]
    header: tuple[str, str, str] = ("Code", "Statement", "Where it is shown")
    nothing: str = "Nothing here shows this yet"


Block = (
    Paragraph
    | Heading
    | BulletList
    | OrderedList
    | Quote
    | Table
    | KeyValues
    | Callout
    | Rule
    | PageBreak
    | Picture
    | Annex
)
Blocks = tuple[Block, ...]


# The whole


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the document that stands in the contents, such as "Piece 3" and its title."""

    anchor: str
    title: str
    blocks: Blocks
    kicker: str = ""
    new_page: bool = True

    def __post_init__(self) -> None:
        _say_something(self, "title")


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page: what this is, whose, and a few facts."""

    title: str
    subtitle: str = ""
    lines: tuple[Fact, ...] = ()
    kicker: str = ""

    def __post_init__(self) -> None:
        _say_something(self, "title")


@dataclass(frozen=True, slots=True)
class Document:
    """Everything that is written out. Equal documents become equal files, byte for byte."""

    title: str
    author: str
    date: date
    cover: Cover
    sections: tuple[Section, ...]
    description: str = ""
    language: str = "en-GB"

    def __post_init__(self) -> None:
        _say_something(self, "title")
        known: set[str] = set()
        for anchor in self._anchors():
            if anchor in known or not _ANCHOR.fullmatch(anchor):
                raise ValueError(f"An anchor is a-z, 0-9 and -, and used once, not {anchor!r}")
            known.add(anchor)
        for reference in _references(self.sections):
            if reference.anchor not in known:
                raise ValueError(f"There is no place called {reference.anchor!r} to point to")
        for section in self.sections:
            _check_levels(section)

    def _anchors(self) -> Iterator[str]:
        for part in walk(self.sections):
            if isinstance(part, Section | AnnexRow) or (isinstance(part, Heading) and part.anchor):
                yield part.anchor

    def rows_that_name(self) -> dict[str, tuple[AnnexRow, ...]]:
        """For each place that an annex names, the rows that do: the way back."""
        found: dict[str, tuple[AnnexRow, ...]] = {}
        for part in walk(self.sections):
            if isinstance(part, AnnexRow):
                for anchor in dict.fromkeys(place.anchor for place in part.places):
                    found[anchor] = (*found.get(anchor, ()), part)
        return found


def rows_about(section: Section, rows: dict[str, tuple[AnnexRow, ...]]) -> tuple[AnnexRow, ...]:
    """The annex rows that name a section or a place in it."""
    places = [part.anchor for part in walk(section) if isinstance(part, Section | Heading)]
    return tuple(dict.fromkeys(row for place in places for row in rows.get(place, ())))


def day(date_: date) -> str:
    """A date as it is written here: 12 March 2026."""
    return f"{date_.day} {date_:%B} {date_.year}"


def walk(parts: object) -> Iterator[object]:
    """Every part of a tree, from the top down, in reading order."""
    waiting = [parts]
    while waiting:
        part = waiting.pop()
        if isinstance(part, tuple):
            waiting += reversed(part)
        elif hasattr(part, "__dataclass_fields__"):
            yield part
            waiting += (getattr(part, name) for name in reversed(part.__dataclass_fields__))


def pictures_in(document: Document) -> tuple[Picture, ...]:
    """Every picture, in reading order."""
    return tuple(part for part in walk(document.sections) if isinstance(part, Picture))


def _say_something(part: object, name: str) -> None:
    """A heading is never empty: people who listen to a page would hear "heading" and nothing."""
    if not visible(getattr(part, name)):
        object.__setattr__(part, name, "Untitled")


def _references(parts: object) -> Iterator[Reference]:
    return (part for part in walk(parts) if isinstance(part, Reference))


def _check_levels(section: Section) -> None:
    level = SECTION_LEVEL
    for part in walk(section.blocks):
        if isinstance(part, Heading):
            if not SECTION_LEVEL < part.level <= min(level + 1, DEEPEST_LEVEL):
                raise ValueError(f"The heading {part.text!r} skips a level: {part.level}")
            level = part.level
