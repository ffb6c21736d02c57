"""The words inside a line as the XML of a Word document, every character escaped.

`Paper` keeps what the parts of a document share: the names of places, the addresses of links and
the lists that were begun. A place is a bookmark, a way to it an internal hyperlink.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import singledispatch
from xml.sax.saxutils import escape
from zlib import crc32

from journal.documents import tree
from journal.documents.characters import clean

BULLETS, NUMBERS = 900, 901
"""The ids of the two kinds of list, above those of the template."""
NOT_LAID_OUT = "\u2026"
"""Stands for the number of a page until the file is opened in a program that has pages."""
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class Kept:
    """A picture in the package: its id, and its width and height in English Metric Units."""

    id: str
    width: int
    height: int


@dataclass
class Paper:
    """What the parts of one document share while it is written."""

    link_to: Callable[[str], str]
    """Gives the id under which the package keeps an address."""
    picture: Callable[[str], "Kept | None"] = lambda _sha256: None
    """Gives a picture as the package keeps it, where there are bytes of it."""
    places: dict[str, int] = field(default_factory=dict)
    lists: list[int] = field(default_factory=list)
    """The number each ordered list begins with."""
    pictures: int = 0

    def place(self, anchor: str, inside: str) -> str:
        """The words of a place, with its bookmark around them."""
        if not anchor:
            return inside
        number = self.places.setdefault(anchor, len(self.places) + 1)
        start = f'<w:bookmarkStart w:id="{number}" w:name="{bookmark(anchor)}"/>'
        return f'{start}{inside}<w:bookmarkEnd w:id="{number}"/>'

    def list_id(self, start: int | None) -> int:
        """The id of a new list; bullets have one for all."""
        if start is None:
            return BULLETS
        self.lists.append(start)
        return NUMBERS + len(self.lists)


def bookmark(anchor: str) -> str:
    """The name of a place as Word takes it: a letter first, 40 characters at most."""
    name = anchor.replace("-", "_")
    return name if len(name) <= 40 else f"{name[:30]}_{crc32(name.encode()):08x}"


def words(text: str, style: str = "") -> str:
    """Words as they are; `style` is a part of the run's properties."""
    cleaned = clean(text)
    facing = "<w:rtl/>" if runs_to_the_left(cleaned) else ""
    properties = f"<w:rPr>{style}{facing}</w:rPr>" if style or facing else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(cleaned)}</w:t></w:r>'


def paragraph(inside: str, style: str = "", more: str = "", *, leftwards: bool = False) -> str:
    """One paragraph; `more` are further properties in the order that the format asks for."""
    facing = "<w:bidi/>" if leftwards else ""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    before, _, after = more.partition("|")
    properties = f"{named}{before}{facing}{after}"
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inside}</w:p>"


def titled(text: str, style: str, paper: Paper, anchor: str = "") -> str:
    """A paragraph of plain words, such as a heading."""
    made = paper.place(anchor, words(text))
    return paragraph(made, style, leftwards=runs_to_the_left(text))


def way_to(anchor: str, label: str) -> str:
    """A link to a place in this document."""
    inside = words(label, '<w:rStyle w:val="Hyperlink"/>')
    return f'<w:hyperlink w:anchor="{bookmark(anchor)}" w:history="1">{inside}</w:hyperlink>'


def page_of(anchor: str) -> str:
    """The page of a place, as a field: whatever lays the pages out fills it in."""
    code = f" PAGEREF {bookmark(anchor)} \\h "
    return f'<w:fldSimple w:instr="{code}"><w:r><w:t>{NOT_LAID_OUT}</w:t></w:r></w:fldSimple>'


def runs_to_the_left(text: str) -> bool:
    """Whether the first letter belongs to a script that is written to the left."""
    first = _LETTER.search(text)
    return first is not None and _RIGHT_TO_LEFT.match(first[0]) is not None


@singledispatch
def _run(part: object, _paper: Paper, _style: str) -> str:
    raise TypeError(f"{type(part).__name__} cannot be written as a Word document")


def line(runs: tree.Runs, paper: Paper, style: str = "") -> str:
    """The words of one paragraph; `style` is what they take over from the words around them."""
    return "".join(_run(run, paper, style) for run in runs)


def words_of(runs: tree.Runs) -> str:
    """The plain words, to tell the direction by."""
    return "".join(part.text for part in tree.walk(runs) if isinstance(part, tree.Text | tree.Code))


@_run.register
def _(part: tree.Text, _paper: Paper, style: str) -> str:
    return words(part.text, style)


@_run.register
def _(part: tree.Strong, paper: Paper, style: str) -> str:
    return line(part.runs, paper, style if "<w:b/>" in style else _with("<w:b/>", style))


@_run.register
def _(part: tree.Emphasis, paper: Paper, style: str) -> str:
    return line(part.runs, paper, style if "<w:i/>" in style else _with("<w:i/>", style))


@_run.register
def _(part: tree.Code, _paper: Paper, _style: str) -> str:
    return words(part.text, '<w:rStyle w:val="Code"/>')


@_run.register
def _(part: tree.Link, paper: Paper, _style: str) -> str:
    inside = line(part.runs, paper, '<w:rStyle w:val="Hyperlink"/>')
    return f'<w:hyperlink r:id="{paper.link_to(part.href)}" w:history="1">{inside}</w:hyperlink>'


@_run.register
def _(part: tree.Reference, _paper: Paper, _style: str) -> str:
    return (
        way_to(part.anchor, part.label) + words(" (page\u00a0") + page_of(part.anchor) + words(")")
    )


@_run.register
def _(_part: tree.LineBreak, _paper: Paper, _style: str) -> str:
    return "<w:r><w:br/></w:r>"


def _with(mark: str, style: str) -> str:
    """Run properties with one more, in the order the format asks for: style, bold, italic."""
    marks = {mark, *re.findall(r"<w:[bi]/>", style)}
    named = "".join(re.findall(r"<w:rStyle[^>]*>", style))
    return named + "".join(one for one in ("<w:b/>", "<w:i/>") if one in marks)
