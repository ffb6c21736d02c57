"""Looking for a statement by code or by words: the rule behind the picker.

A worker types `k4`, `K4 S2`, `boundaries` or `sharing my story`. A code comes before words in the
statement, those before the group's title, and those before our explanation. Where nothing has
every word, what has the most of them is shown, since half an answer beats an empty list.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

CODE, CODE_START = 1000, 200
TEXT, GROUP, EXPLANATION = 20, 6, 3
WHOLE, START, STEM = 3, 2, 1
PHRASE = 100

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_APOSTROPHES = str.maketrans("", "", "'\u2018\u2019\u02bc")
_LITTLE = frozenset(
    re.findall(r"\w+", "a an and are at do for how i in is it my of on or our the to we with you")
)
_ENDINGS = ("ing", "ed", "es", "s", "e")


@dataclass(frozen=True)
class Findable:
    """The words of one statement, folded once so that each keystroke is quick."""

    code: str
    fields: tuple[tuple[int, frozenset[str]], ...]
    phrase: str

    @classmethod
    def of(cls, code: str, text: str, group: str, explanation: str) -> "Findable":
        """Fold a statement's parts; each counts by how much it says of the statement."""
        parts = ((TEXT, text), (GROUP, group), (EXPLANATION, explanation))
        fields = tuple((weight, frozenset(words_of(part))) for weight, part in parts)
        return cls(fold(code), fields, f" {' '.join(plain_words(text))} ")


def find(words: str, among: Sequence[Findable]) -> list[int]:
    """The places of what matches, best first and otherwise in order; all when nothing is asked."""
    if not words.strip():
        return list(range(len(among)))
    terms = list(dict.fromkeys(_terms(words)))
    scores = [[_score(term, item) for term in terms] for item in among]
    found = [sum(1 for score in row if score) for row in scores]
    most = max(found, default=0)
    if not most:
        return []
    totals = [sum(row) + _phrase_score(words, among[i]) for i, row in enumerate(scores)]
    places = [place for place, count in enumerate(found) if count == most]
    return sorted(places, key=lambda place: -totals[place])


def fold(text: str) -> str:
    """Text without capitals, accents and apostrophes, so that they cannot hide a match."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return plain.translate(_APOSTROPHES)


def plain_words(text: str) -> list[str]:
    """The words of a text in order, hyphenated ones in their parts."""
    return [part for word in _WORD.findall(fold(text)) for part in word.split("-")]


def words_of(text: str) -> set[str]:
    """Every word, and hyphenated ones also joined: `coproduction` finds `co-production`."""
    joined = {word.replace("-", "") for word in _WORD.findall(fold(text))}
    return joined.union(plain_words(text))


def _terms(words: str) -> list[str]:
    """What was typed, piece by piece, without the little words unless there are no others."""
    pieces = [piece.strip(".") for piece in re.split(r"[\s,;/]+", fold(words))]
    terms = list(chain.from_iterable(map(_parts, pieces)))
    return [term for term in terms if term not in _LITTLE] or terms


def _parts(piece: str) -> list[str]:
    """A code keeps its dot; anything else is words."""
    return [piece] if re.fullmatch(r"[a-z]?\d[\d.]*", piece) else plain_words(piece)


@lru_cache(maxsize=4096)
def _stem(word: str) -> str:
    """The word without a common ending, where enough is left to mean something."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word


def _score(term: str, item: Findable) -> int:
    """How well one word fits; a code that fits says it all, so that K1 leads to K10 and K11."""
    by_code = _code_score(term, item.code)
    return by_code or max(weight * _closeness(term, words) for weight, words in item.fields)


def _code_score(term: str, code: str) -> int:
    if term == code:
        return CODE
    return CODE_START if code.startswith(term) else 0


def _closeness(term: str, words: frozenset[str]) -> int:
    if term in words:
        return WHOLE
    if any(word.startswith(term) for word in words):
        return START
    stem = _stem(term)
    return STEM if any(word.startswith(stem) for word in words) else 0


def _phrase_score(words: str, item: Findable) -> int:
    """Words that stand together in the statement count for more, and the whole of it for most."""
    phrase = plain_words(words)
    together = f" {' '.join(phrase)}"
    if len(phrase) < 2 or together not in item.phrase:
        return 0
    return PHRASE * 2 if item.phrase == f"{together} " else PHRASE
