"""The blocks of a tree as the XML of a Word document."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import singledispatch
from xml.sax.saxutils import escape

from journal.documents import tree
from journal.documents.characters import clean
from journal.documents.docx_pictures import drawn
from journal.documents.docx_runs import (
    Paper,
    line,
    page_of,
    paragraph,
    runs_to_the_left,
    titled,
    way_to,
    words,
    words_of,
)
from journal.documents.wide_tables import MOST_COLUMNS, part_of_table

STEP = 425
"""How far a list or a quote stands in: twentieths of a point, three quarters of a centimetre."""
DEEPEST_LIST = 8
LINE = 9070
"""The width of a line in twentieths of a point."""
MOST_TOGETHER = 700
"""More letters than these may be cut by the end of a page."""
LARGE = (tree.Table, tree.Annex, tree.Picture, tree.PageBreak)
CALLOUTS = {"note": "Callout", "good": "CalloutGood", "care": "CalloutCare"}
Row = tuple[list[str], int]
"""The cells of a row, and how many letters the longest has."""


@dataclass(frozen=True)
class Where:
    """How deep inside lists and quotes a block stands, and what it carries if it begins an item."""

    indent: int = 0
    depth: int = 0
    style: str = ""
    begins: str = ""
    stays: bool = False
    """Whether it stays on the page of what comes next."""

    def inside(self) -> "Where":
        """One step further in."""
        return replace(self, indent=self.indent + STEP, begins="")


def write(blocks: tree.Blocks, paper: Paper, where: Where = Where()) -> str:
    """Blocks, one under the other."""
    return "".join(_block(part, paper, where) for part in blocks)


def write_together(blocks: tree.Blocks, paper: Paper) -> str:
    """The same; a heading and the little that stands under it are not cut by the end of a page."""
    made = ""
    for group in _under_headings(blocks):
        *first, last = group
        keeps = isinstance(group[0], tree.Heading) and _is_little(group)
        made += write(tuple(first), paper, Where(stays=keeps)) + write((last,), paper)
    return made


def _under_headings(blocks: tree.Blocks) -> list[list[tree.Block]]:
    groups: list[list[tree.Block]] = []
    for block in blocks:
        if isinstance(block, tree.Heading) or not groups:
            groups.append([])
        groups[-1].append(block)
    return groups


def _is_little(group: Sequence[tree.Block]) -> bool:
    parts = tuple(tree.walk(tuple(group)))
    letters = sum(len(part.text) for part in parts if isinstance(part, tree.Text | tree.Code))
    return letters < MOST_TOGETHER and not any(isinstance(part, LARGE) for part in parts)


def fact_lines(facts: Sequence[tree.Fact], paper: Paper, where: Where = Where()) -> str:
    """Labels and what they say, one a line."""
    return "".join(
        paragraph(
            words(f"{fact.label}: ", "<w:b/>") + line(fact.runs, paper),
            "Facts",
            _properties(where),
            leftwards=runs_to_the_left(fact.label),
        )
        for fact in facts
    )


# Blocks


@singledispatch
def _block(part: object, _paper: Paper, _where: Where) -> str:
    raise TypeError(f"{type(part).__name__} cannot be written as a Word document")


def _properties(where: Where) -> str:
    """What a paragraph says of its place: its number first, its indent after its direction."""
    indent = f'<w:ind w:left="{where.indent}"/>' if where.indent and not where.begins else ""
    stays = "<w:keepNext/>" if where.stays else ""
    return f"{stays}{where.begins}|{indent}"


@_block.register
def _(part: tree.Paragraph, paper: Paper, where: Where) -> str:
    leftwards = runs_to_the_left(words_of(part.runs))
    inside = line(part.runs, paper)
    return paragraph(inside, where.style, _properties(where), leftwards=leftwards)


@_block.register
def _(part: tree.Heading, paper: Paper, _where: Where) -> str:
    return titled(part.text, f"Heading{part.level - 1}", paper, part.anchor)


@_block.register
def _(part: tree.BulletList, paper: Paper, where: Where) -> str:
    return _items(part.items, paper, where, paper.list_id(None))


@_block.register
def _(part: tree.OrderedList, paper: Paper, where: Where) -> str:
    return _items(part.items, paper, where, paper.list_id(part.start))


def _items(items: tuple[tree.Blocks, ...], paper: Paper, where: Where, number: int) -> str:
    level = min(where.depth, DEEPEST_LIST)
    begins = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    indent = STEP * (level + 1)
    first = Where(indent, where.depth + 1, where.style, begins, where.stays)
    goes_on = replace(first, begins="")
    return "".join(_item(item, paper, first, goes_on) for item in items)


def _item(item: tree.Blocks, paper: Paper, first: Where, goes_on: Where) -> str:
    match item:
        case (tree.Paragraph() as opening, *rest):
            return _block(opening, paper, first) + write(tuple(rest), paper, goes_on)
    return paragraph("", "", _properties(first)) + write(item, paper, goes_on)


@_block.register
def _(part: tree.Quote, paper: Paper, where: Where) -> str:
    inside = where.inside()
    source = ""
    if part.source:
        source = paragraph(
            words(part.source), "Source", _properties(inside),
            leftwards=runs_to_the_left(part.source),
        )  # fmt: skip
    said = replace(inside, style="Quote")
    return write(part.blocks, paper, said) + source


@_block.register
def _(part: tree.KeyValues, paper: Paper, where: Where) -> str:
    return fact_lines(part.facts, paper, where)


@_block.register
def _(part: tree.Callout, paper: Paper, where: Where) -> str:
    kind = CALLOUTS[part.kind]
    title = titled(part.title, f"{kind}Title", paper) if part.title else ""
    return title + write(part.blocks, paper, Where(where.indent, where.depth, kind))


@_block.register
def _(_part: tree.Rule, _paper: Paper, _where: Where) -> str:
    edge = '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="B9AD97"/></w:pBdr>'
    return paragraph("", "", f"{edge}|")


@_block.register
def _(_part: tree.PageBreak, _paper: Paper, _where: Where) -> str:
    return paragraph('<w:r><w:br w:type="page"/></w:r>')


@_block.register
def _(part: tree.Picture, paper: Paper, _where: Where) -> str:
    return drawn(part, paper)


@_block.register
def _(part: tree.Table, paper: Paper, _where: Where) -> str:
    columns = len(part.header)
    shares = part.widths or (1.0,) * columns
    made = ""
    for start in range(0, columns, MOST_COLUMNS):
        some = slice(start, start + MOST_COLUMNS)
        last = min(start + MOST_COLUMNS, columns)
        caption = part_of_table(part.caption, start + 1, last, columns)
        header = [line(cell, paper) for cell in part.header[some]]
        rows = [[(words_of(one), line(one, paper)) for one in row[some]] for row in part.rows]
        cells = [([_cell(*cell) for cell in row], max(len(one) for one, _ in row)) for row in rows]
        made += _table(caption, header, cells, shares[some])
    return made


def _cell(plain: str, inside: str) -> str:
    return paragraph(inside, "Cell", leftwards=runs_to_the_left(plain))


@_block.register
def _(part: tree.Annex, paper: Paper, _where: Where) -> str:
    rows = [_annex_row(row, part.nothing, paper) for row in part.rows]
    return _table(part.caption, [words(cell) for cell in part.header], rows, (1, 6, 5))


def _annex_row(row: tree.AnnexRow, nothing: str, paper: Paper) -> Row:
    places = "".join(
        paragraph(
            way_to(one.anchor, one.label) + words(", page\u00a0") + page_of(one.anchor), "Cell"
        )
        for one in row.places
    )
    cells = [
        paragraph(paper.place(row.anchor, words(row.code, "<w:b/>")), "Cell"),
        _cell(row.statement, words(row.statement)),
        places or paragraph(words(nothing, "<w:i/>"), "Cell"),
    ]
    return cells, max(len(row.statement), sum(len(one.label) + 40 for one in row.places))


def _table(
    caption: str, header: Sequence[str], rows: Sequence[Row], shares: Sequence[float]
) -> str:
    """A table whose first row is its heading on every page; its caption is read out with it."""
    widths = [round(LINE * share / sum(shares)) for share in shares]
    said = f'<w:tblCaption w:val="{_quoted(caption)}"/>' if caption else ""
    first = [paragraph(cell, "CellHeading") for cell in header]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        (_caption(caption) if caption else "")
        + f'<w:tbl><w:tblPr><w:tblStyle w:val="Ruled"/><w:tblW w:w="{LINE}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1"/>{said}</w:tblPr>'
        + f"<w:tblGrid>{grid}</w:tblGrid>"
        + _row(first, widths, "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>")
        + "".join(_row(row, widths, _whole(longest)) for row, longest in rows)
        + "</w:tbl>"
        + paragraph("", "AfterTable")
    )


def _whole(longest: int) -> str:
    """A row stays on one page, unless one of its cells would hardly fit into it."""
    return "<w:trPr><w:cantSplit/></w:trPr>" if longest < MOST_TOGETHER else ""


def _caption(text: str) -> str:
    leftwards = runs_to_the_left(text)
    return paragraph(words(text), "Caption", "<w:keepNext/>|", leftwards=leftwards)


def _row(cells: Sequence[str], widths: Sequence[int], properties: str = "") -> str:
    made = (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr>{properties}{''.join(made)}</w:tr>"


def _quoted(text: str) -> str:
    return escape(clean(text), {'"': "&quot;"})[:255]
