"""The texts of a framework: on one line or on several, without what no person typed."""

import html
import re
import unicodedata
from html.parser import HTMLParser

LINE_BREAK = re.compile(r"\r\n?|[\u0085\u2028\u2029]")
ELEMENT = re.compile(r"<[a-zA-Z/!]")
SAID_ALOUD = {"br", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "p", "table", "tr", "ul"}
UNSAID = {"script", "style", "template", "title"}
NOT_FOR_A_KEY = re.compile(r"[^a-z0-9]+")
LONGEST_KEY = 40


def lines(text: str) -> str:
    """Several lines, with one kind of line break and no tabs."""
    return LINE_BREAK.sub("\n", text.replace("\ufeff", "")).replace("\t", " ").strip()


def line(text: str) -> str:
    """One line: a break within becomes a space, every other character stays."""
    pieces = (each.strip() for each in lines(text).split("\n"))
    return " ".join(each for each in pieces if each)


def from_html(text: str) -> str:
    """What a reader would see of a description: paragraphs as lines, points of a list with a dash.

    Without any element it is a plain text whose special characters were written out.
    """
    if not ELEMENT.search(text):
        return lines(html.unescape(text))
    seen = _Seen()
    seen.feed(text)
    seen.close()
    return lines(seen.text())


def to_html(text: str) -> str:
    """A plain text so that `from_html` gives it back."""
    return html.escape(text, quote=False)


def is_empty(text: str) -> bool:
    """Whether there is nothing to see: spaces and invisible characters count for nothing."""
    return not any(each.isprintable() and not each.isspace() for each in text)


def unwanted(text: str) -> str:
    """The first character that nobody can have typed, by its number; empty when all is well."""
    for each in text:
        if each != "\n" and unicodedata.category(each) in ("Cc", "Cs"):
            return f"U+{ord(each):04X}"
    return ""


def key_of(text: str) -> str:
    """A short name in small letters and hyphens: "Duty 1: Values" becomes duty-1-values."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return NOT_FOR_A_KEY.sub("-", plain).strip("-")[:LONGEST_KEY].strip("-")


class _Seen(HTMLParser):
    """Collects the words of a description and leaves its mark-up behind."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._pieces: list[str] = []
        self._unsaid = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in UNSAID:
            self._unsaid += 1
        elif tag == "li":
            self._pieces.append("\n- ")
        elif tag in SAID_ALOUD:
            self._pieces.append("\n")
        elif tag in ("td", "th"):
            self._pieces.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in UNSAID:
            self._unsaid = max(0, self._unsaid - 1)
        elif tag in SAID_ALOUD or tag == "li":
            self._pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unsaid:
            self._pieces.append(re.sub(r"\s+", " ", data))

    def text(self) -> str:
        """Every line that has words, one under the other."""
        found = [" ".join(each.split()) for each in "".join(self._pieces).split("\n")]
        return "\n".join(each for each in found if each and each != "-")
