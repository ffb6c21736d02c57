"""A document as a page of ours shows it: facts, contents, sections, and the words to search."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

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

    def find(self, words: str) -> list[tuple[ShownSection, str]]:
        """The sections that hold all of these words, each with what stands around the first."""
        wanted = words.casefold().split()
        return [
            (section, around(section.text, wanted[0], len(section.name)))
            for section in self.sections
            if wanted and all(word in section.text.casefold() for word in wanted)
        ]


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
