"""Pages of other systems as the Markdown people may use here (journal/documents/markdown.py).

Whatever the page holds, the result is text: a program in it is left out, a tag that we do not
know is passed over, and a sign that Markdown would take for its own is escaped.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from journal.documents.runs import SAFE_LINK
from journal.elsewhere.reading.tokens import Close, Open, Token, of_html

BLOCKS = frozenset({
    "address", "article", "aside", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "header", "html", "main", "nav", "p",
    "section", "summary", "table", "tbody", "tfoot", "thead", "tr",
})  # fmt: skip
HEADINGS = {f"h{level}": "#" * level + " " for level in range(1, 7)}
UNSAID = frozenset({"script", "style", "template", "head", "object", "svg", "select", "button"})
EMPHASIS = {"strong": "**", "b": "**", "em": "*", "i": "*"}
DEEPEST = 8
MOST_MARKS = 30
SPACES = re.compile(r"[ \t\r\n\f\v\u00a0]+")
SIGNS = re.compile(
    r"\\(?=[\\`*_{}\[\]()>#+\-.!])|`|\*|(?<![^\W_])_|_(?![^\W_])|\[(?=[^\]\n]{0,100}\]\()"
)
AT_LINE_START = re.compile(r"^(#|>|[-+](?=\s|$)|-(?=--)|=(?==))|^(\d{1,9})(\.)(?=\s|$)")
NOT_IN_ADDRESSES = re.compile(r"[()<>\\`*\[\]\"]")

Told = Callable[[str], str | None]
"""What a link inside the file leads to, in words; None for a link that leads elsewhere."""


def markdown_of(text: str) -> str:
    """HTML that stands by itself as Markdown."""
    return written(of_html(text))


def written(tokens: Iterable[Token], told: Told = lambda href: None) -> str:
    """Tokens as Markdown."""
    writer = Writer(told)
    for token in tokens:
        writer.take(token)
    return writer.finished()


def plain(text: str) -> str:
    """Words without any mark-up as Markdown: each line as it stands."""
    lines = (as_line(SPACES.sub(" ", line).strip()) for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def as_line(text: str) -> str:
    """One line of words with every sign escaped that would mean something."""
    return start_escaped(escaped(text))


def escaped(text: str) -> str:
    """Words with the signs escaped that mean something wherever they stand."""
    return SIGNS.sub(lambda found: "\\" + found[0], text)


def start_escaped(line: str) -> str:
    """A line with the signs escaped that mean something at its beginning."""
    return AT_LINE_START.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\.", line)


@dataclass
class Container:
    """A quotation, or an item of a list with the mark that begins it."""

    name: str
    mark: str = ""
    is_begun: bool = False

    def before(self, *, is_first_line: bool) -> str:
        """What stands before a line in it."""
        if self.name == "blockquote":
            return "> "
        if self.is_begun or not is_first_line:
            return "    "
        self.is_begun = True
        return self.mark


class Writer:
    """Takes tokens one after the other and keeps finished blocks."""

    def __init__(self, told: Told) -> None:
        """Begin with an empty page."""
        self.told = told
        self.out: list[str] = []
        self.inline: list[str] = []
        self.marks: list[tuple[str, int]] = []
        """Emphasis and links that are open: the element, and where in `inline` it begins."""
        self.hrefs: list[str] = []
        self.heading = ""
        self.containers: list[Container] = []
        self.lists: list[tuple[str, int]] = []
        self.unsaid = ""
        self.verbatim = 0
        self.was_item = False
        self.is_new_list = False
        self.is_in_row = False

    def take(self, token: Token) -> None:
        """One token more."""
        if self.unsaid:
            if token == Close(self.unsaid):
                self.unsaid = ""
        elif isinstance(token, str):
            self.words(token)
        elif isinstance(token, Open):
            self.open(token.name, token.attributes)
        else:
            self.close(token.name)

    def finished(self) -> str:
        """The whole page."""
        self.flush()
        return "".join(self.out).strip("\n")

    def words(self, text: str) -> None:
        """Words, escaped; in a text that keeps its lines each line is one."""
        if self.verbatim:
            lines = text.replace("\r\n", "\n").split("\n")
            self.inline.append("\n".join(escaped(SPACES.sub(" ", line)) for line in lines))
        else:
            self.inline.append(escaped(SPACES.sub(" ", text)))

    def open(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if name in UNSAID:
            self.unsaid = name
        elif name in EMPHASIS or name == "a":
            if len(self.marks) < MOST_MARKS:
                self.marks.append((name, len(self.inline)))
                self.hrefs.append(attributes.get("href", ""))
        elif name == "br":
            self.inline.append("\n")
        elif name == "img":
            self.picture(attributes)
        elif name in {"td", "th"}:
            self.inline.append(" | " if self.is_in_row else "")
            self.is_in_row = True
        else:
            self.open_block(name, attributes)

    def open_block(self, name: str, attributes: Mapping[str, str]) -> None:
        """A paragraph, a heading, a list, an item or a quotation begins."""
        if name in HEADINGS:
            self.flush()
            self.heading = HEADINGS[name]
        elif name in {"ul", "ol"}:
            self.flush()
            start = attributes.get("start", "")
            self.lists.append((name, int(start) if start.isdecimal() and len(start) < 6 else 1))
            self.is_new_list = len(self.lists) == 1
        elif name == "li":
            self.open_item()
        elif name == "blockquote":
            self.flush()
            self.enter(Container(name))
        elif name == "hr":
            self.flush()
            self.out.append(self.gap() + self.prefix() + "---")
        elif name == "pre":
            self.flush()
            self.verbatim += 1
        elif name in BLOCKS:
            self.flush()

    def open_item(self) -> None:
        """An item begins; one that was not closed ends here."""
        self.flush()
        kind, number = self.lists[-1] if self.lists else ("ul", 1)
        if len(self.lists) <= sum(each.name == "li" for each in self.containers):
            self.leave("li")
        if self.lists:
            self.lists[-1] = (kind, number + 1)
        self.enter(Container("li", f"{number}. " if kind == "ol" else "- "))

    def close(self, name: str) -> None:
        """An element ends."""
        if name in EMPHASIS or name == "a":
            self.end_mark(name)
        elif name in {"ul", "ol"}:
            self.flush()
            if len(self.lists) <= sum(each.name == "li" for each in self.containers):
                self.leave("li")
            self.lists = self.lists[:-1]
        elif name in {"li", "blockquote"}:
            self.flush()
            self.leave(name)
        elif name == "pre":
            self.flush()
            self.verbatim = max(0, self.verbatim - 1)
        elif name in BLOCKS or name in HEADINGS:
            self.flush()

    def enter(self, container: Container) -> None:
        """Go inside; what is nested too deeply stands beside instead."""
        if len(self.containers) < DEEPEST:
            self.containers.append(container)

    def leave(self, name: str) -> None:
        """Go out of the innermost of this name, and of whatever was left open in it."""
        names = [each.name for each in self.containers]
        if name in names:
            at = len(names) - 1 - names[::-1].index(name)
            del self.containers[at:]

    def picture(self, attributes: Mapping[str, str]) -> None:
        """A picture is said in words; if its file is at hand, it comes as a file. One that is a
        part of the export has a reference in place of a source in Mahara's."""
        source = attributes.get("src") or attributes.get("href", "")
        said = self.told(source) or attributes.get("alt", "")
        said = SPACES.sub(" ", said or attributes.get("title", "")).strip()
        self.inline.append(escaped(f" (picture: {said[:200]}) " if said else ""))

    def end_mark(self, name: str) -> None:
        """Emphasis or a link ends, if it was open."""
        for at in range(len(self.marks) - 1, -1, -1):
            if self.marks[at][0] == name:
                begins, href = self.marks[at][1], self.hrefs[at]
                del self.marks[at:], self.hrefs[at:]
                inside = "".join(self.inline[begins:])
                del self.inline[begins:]
                self.inline.append(self.marked(name, inside, href))
                return

    def marked(self, name: str, inside: str, href: str) -> str:
        """Words in bold, in italics, or with a link."""
        words = inside.strip()
        before, after = inside[: inside.find(words)], inside[inside.find(words) + len(words) :]
        if name == "a":
            return before + self.linked(words, href.strip()) + after
        sign = EMPHASIS[name]
        if not words or self.heading or "\n" in words or words.startswith("*"):
            return inside
        return f"{before}{sign}{words}{sign}{after}"

    def linked(self, words: str, href: str) -> str:
        """A link that leads to the web stays one; any other is its words."""
        told = self.told(href)
        if told is not None:
            return words or escaped(told)
        if not SAFE_LINK.fullmatch(href) or self.heading:
            return words
        if NOT_IN_ADDRESSES.search(href) or "\n" in words or "[" in words or "]" in words:
            return f"{words} ({escaped(href)})" if words != href else escaped(href)
        return f"[{words or href}]({href})"

    def flush(self) -> None:
        """End the paragraph or heading that is being written."""
        text, heading = "".join(self.inline), self.heading
        self.inline, self.marks, self.hrefs, self.heading = [], [], [], ""
        self.is_in_row = False
        lines = [SPACES.sub(" ", line).strip() for line in text.split("\n")]
        while lines and not lines[0]:
            lines.pop(0)
        while lines and not lines[-1]:
            lines.pop()
        if not lines:
            return
        if heading:
            lines = [heading + " ".join(line for line in lines if line)]
        else:
            lines = [start_escaped(line) for line in lines]
        self.out.append(self.gap() + self.block(lines))

    def block(self, lines: list[str]) -> str:
        """The lines of one block behind what its containers put before them."""
        return "\n".join(
            (self.prefix(is_first_line=number == 0) + line).rstrip()
            for number, line in enumerate(lines)
        )

    def prefix(self, *, is_first_line: bool = True) -> str:
        """What the containers put before a line."""
        return "".join(each.before(is_first_line=is_first_line) for each in self.containers)

    def gap(self) -> str:
        """What stands between the block before and this one: items of a list follow closely."""
        innermost = self.containers[-1] if self.containers else None
        is_item = innermost is not None and innermost.name == "li" and not innermost.is_begun
        is_close = is_item and self.was_item and not self.is_new_list
        self.was_item, self.is_new_list = is_item, False
        if not self.out:
            return ""
        return "\n" if is_close else "\n\n"
