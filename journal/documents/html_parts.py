"""The blocks of a tree as HTML, every character escaped; for documents and for pages."""

from collections.abc import Iterable
from functools import singledispatch
from html import escape

from journal.documents import tree
from journal.documents.characters import clean


def write(blocks: tree.Blocks) -> str:
    """Blocks, one under the other."""
    return "\n".join(_html(block) for block in blocks)


def words(text: str) -> str:
    """Text that is safe between tags and in quoted attributes."""
    return escape(clean(text))


def facts(listed: Iterable[tree.Fact]) -> str:
    """Labels and what they say, as a definition list."""
    pairs = (
        f'<div><dt dir="auto">{words(fact.label)}</dt><dd dir="auto">{_line(fact.runs)}</dd></div>'
        for fact in listed
    )
    return "<dl>\n" + "\n".join(pairs) + "\n</dl>"


@singledispatch
def _html(part: object) -> str:
    raise TypeError(f"{type(part).__name__} cannot be written as HTML")


def _line(runs: tree.Runs) -> str:
    return "".join(_html(run) for run in runs)


@_html.register
def _(part: tree.Text) -> str:
    return words(part.text)


@_html.register
def _(part: tree.Strong) -> str:
    return f"<strong>{_line(part.runs)}</strong>"


@_html.register
def _(part: tree.Emphasis) -> str:
    return f"<em>{_line(part.runs)}</em>"


@_html.register
def _(part: tree.Code) -> str:
    return f"<code>{words(part.text)}</code>"


@_html.register
def _(part: tree.Link) -> str:
    return f'<a href="{words(part.href)}" rel="noopener noreferrer">{_line(part.runs)}</a>'


@_html.register
def _(part: tree.Reference) -> str:
    return f'<a href="#{part.anchor}"><bdi>{words(part.label)}</bdi></a>'


@_html.register
def _(_part: tree.LineBreak) -> str:
    return "<br>\n"


@_html.register
def _(part: tree.Paragraph) -> str:
    return f'<p dir="auto">{_line(part.runs)}</p>'


@_html.register
def _(part: tree.Heading) -> str:
    anchor = f' id="{part.anchor}"' if part.anchor else ""
    return f'<h{part.level}{anchor} dir="auto">{words(part.text)}</h{part.level}>'


@_html.register
def _(part: tree.BulletList) -> str:
    return f"<ul>\n{_items(part.items)}\n</ul>"


@_html.register
def _(part: tree.OrderedList) -> str:
    start = "" if part.start == 1 else f' start="{part.start}"'
    return f"<ol{start}>\n{_items(part.items)}\n</ol>"


def _items(items: tuple[tree.Blocks, ...]) -> str:
    return "\n".join(f'<li dir="auto">{_item(item)}</li>' for item in items)


def _item(item: tree.Blocks) -> str:
    match item:
        case (tree.Paragraph(runs), *rest):
            return "\n".join([_line(runs), *(_html(part) for part in rest)])
    return write(item)


@_html.register
def _(part: tree.Quote) -> str:
    source = f'\n<p class="source" dir="auto">{words(part.source)}</p>' if part.source else ""
    return f'<blockquote dir="auto">\n{write(part.blocks)}{source}\n</blockquote>'


@_html.register
def _(part: tree.KeyValues) -> str:
    return facts(part.facts)


@_html.register
def _(part: tree.Callout) -> str:
    title = f'<p class="title" dir="auto">{words(part.title)}</p>\n' if part.title else ""
    return f'<div class="callout {part.kind}" role="note">\n{title}{write(part.blocks)}\n</div>'


@_html.register
def _(_part: tree.Rule) -> str:
    return "<hr>"


@_html.register
def _(_part: tree.PageBreak) -> str:
    return '<div class="page-break"></div>'


@_html.register
def _(part: tree.Picture) -> str:
    """Without its bytes a picture is not here: what it shows stands beside it anyway."""
    if not part.found_at:
        return ""
    source = escape(part.found_at)
    return f'<p class="picture"><img src="{source}" alt="{words(part.shows)}"></p>'


@_html.register
def _(part: tree.Table) -> str:
    rows = (
        "<tr>" + "".join(f'<td dir="auto">{_line(cell)}</td>' for cell in row) + "</tr>"
        for row in part.rows
    )
    return _table(part.caption, (_line(cell) for cell in part.header), rows)


@_html.register
def _(part: tree.Annex) -> str:
    header = (words(heading) for heading in part.header)
    rows = (_annex_row(row, part.nothing) for row in part.rows)
    return _table(part.caption, header, rows, kind=' class="annex"')


def _annex_row(row: tree.AnnexRow, nothing: str) -> str:
    places = "".join(f"<li>{_html(place)}</li>" for place in row.places)
    shown = f"<ul>{places}</ul>" if places else f'<p class="nothing">{words(nothing)}</p>'
    return (
        f'<tr id="{row.anchor}"><th scope="row">{words(row.code)}</th>'
        f'<td dir="auto">{words(row.statement)}</td><td>{shown}</td></tr>'
    )


def _table(caption: str, header: Iterable[str], rows: Iterable[str], kind: str = "") -> str:
    """A table that scrolls by itself, also by keyboard, where the window is too narrow."""
    named = f'<caption dir="auto">{words(caption)}</caption>\n' if caption else ""
    headings = "".join(f'<th scope="col" dir="auto">{cell}</th>' for cell in header)
    return (
        f'<div class="wide" role="region" tabindex="0" aria-label="{words(caption) or "Table"}">\n'
        f"<table{kind}>\n{named}<thead>\n<tr>{headings}</tr>\n</thead>\n<tbody>\n"
        + "\n".join(rows)
        + "\n</tbody>\n</table>\n</div>"
    )
