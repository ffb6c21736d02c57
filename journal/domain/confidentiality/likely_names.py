"""How much has to speak for a word before it counts as a name.

No list of names decides alone: one in five first names is also a word, and lists written down miss
most of the people a peer worker meets. So what a model says is weighed with capitals and with the
words beside; a first name that is nothing else needs no more than its capital.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from journal.domain.confidentiality.sentences import Sentence
from journal.domain.confidentiality.words import fold, is_everyday, words

WORD = re.compile(r"(?<![\d_@])[^\W\d_][^\W\d_\u0300-\u036f]*(?:['\u2019-][^\W\d_]+)*")
POSSESSIVE = re.compile(r"['\u2019]s$|(?<=s)['\u2019]$", re.I)
_IS = frozenset(("was", "is", "has", "had", "looked", "seemed", "looks", "seems"))
_HOW = frozenset(("how", "what", "when", "where", "why", "not", "something", "important", "about"))
_NEVER = 2.0


@dataclass(frozen=True)
class Word:
    """A word: where it stands in the text and in its sentence, and what speaks for a name."""

    start: int
    end: int
    within: int
    written: str
    opens: bool
    typed_small: bool
    likely: float = 0.0

    def holds(self, start: int, end: int) -> bool:
        """Whether the stretch of the sentence touches this word."""
        return start < self.within + len(self.written) and self.within < end

    @cached_property
    def plain(self) -> str:
        return fold(self.written)

    @property
    def capital(self) -> bool:
        return self.written[:1].isupper()


Window = tuple[Word | None, Word, Word | None, Word | None]


def words_of(sentence: Sentence) -> list[Word]:
    """The words of a sentence, as they are written."""
    letters = [letter for letter in sentence.text if letter.isalpha()]
    small = bool(letters) and (letters[0].islower() or all(map(str.isupper, letters)))
    found: list[Word] = []
    for match in WORD.finditer(sentence.text):
        written = POSSESSIVE.sub("", match[0])
        opens = not found and not any(map(str.isalnum, sentence.text[: match.start()]))
        begin = sentence.start + match.start()
        word = Word(begin, begin + len(written), match.start(), written, opens, small)
        found.append(replace(word, likely=1.0) if is_surely_name(word) else word)
    return found


def weighed(found: Sequence[Word], likely: Sequence[tuple[int, int, float]]) -> list[Word]:
    """The words, each with the most that the model says of any part of it."""
    if not likely:
        return list(found)
    return [replace(word, likely=_most(word, likely)) for word in found]


def beside_of(found: Sequence[Word], place: int) -> Window:
    """A word with the one before it and the two after it, where there are any."""
    last = len(found) - 1
    before = found[place - 1] if place else None
    after = found[place + 1] if place < last else None
    third = found[place + 2] if place + 1 < last else None
    return before, found[place], after, third


def is_name(before: Word | None, word: Word, after: Word | None, third: Word | None) -> bool:
    """How sure the model must be depends on what else speaks for a name."""
    if len(word.plain) < 2 or _is_other(word) or _is_short_form(word):
        return False
    beside = _Cues(
        acts=_acts(word, after),
        lives=_lives(after, third),
        met=before is not None and before.plain in words("before-people"),
    )
    if word.plain in words("name-words"):
        if before and _is_met(before, word):
            return True
        if _is_thing(word, after, third):
            return False
        return word.likely >= _needed_for_word(word, beside)
    if is_everyday(word.plain):
        return word.capital and not word.opens and not word.typed_small and word.likely >= 0.8
    return word.likely >= _needed(word, beside)


def could_be_name(word: Word) -> bool:
    """Whether the model is worth asking about a word: what everybody writes is never a name."""
    plain = word.plain
    if plain in words("name-words"):
        return word.capital or word.typed_small
    return len(plain) > 1 and not _is_known(plain) and not is_everyday(plain)


def is_surely_name(word: Word) -> bool:
    """A first name that is nothing else, written with a capital by one who uses them."""
    written = word.capital and not word.typed_small and word.plain in words("first-names")
    return written and word.plain not in words("name-words") and not is_everyday(word.plain)


@dataclass(frozen=True)
class _Cues:
    """What the words beside one say: that it acts, lives as only people do, or is met."""

    acts: bool
    lives: bool
    met: bool


def _acts(word: Word, after: Word | None) -> bool:
    """Whether the next word is what a person does; virtues do things too, but do not speak."""
    if after is None:
        return False
    if word.plain in words("virtues"):
        return after.plain in words("person-verbs") or after.plain in _IS
    return after.plain in words("person-verbs")


def _lives(after: Word | None, third: Word | None) -> bool:
    """Whether what follows is what only people do, are, or do to themselves."""
    if after is None:
        return False
    if after.plain in words("only-people-do"):
        return True
    if third is None:
        return False
    found = after.plain in _IS and third.plain in words("person-states")
    return found or third.plain in {"himself", "herself"}


def _is_met(before: Word, word: Word) -> bool:
    """Only people are shadowed, rung or thanked, even those called Patience."""
    return word.capital and not word.typed_small and before.plain in words("only-before-people")


def _is_short_form(word: Word) -> bool:
    """Capitals inside a word are an organisation's, not a person's (but for McLeod and O'Neill)."""
    inner = sum(map(str.isupper, word.written[1:]))
    joined = re.match(r"(?:Ma?c|O['\u2019]|D['\u2019]|De|La|Le|Fitz)[A-Z]|[^\W\d_]+-", word.written)
    return inner > 0 and not word.typed_small and not joined and (word.likely < 0.9 or inner < 3)


def _is_thing(word: Word, after: Word | None, third: Word | None) -> bool:
    """`Joy and grief`, `Art is how`, `Mark my words`: a word at the beginning that is no person."""
    if not word.opens or after is None:
        return False
    if after.plain in words("determiners") or (
        third and after.plain in _IS and third.plain in _HOW
    ):
        return True
    joined = after.plain in {"and", "or", "under", "of", "for", "in"}
    if not joined or third is None:
        return False
    return not third.capital and is_everyday(third.plain) and third.plain not in words("pronouns")


def _is_other(word: Word) -> bool:
    """Months, medicines, countries and the like, unless they are also names and written as one."""
    return _is_known(word.plain) and not (word.plain in words("name-words") and word.capital)


def _is_known(plain: str) -> bool:
    """A month, a short form, a medicine, a city: something with a capital that is no person."""
    return any(plain in words(known) for known in ("everyday", "medicines", "settlements"))


def _needed_for_word(word: Word, beside: _Cues) -> float:
    """For a name that is also a word (Grace, Will): a capital, and something beside it."""
    virtue = word.plain in words("virtues")
    if not word.capital:
        return 0.97 if word.typed_small and (beside.acts or beside.met) else _NEVER
    if word.typed_small and not word.written.isupper():
        return 0.9 if beside.met else 0.97 if beside.acts else _NEVER
    if beside.lives:
        return 0.1 if virtue else 0.0
    if beside.acts:
        return 0.3 if virtue else 0.0
    if word.opens:
        return 0.75 if virtue else 0.5
    return 0.02 if beside.met else 0.12


def _needed(word: Word, beside: _Cues) -> float:
    """For a word that is nothing else: little, where it has a capital and does what people do."""
    known = word.plain in words("first-names")
    if word.capital and not word.typed_small:
        if beside.lives:
            return 0.0
        base = 0.05 if known else 0.3 if word.opens else 0.2
    elif word.typed_small:
        base = 0.05 if known else 0.6
    else:
        base = 0.3 if known else 0.88
    if known and beside.met:
        return 0.0
    return base * 0.5 if beside.acts or beside.lives or (beside.met and word.capital) else base


def _most(word: Word, likely: Sequence[tuple[int, int, float]]) -> float:
    return max([word.likely, *(score for start, end, score in likely if word.holds(start, end))])
