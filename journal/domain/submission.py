"""Statements about a portfolio, and the states of what was handed in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class StatementKind(StrEnum):
    """What somebody puts their name to."""

    AUTHENTICITY = "authenticity"
    VALIDITY = "validity"
    BEHAVIOURS = "behaviours"
    SEEN_DIFFERENTLY = "seen_differently"

    @property
    def label(self) -> str:
        """The statement as screens and documents name it."""
        return LABELS[self]

    @property
    def words(self) -> str:
        """What is said, in the first person; nothing for words of one's own."""
        return WORDS[self]


LABELS = {
    StatementKind.AUTHENTICITY: "Authenticity",
    StatementKind.VALIDITY: "Valid and attributable",
    StatementKind.BEHAVIOURS: "Behaviours verified",
    StatementKind.SEEN_DIFFERENTLY: "Seen differently",
}
WORDS = {
    StatementKind.AUTHENTICITY: (
        "This portfolio is my own work. What it says of my practice is true. Where others "
        "helped or their words stand here, it says so."
    ),
    StatementKind.VALIDITY: (
        "I have read this version of the portfolio. As far as I know, it is valid, and the work "
        "it shows is that of the person whose portfolio it is."
    ),
    StatementKind.BEHAVIOURS: (
        "I have seen this person show the behaviours of the standard in their work, and verify "
        "them for their employer."
    ),
    StatementKind.SEEN_DIFFERENTLY: "",
}
BY_EMPLOYER = (StatementKind.VALIDITY, StatementKind.BEHAVIOURS)
NEEDED = (StatementKind.AUTHENTICITY, *BY_EMPLOYER)


class FileKind(StrEnum):
    """The files that one submission is kept as; what was handed in before there were the last
    three has only the first. Of a Leap2A file its feed is kept: the files in it are kept once."""

    TREE = "tree"
    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    LEAP2A = "leap2a"

    @property
    def label(self) -> str:
        """The file as pages name it."""
        return FILE_LABELS[self]


FILE_LABELS = {
    FileKind.TREE: "record of the text",
    FileKind.HTML: "HTML file",
    FileKind.PDF: "PDF",
    FileKind.DOCX: "Word file",
    FileKind.XLSX: "mapping form",
    FileKind.LEAP2A: "Leap2A file",
}


class EnclosedKind(StrEnum):
    """The files that went along; they are kept in a list of their own."""

    ENCLOSED = "enclosed"

    @property
    def label(self) -> str:
        """The file as pages name it."""
        return "file that went along"


class EndKind(StrEnum):
    """How a submission came to its end."""

    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"


@dataclass(frozen=True)
class Signed:
    """A statement as somebody gave it, and on which content."""

    kind: StatementKind
    giver: UUID
    name: str
    capacity: str
    words: str
    digest: str
    given_at: datetime


OPPOSITES: Mapping[StatementKind, tuple[StatementKind, ...]] = {
    StatementKind.AUTHENTICITY: (),
    StatementKind.VALIDITY: (StatementKind.SEEN_DIFFERENTLY,),
    StatementKind.BEHAVIOURS: (StatementKind.SEEN_DIFFERENTLY,),
    StatementKind.SEEN_DIFFERENTLY: BY_EMPLOYER,
}
"""What somebody no longer says once they say this."""


def as_they_stand(given: Iterable[Signed]) -> tuple[Signed, ...]:
    """What each person last said of each kind of thing, in the order in which it was said."""
    found: dict[tuple[UUID, StatementKind], Signed] = {}
    for one in sorted(given, key=lambda each: each.given_at):
        for opposite in OPPOSITES[one.kind]:
            found.pop((one.giver, opposite), None)
        found[one.giver, one.kind] = one
    return tuple(sorted(found.values(), key=lambda each: each.given_at))


def on_this(standing: Iterable[Signed], kind: StatementKind, digest: str) -> Signed | None:
    """The newest statement of a kind that was given on exactly this content."""
    fitting = [one for one in standing if one.kind is kind and one.digest == digest]
    return fitting[-1] if fitting else None


def on_earlier(standing: Iterable[Signed], kind: StatementKind, digest: str) -> Signed | None:
    """The newest statement of a kind, where all there are were given on other content."""
    of_kind = [one for one in standing if one.kind is kind]
    return of_kind[-1] if of_kind and not on_this(of_kind, kind, digest) else None


def fingerprint(digest: str) -> str:
    """The digest as people compare it: in groups of eight."""
    return " ".join(digest[start : start + 8] for start in range(0, len(digest), 8))
