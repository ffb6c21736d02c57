"""A document as a page of ours shows it: facts, contents, sections, and the words to search."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from html import escape

from markupsafe import Markup

from journal.documents import html_parts, runs, tree

AROUND = 90  # characters


@dataclass(frozen=True)
class ShownSection:
    """One section in HTML, and as plain words."""

    anchor: str
    title: str
    kicker: str
    html: Markup
    text: str

    @property
    def name(self) -> str:
        """Kicker and title, as the contents list them."""
        return f"{self.kicker}: {self.title}" if self.kicker else self.title


@dataclass(frozen=True)
class Hit:
    """A section that holds the words somebody looks for, and what stands around the first."""

    section: ShownSection
    around: str

    @property
    def place(self) -> str:
        """The first mark in the section, or its head where a word stands nowhere else."""
        first = first_mark(self.section)
        return first if f'id="{first}"' in self.section.html else self.section.anchor


@dataclass(frozen=True)
class Shown:
    """A whole document for a page."""

    document: tree.Document
    facts: Markup
    sections: tuple[ShownSection, ...]

    @property
    def rows(self) -> tuple[tree.AnnexRow, ...]:
        """The statements of the annex, to jump to."""
        parts = tree.walk(self.document.sections)
        return tuple(part for part in parts if isinstance(part, tree.AnnexRow))

    def find(self, words: str) -> list[Hit]:
        """The sections that hold all of these words, each with what stands around the first."""
        wanted = words.casefold().split()
        return [
            Hit(section, around(section.text, wanted[0], len(section.name)))
            for section in self.sections
            if wanted and all(word in section.text.casefold() for word in wanted)
        ]

    def with_marks(self, words: str) -> "Shown":
        """The same with these words marked wherever they stand."""
        return replace(self, sections=tuple(marked(one, words.split()) for one in self.sections))


def shown(document: tree.Document) -> Shown:
    """Made ready; every character that somebody typed is escaped by the writer of HTML."""
    return Shown(
        document,
        Markup(html_parts.facts(document.cover.lines)),  # noqa: S704 - escaped by the writer
        tuple(
            ShownSection(
                each.anchor,
                each.title,
                each.kicker,
                Markup(html_parts.write(each.blocks)),  # noqa: S704 - escaped as well
                " ".join(" ".join(words_in(each)).split()),
            )
            for each in document.sections
        ),
    )


def words_in(section: tree.Section) -> Iterator[str]:
    """Everything that can be read in a section."""
    yield from (section.kicker, section.title)
    for part in tree.walk(section.blocks):
        if isinstance(part, runs.Text | runs.Code | tree.Heading):
            yield part.text
        elif isinstance(part, runs.Reference | tree.Fact):
            yield part.label
        elif isinstance(part, tree.AnnexRow):
            yield from (part.code, part.statement)
        elif isinstance(part, tree.Quote | tree.Callout | tree.Table):
            yield from said_beside(part)


def said_beside(part: tree.Quote | tree.Callout | tree.Table) -> Sequence[str]:
    """The plain words of a part beside its blocks: a source, a title, a caption."""
    named = [each.name for each in fields(part) if each.name in {"source", "title", "caption"}]
    return [getattr(part, name) for name in named]


def marked(section: ShownSection, words: Sequence[str]) -> ShownSection:
    """The section with its words marked; what belongs to an element or spells a sign stays."""
    longest_first = sorted(words, key=len, reverse=True)
    wanted = "|".join(re.escape(escape(word)) for word in longest_first)
    if not wanted:
        return section
    marks = 0

    def mark(found: re.Match[str]) -> str:
        nonlocal marks
        if found[1] is None:
            return found[0]
        marks += 1
        name = f' id="{first_mark(section)}"' if marks == 1 else ""
        return f"<mark{name}>{found[1]}</mark>"

    html = re.sub(f"<[^>]*>|({wanted})|&#?\\w+;", mark, section.html, flags=re.IGNORECASE)
    return replace(section, html=Markup(html))  # noqa: S704 - it was escaped before


def first_mark(section: ShownSection) -> str:
    """The name of the place where the first of the words stands."""
    return f"found-{section.anchor}"


def around(text: str, word: str, after: int = 0) -> str:
    """A stretch of the text with the word in it, of whole words; if it can be, not of the heading
    above it."""
    folded = text.casefold()
    at = max(0, folded.find(word, after), folded.find(word) if word not in folded[after:] else 0)
    before, behind = text[max(0, at - AROUND) : at], text[at : at + AROUND]
    if at > AROUND:
        before = "… " + (before.partition(" ")[2] or before)
    if at + AROUND < len(text):
        behind = (behind.rpartition(" ")[0] or behind) + " …"
    return before + behind
