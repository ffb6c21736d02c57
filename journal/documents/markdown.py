"""The Markdown people may use, for pages and documents alike: one door, one meaning.

Everything typed becomes blocks of `tree`; a page shows the same blocks as HTML. A
line break typed stays one. Raw HTML is only text here; images, tables and code
blocks do not exist; what looks like a link but leads neither to the web nor to
an e-mail address stays as it was typed.
"""

import re
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup

from journal.documents import tree
from journal.documents.html_parts import write

# A text longer than a novel, or one nested more deeply, is shown as it was typed. So is one
# made to be slow: the parser's work grows with the signs in a text times its length.
LONGEST_MARKDOWN = 200_000
DEEPEST_NESTING = 20
DEEPEST_EMPHASIS = 4
MOST_WORK = 100_000_000
BRACKETS_COUNT = 50
LONGEST_NUMBER = 9
"""Digits before a point that begin a list; with more it is a telephone number, or meant to do harm:
no typesetter counts so far, and Python refuses to read the longest."""

_SIGNS = "[*_`#>!<\\-+"
_HASH_WITHOUT_SPACE = re.compile(r"(?m)^(?=#{1,6}[^#\s])")
_LIST_AFTER_TEXT = re.compile(
    r"(?m)^(?P<text>(?![ \t]*(?:[-*+]|\d+\.)[ \t])[ \t]*\S.*)\n(?=(?:[-*+]|1\.)[ \t])"
)
_NOT_OURS = {
    "preprocessors": ("html_block",),
    "blocks": ("code", "setextheader", "reference"),
    "inline": (
        "reference",
        "image_link",
        "image_reference",
        "short_image_ref",
        "short_reference",
        "autolink",
        "automail",
        "html",
        "entity",
    ),
}

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
    if not text.strip():
        return ()
    if len(text) > LONGEST_MARKDOWN or _work(text) > MOST_WORK:
        return _as_typed(text)
    try:
        root = _parse(text)
        if _depth(root) > DEEPEST_NESTING or _counts_too_far(root):
            return _as_typed(text)
    except RecursionError:
        return _as_typed(text)
    _put_below(heading_level, root)
    return _blocks(root)


def _work(text: str) -> int:
    """How much a text asks of the parser. Brackets count more: it looks for the end of each."""
    signs = sum(text.count(sign) for sign in _SIGNS) + BRACKETS_COUNT * text.count("[")
    return signs * len(text)


def _as_typed(text: str) -> tree.Blocks:
    passages = re.split(r"\n\s*\n", text.replace("\r\n", "\n"))
    return tuple(tree.Paragraph(tree.typed(words.strip("\n"))) for words in passages)


class _Keep(Treeprocessor):
    """Keep the parsed tree: blocks are made of it, never of the HTML it would become."""

    root: Element

    def run(self, root: Element) -> None:
        """The last of the tree's processors, so nothing is left to be put back."""
        self.root = root


def _parse(text: str) -> Element:
    """The tree of a text, by Python-Markdown with everything switched off that is not ours."""
    parser = Markdown(extensions=["nl2br", "sane_lists"])
    for name in _NOT_OURS["preprocessors"]:
        parser.preprocessors.deregister(name)
    for name in _NOT_OURS["blocks"]:
        parser.parser.blockprocessors.deregister(name)
    for name in _NOT_OURS["inline"]:
        parser.inlinePatterns.deregister(name)
    keep = _Keep(parser)
    parser.treeprocessors.register(keep, "keep", -100)
    spaced = _LIST_AFTER_TEXT.sub(r"\g<text>\n\n", text.replace("\r\n", "\n"))
    parser.convert(_HASH_WITHOUT_SPACE.sub(r"\\", spaced))
    return keep.root


def _depth(element: Element) -> int:
    return 1 + max((_depth(child) for child in element), default=0)


def _counts_too_far(root: Element) -> bool:
    return any(len(each.get("start", "")) > LONGEST_NUMBER for each in root.iter("ol"))


def _put_below(top: int, root: Element) -> None:
    """Give every heading the level it has in the outline, counted from `top`."""
    above: list[int] = []
    for element in root.iter():
        if _is_heading(element):
            level = int(element.tag[1:])
            above = [*(higher for higher in above if higher < level), level]
            element.set("level", str(min(top + len(above) - 1, tree.DEEPEST_LEVEL)))


def _is_heading(element: Element) -> bool:
    return bool(re.fullmatch("h[1-6]", element.tag))


def _blocks(parent: Element) -> tree.Blocks:
    """The blocks inside an element; words that stand between them become paragraphs."""
    found: list[tree.Block] = []
    loose = _Runs(parent.text)
    for child in parent:
        if child.tag in _INLINE:
            loose.add(child)
            continue
        found += loose.paragraph()
        found.append(_block(child))
        loose = _Runs(child.tail)
    return tuple(found + loose.paragraph())


def _block(element: Element) -> tree.Block:
    match element.tag:
        case "ul":
            return tree.BulletList(tuple(_blocks(item) for item in element))
        case "ol":
            start = int(element.get("start", "1"))
            return tree.OrderedList(tuple(_blocks(item) for item in element), start)
        case "blockquote":
            return tree.Quote(_blocks(element))
        case "hr":
            return tree.Rule()
    runs = _runs(element)
    if _is_heading(element):
        return tree.Heading(int(element.attrib["level"]), _words(runs))
    return tree.Paragraph(runs)


_INLINE = frozenset({"a", "br", "code", "em", "strong"})


class _Runs:
    """Words and what stands inside them, gathered one after the other."""

    def __init__(self, text: str | None) -> None:
        """Begin with the words before the first element."""
        self.runs: list[tree.Inline] = []
        self.words(text)

    def words(self, text: str | None) -> None:
        """Add plain words; the parser leaves a line's end beside the break it stands for."""
        if text and (plain := text.replace("\n", "")):
            self.append(tree.Text(plain))

    def add(self, element: Element, depth: int = 0) -> None:
        """Add an element, and the words behind it."""
        for run in _wrapped(element, depth):
            self.append(run)
        self.words(element.tail)

    def append(self, run: tree.Inline) -> None:
        """Add a run; words after words are one run."""
        last = self.runs[-1] if self.runs else None
        if isinstance(run, tree.Text) and isinstance(last, tree.Text):
            self.runs[-1] = tree.Text(last.text + run.text)
        else:
            self.runs.append(run)

    def paragraph(self) -> list[tree.Block]:
        """What was gathered as a paragraph, if it says anything."""
        return [tree.Paragraph(tuple(self.runs))] if self.runs else []


def _runs(element: Element, depth: int = 0) -> tree.Runs:
    gathered = _Runs(element.text)
    for child in element:
        gathered.add(child, depth)
    return tuple(gathered.runs)


def _wrapped(element: Element, depth: int) -> tree.Runs:
    if element.tag == "br":
        return (tree.LineBreak(),)
    if element.tag == "code":
        return _code(element.text or "")
    runs = _runs(element, depth + 1)
    match element.tag:
        case "a":
            return _link(element, runs)
        case "strong" if depth < DEEPEST_EMPHASIS:
            return (tree.Strong(runs),)
        case "em" if depth < DEEPEST_EMPHASIS:
            return (tree.Emphasis(runs),)
    return runs


def _code(typed: str) -> tree.Runs:
    """Code of several lines keeps them, and how far each stands in.

    The parser has escaped it already, for HTML that is never made of its tree.
    """
    plain = typed.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    runs: list[tree.Inline] = []
    for line in plain.strip("\n").split("\n"):
        inside = line.lstrip(" ")
        code = tree.Code("\u00a0" * (len(line) - len(inside)) + inside)
        runs += [tree.LineBreak(), code] if runs else [code]
    return tuple(runs)


def _link(element: Element, runs: tree.Runs) -> tree.Runs:
    href, title = element.get("href", ""), element.get("title", "")
    if not tree.SAFE_LINK.fullmatch(href):
        return (tree.Text("["), *runs, tree.Text(f"]({href})"))
    link = tree.Link(runs or tree.typed(href), href)
    return (link, tree.Text(f" ({title})")) if title else (link,)


def _words(runs: tree.Runs) -> str:
    """A heading's words alone: headings are listed, and lists have no emphasis."""
    leaves = (part for part in tree.walk(runs) if isinstance(part, tree.Text | tree.Code))
    return "".join(leaf.text for leaf in leaves)
