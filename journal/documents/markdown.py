"""The Markdown people may use, for pages and documents alike: one door, one meaning.

Everything typed becomes blocks of `tree`; a page shows the same blocks as HTML. A
line break typed stays one. Raw HTML is only text here; images, tables and code
blocks do not exist; what looks like a link but leads neither to the web nor to
an e-mail address stays as it was typed.
"""

import re
from collections.abc import Iterator, Sequence

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from journal.documents import tree
from journal.documents.html_parts import write

# A text longer than a novel, or one nested more deeply, is shown as it was typed.
LONGEST_MARKDOWN = 200_000
DEEPEST_NESTING = 20
DEEPEST_EMPHASIS = 4

_SETTINGS = {"html": False, "breaks": True, "maxNesting": DEEPEST_NESTING}
_PARSER = MarkdownIt("commonmark", _SETTINGS).disable(
    ["lheading", "code", "fence", "reference", "html_block", "html_inline", "entity", "image"]
)
_PARSER.validateLink = lambda url: bool(tree.SAFE_LINK.fullmatch(url))  # type: ignore[method-assign]

# The second wall: whatever went wrong before it, only this can reach a page.
_WALL = nh3.Cleaner(
    tags={"p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "li"}
    | {"strong", "em", "code", "a"},
    attributes={"*": {"dir"}, "a": {"href"}, "ol": {"start"}},
    url_schemes={"http", "https", "mailto"},
    url_relative="deny",
    link_rel="noopener noreferrer",
)


def render(text: str, heading_level: int = tree.SECTION_LEVEL + 1) -> Markup:
    """What somebody typed, as HTML for a page whose headings go down to `heading_level` - 1."""
    return Markup(_WALL.clean(write(markdown_blocks(text, heading_level))))  # noqa: S704


def markdown_blocks(text: str, heading_level: int = tree.SECTION_LEVEL + 1) -> tree.Blocks:
    """What somebody typed, as blocks. Their headings start at `heading_level` and skip none."""
    if len(text) > LONGEST_MARKDOWN:
        return _as_typed(text)
    tokens = _PARSER.parse(text)
    if any(token.level >= DEEPEST_NESTING - 1 for token in tokens):
        return _as_typed(text)
    _put_below(heading_level, tokens)
    return _blocks(iter(tokens), until="")


def _as_typed(text: str) -> tree.Blocks:
    passages = re.split(r"\n\s*\n", text.replace("\r\n", "\n"))
    return tuple(tree.Paragraph(tree.typed(words.strip("\n"))) for words in passages)


def _put_below(top: int, tokens: Sequence[Token]) -> None:
    """Give every heading the level it has in the outline, counted from `top`."""
    above: list[int] = []
    for token in tokens:
        if token.type == "heading_open":
            level = int(token.tag[1:])
            above = [*(higher for higher in above if higher < level), level]
            token.meta["level"] = min(top + len(above) - 1, tree.DEEPEST_LEVEL)


def _blocks(tokens: Iterator[Token], until: str) -> tree.Blocks:
    found: list[tree.Block] = []
    for token in tokens:
        if token.type == until:
            break
        found.append(_block(token, tokens))
    return tuple(found)


def _block(token: Token, tokens: Iterator[Token]) -> tree.Block:
    """The block that `token` opens; takes its other tokens from `tokens`."""
    match token.type:
        case "bullet_list_open":
            return tree.BulletList(_items(tokens, "bullet_list_close"))
        case "ordered_list_open":
            start = int(token.attrs.get("start", 1))
            return tree.OrderedList(_items(tokens, "ordered_list_close"), start)
        case "blockquote_open":
            return tree.Quote(_blocks(tokens, "blockquote_close"))
        case "hr":
            return tree.Rule()
    runs = _runs(next(tokens).children or [])
    next(tokens)
    if token.type == "heading_open":
        return tree.Heading(token.meta["level"], _words(runs))
    return tree.Paragraph(runs)


def _items(tokens: Iterator[Token], until: str) -> tuple[tree.Blocks, ...]:
    items: list[tree.Blocks] = []
    for token in tokens:
        if token.type == until:
            break
        items.append(_blocks(tokens, "list_item_close"))
    return tuple(items)


def _runs(tokens: Sequence[Token]) -> tree.Runs:
    """The words of one line of thought; `open_runs` holds what is still open, innermost last."""
    open_runs: list[list[tree.Inline]] = [[]]
    openers: list[Token] = []
    for token in tokens:
        if token.nesting == 1:
            openers.append(token)
            open_runs.append([])
        elif token.nesting == -1:
            runs = tuple(open_runs.pop())
            open_runs[-1] += _wrapped(openers.pop(), runs, deep=len(openers) >= DEEPEST_EMPHASIS)
        else:
            open_runs[-1].append(_run(token))
    return tuple(open_runs[0])


def _run(token: Token) -> tree.Inline:
    match token.type:
        case "softbreak" | "hardbreak":
            return tree.LineBreak()
        case "code_inline":
            return tree.Code(token.content)
    return tree.Text(token.content)


def _wrapped(opener: Token, runs: tree.Runs, *, deep: bool) -> tree.Runs:
    match opener.type:
        case "link_open":
            href, title = str(opener.attrs["href"]), str(opener.attrs.get("title", ""))
            link = tree.Link(runs or tree.typed(href), href)
            return (link, tree.Text(f" ({title})")) if title else (link,)
        case "strong_open" if not deep:
            return (tree.Strong(runs),)
        case "em_open" if not deep:
            return (tree.Emphasis(runs),)
    return runs


def _words(runs: tree.Runs) -> str:
    """A heading's words alone: headings are listed, and lists have no emphasis."""
    leaves = (part for part in tree.walk(runs) if isinstance(part, tree.Text | tree.Code))
    return "".join(leaf.text for leaf in leaves)
