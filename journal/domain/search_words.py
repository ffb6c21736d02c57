"""Words as search knows them: how a text is cut into them, what was asked for, where it stands.

Capitals, accents and punctuation never hide a match, in any script. A word of three letters or
more also finds the longer words that begin with it: `support` finds *supported*. What stands
between quotation marks is found word for word.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from journal.domain.passages import passages

LONGEST_WORD = 60
SHORTEST_BEGINNING = 3
SNIPPET = 220
BEFORE_HIT = 60
MOST_HITS = 100

_MARKS = "".join(
    chr(point) for point in range(0x300, 0x10000) if unicodedata.category(chr(point))[0] == "M"
)
_RUN = re.compile(rf"[^\W_](?:[^\W_]|[{re.escape(_MARKS)}])*")
_QUOTES = re.compile(r'["“”„«»]')
_MARKDOWN = re.compile(r"(?m)^[ \t]*(?:[#>*+-]+[ \t]+|-{3,}$)|[*`]+")


@dataclass(frozen=True)
class Word:
    """One word of a text: where it stands, and what it is without accents and capitals."""

    key: str
    start: int
    end: int


@dataclass(frozen=True)
class Term:
    """One word that somebody looks for; a beginning finds longer words too."""

    key: str
    is_beginning: bool

    def fits(self, key: str) -> bool:
        """Whether a word of a text is the one looked for."""
        return key.startswith(self.key) if self.is_beginning else key == self.key


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for: every one of these words, and every phrase as it stands."""

    words: tuple[Term, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()

    @property
    def terms(self) -> tuple[Term, ...]:
        """Every single word that must be there, those of the phrases too."""
        of_phrases = (Term(key, False) for phrase in self.phrases for key in phrase)
        return tuple(dict.fromkeys((*self.words, *of_phrases)))


@dataclass(frozen=True)
class Piece:
    """A stretch of text, and whether it is what was looked for."""

    text: str
    is_hit: bool


def words_in(text: str) -> Iterator[Word]:
    """The words of a text in order."""
    for run in _RUN.finditer(text):
        key = fold(run.group())
        if key:
            yield Word(key, run.start(), run.end())


def fold(run: str) -> str:
    """One word without capitals and accents: letters and digits and nothing else."""
    if run.isascii():
        return run.lower()[:LONGEST_WORD]
    decomposed = unicodedata.normalize("NFKD", run.casefold())
    return "".join(letter for letter in decomposed if letter.isalnum())[:LONGEST_WORD]


def wanted(typed: str) -> Wanted:
    """Read what was typed; whatever it is, it is words, phrases or nothing."""
    parts = _QUOTES.split(typed)
    words: list[Term] = []
    phrases: list[tuple[str, ...]] = []
    for place, part in enumerate(parts):
        keys = tuple(word.key for word in words_in(part))
        is_quoted = place % 2 == 1 and place < len(parts) - 1
        if is_quoted and keys:
            phrases.append(keys)
        elif not is_quoted:
            words += (Term(key, is_long(key)) for key in keys)
    return Wanted(tuple(dict.fromkeys(words)), tuple(dict.fromkeys(phrases)))


def is_long(key: str) -> bool:
    """Whether a word is long enough to be the beginning of others; in some scripts one sign is."""
    return len(key) >= SHORTEST_BEGINNING or not key.isascii()


def plain(text: str) -> str:
    """A text on one line, without Markdown's signs and the marks of private passages."""
    unmarked = " ".join(passage.text for passage in passages(text))
    return " ".join(_MARKDOWN.sub("", unmarked).split())


def marked(text: str, looked_for: Wanted) -> tuple[Piece, ...]:
    """A short text whole, cut into what was looked for and what lies between."""
    return tuple(_cut(text, list(_hits(text, looked_for)), 0, len(text)))


def snippet(text: str, looked_for: Wanted) -> tuple[Piece, ...]:
    """The stretch of a text that holds the most of what was looked for, else its beginning."""
    text = plain(text)
    hits = list(islice(_hits(text, looked_for), MOST_HITS))
    start = _window(hits)
    if start:
        start = text.rfind(" ", 0, start) + 1
    end = min(start + SNIPPET, len(text))
    if end < len(text):
        end = max(text.rfind(" ", start, end), start) or end
        end = end if end > start else min(start + SNIPPET, len(text))
    pieces = list(_cut(text, hits, start, end))
    before = [Piece("… ", False)] if start else []
    after = [Piece(" …", False)] if end < len(text) else []
    return (*before, *pieces, *after)


def _hits(text: str, looked_for: Wanted) -> Iterator[tuple[Word, Term]]:
    terms = looked_for.terms
    for word in words_in(text) if terms else ():
        term = next((each for each in terms if each.fits(word.key)), None)
        if term is not None:
            yield word, term


def _window(hits: list[tuple[Word, Term]]) -> int:
    """Where a snippet begins: a little before the hit with the most different words after it."""

    def different(place: int) -> int:
        last = hits[place][0].start + SNIPPET - BEFORE_HIT
        return len({term for word, term in hits[place:] if word.end <= last})

    best = max(range(len(hits)), key=lambda place: (different(place), -place), default=None)
    return max(hits[best][0].start - BEFORE_HIT, 0) if best is not None else 0


def _cut(text: str, hits: list[tuple[Word, Term]], start: int, end: int) -> Iterator[Piece]:
    at = start
    for word, _ in hits:
        if word.start < at or word.end > end:
            continue
        if word.start > at:
            yield Piece(text[at : word.start], False)
        yield Piece(text[word.start : word.end], True)
        at = word.end
    if at < end:
        yield Piece(text[at:end], False)
