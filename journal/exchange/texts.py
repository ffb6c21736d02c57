"""The texts of a framework: on one line or on several, without what no person typed."""

import html
import re
import unicodedata

LINE_BREAK = re.compile(r"\r\n?|[\u0085\u2028\u2029]")
ELEMENT = re.compile(r"<[a-zA-Z/!]")
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*|[!?])[^<>]*>")
"""Each tag ends before the next begins: Python's own parser of HTML takes minutes over a page that
opens a comment 20,000 times."""

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
    return lines(_shown(without_comments(text)))


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


def without_comments(text: str) -> str:
    """What stands in comments goes; one that does not end takes the rest along."""
    kept = []
    start = 0
    while (begins := text.find("<!--", start)) >= 0:
        kept.append(text[start:begins])
        ends = text.find("-->", begins)
        start = ends + 3 if ends >= 0 else len(text)
    return "".join((*kept, text[start:]))


def key_of(text: str) -> str:
    """A short name in small letters and hyphens: "Duty 1: Values" becomes duty-1-values."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return NOT_FOR_A_KEY.sub("-", plain).strip("-")[:LONGEST_KEY].strip("-")


def _shown(text: str) -> str:
    """Every line that has words, one under the other, without what a page does not show."""
    pieces = []
    hidden_by = ""
    start = 0
    for found in TAG.finditer(text):
        closes, name = bool(found[1]), found[2].lower()
        if not hidden_by:
            pieces += [_words(text[start : found.start()]), _break_at(name, closes)]
            hidden_by = name if name in UNSAID and not closes else ""
        elif closes and name == hidden_by:
            hidden_by = ""
        start = found.end()
    pieces.append("" if hidden_by else _words(text[start:]))
    shown = (" ".join(each.split()) for each in "".join(pieces).split("\n"))
    return "\n".join(each for each in shown if each and each != "-")


def _words(text: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(text))


def _break_at(name: str, closes: bool) -> str:
    if name == "li":
        return "\n" if closes else "\n- "
    if name in ("td", "th"):
        return " "
    return "\n" if name in SAID_ALOUD else ""
