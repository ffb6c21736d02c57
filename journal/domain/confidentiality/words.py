"""The word lists beside this module, each read once."""

import re
import unicodedata
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "lists"
_APOSTROPHES = str.maketrans("\u2019\u2018\u02bc", "'''")


def fold(text: str) -> str:
    """Small letters with plain apostrophes and no accents, as the lists are written."""
    if text.isascii():
        return text.casefold()
    split = unicodedata.normalize("NFKD", text.casefold().translate(_APOSTROPHES))
    return "".join(letter for letter in split if not unicodedata.combining(letter))


@cache
def words(name: str) -> frozenset[str]:
    """Every word of a list."""
    return frozenset(fold(word) for line in _lines(name) for word in line.split())


@cache
def phrases(name: str) -> frozenset[str]:
    """Every line of a list."""
    return frozenset(fold(line) for line in _lines(name))


@cache
def any_of(name: str) -> str:
    """A pattern for any line of a list, the longest first."""
    lines = sorted((fold(line) for line in _lines(name)), key=len, reverse=True)
    return "(?:" + "|".join(re.escape(line).replace(r"\ ", r"[ \-]") for line in lines) + ")"


@cache
def is_everyday(word: str) -> bool:
    """Whether a word is ordinary English, also with a common ending or made of such words.

    A first name is not, though `James` looks like more than one jam.
    """
    word = _SHORTENED.sub("", word)
    known = _known()
    if word in known:
        return True
    if word in words("first-names"):
        return False
    parts = word.split("-")
    if len(parts) > 1:
        return all(part in _BEFORE_HYPHEN or is_everyday(part) for part in parts)
    return any(stem in known for stem in _stems(word))


@cache
def _known() -> frozenset[str]:
    """English of every day, and of work and illness."""
    lists = ("common-words", "everyday", "jobs", "conditions")
    return frozenset().union(*map(words, lists))


_SHORTENED = re.compile(r"(?:'(?:s|re|ll|ve|d|m)|(?<=s)')$")
_BEFORE_HYPHEN = frozenset(("anti", "co", "de", "e", "ex", "multi", "non", "pre", "pro", "re"))


def _stems(word: str) -> list[str]:
    """What is left without an ending, where enough is left to mean something."""
    found = []
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            stem = word[: len(word) - len(ending)] + instead
            found.append(stem)
            if len(stem) > 3 and stem[-1] == stem[-2] and not instead:
                found.append(stem[:-1])
    return found


_ENDINGS = (
    ("s", ""),
    ("es", ""),
    ("ed", ""),
    ("ed", "e"),
    ("d", ""),
    ("ing", ""),
    ("ing", "e"),
    ("ly", ""),
    ("er", ""),
    ("er", "e"),
    ("est", ""),
    ("ies", "y"),
    ("ied", "y"),
    ("ness", ""),
    ("ment", ""),
    ("y", ""),
    ("ful", ""),
    ("less", ""),
)


def _lines(name: str) -> list[str]:
    text = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]
