"""Words that another system put on a thing, held against the statements that can be tagged here.

Only what names a statement plainly becomes a tag; every other word stays a word.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from journal.domain.framework import PRINCIPLES, Framework
from journal.domain.typed_codes import read_codes

TagRef = tuple[str, str]
"""A framework's key and a code in it."""
CODE_FIRST = re.compile(
    r"\s*([a-z]{1,3}\d{1,3})\s*(?:[:.,;\u2013\u2014-]\s*\S|\s\S)", re.IGNORECASE
)
CALLED_KSB = re.compile(r"^\s*ksbs?\s*[:\-\s]\s*", re.IGNORECASE)
NOT_LETTERS = re.compile(r"[^a-z]+")


@dataclass(frozen=True)
class Named:
    """What words name: statements, and the words that name none."""

    refs: tuple[TagRef, ...]
    others: tuple[str, ...]


@dataclass(frozen=True)
class Frameworks:
    """What can be named: the learner's own standard, and the principles."""

    standard: Framework
    principles: Framework | None

    @classmethod
    def among(cls, standard: Framework, all_of: Mapping[str, Framework]) -> "Frameworks":
        """The two among all that a learner has."""
        return cls(standard, all_of.get(PRINCIPLES))


def named_by(tags: Sequence[str], known: Frameworks) -> Named:
    """What each of these words names, a word at a time."""
    refs: list[TagRef] = []
    others: list[str] = []
    for tag in tags:
        found, is_all = refs_of(tag, known)
        refs += found
        if tag and not (found and is_all):
            others.append(tag)
    return Named(tuple(dict.fromkeys(refs)), tuple(dict.fromkeys(others)))


def named_in_codes(text: str, known: Frameworks) -> Named:
    """What a column for codes names; what is no code of the standard may be a principle."""
    codes, unknown = read_codes(text, known.standard)
    refs = [(known.standard.key, code) for code in codes]
    whole = named_by([each for each in re.split(r"[,;|\n]", text) if each.strip()], known)
    refs += [ref for ref in whole.refs if ref[0] == PRINCIPLES]
    said = {word for ref in whole.refs if ref[0] == PRINCIPLES for word in words_of(ref, known)}
    others = [each for each in unknown if NOT_LETTERS.sub("", each.casefold()) not in said]
    return Named(tuple(dict.fromkeys(refs)), tuple(dict.fromkeys(others)))


def words_of(ref: TagRef, known: Frameworks) -> set[str]:
    """The words of a principle one by one, and together."""
    statement = known.principles.get(ref[1]) if known.principles else None
    text = (statement.text if statement else "").casefold()
    return {NOT_LETTERS.sub("", text), *(NOT_LETTERS.sub("", each) for each in text.split())}


def refs_of(tag: str, known: Frameworks) -> tuple[list[TagRef], bool]:
    """The statements that one word names, and whether that is all it says: a principle, codes
    alone, or a code and its meaning."""
    folded = NOT_LETTERS.sub("", tag.casefold())
    for statement in known.principles.statements if known.principles else ():
        names = {statement.code, statement.text}
        if folded and folded in {NOT_LETTERS.sub("", each.casefold()) for each in names}:
            return [(statement.framework, statement.code)], True
    text = CALLED_KSB.sub("", tag)
    codes, unknown = read_codes(text, known.standard)
    is_all = not unknown
    if unknown or not codes:
        begins = CODE_FIRST.match(text)
        codes, unknown = read_codes(begins[1], known.standard) if begins else ([], [])
    return [(known.standard.key, code) for code in codes if not unknown], is_all
