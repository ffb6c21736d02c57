"""People's names: what a model says of each word, weighed with capitals, titles and repeats.

No list of names decides alone: one in five first names is also a word, and lists written down miss
most of the people a peer worker meets.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from journal.domain.confidentiality import cues
from journal.domain.confidentiality.finding import Kind, Spot
from journal.domain.confidentiality.public import is_public_work, public_stretches
from journal.domain.confidentiality.sentences import Sentence, sentences
from journal.domain.confidentiality.words import fold, is_everyday, words

MOST_ASKED = 1500
WORD = re.compile(r"[^\W\d_][^\W\d_\u0300-\u036f]*(?:['\u2019-][^\W\d_]+)*")
_LISTED = re.compile(r",? (?:and |& )?|/|\+| and |,? ?and ?,? ?")
_POSSESSIVE = re.compile(r"['\u2019]s$|(?<=s)['\u2019]$", re.I)


class NameFinder(Protocol):
    """Something that says how likely each word of a sentence is part of a person's name."""

    def __call__(self, sentences: Sequence[str]) -> Sequence[Sequence[tuple[int, int, float]]]:
        """For each sentence: start, end and likelihood (0 to 1) of the words that may be names."""


@dataclass(frozen=True)
class _Word:
    start: int
    end: int
    written: str
    opens: bool
    typed_small: bool
    likely: float

    @property
    def plain(self) -> str:
        return fold(self.written)

    @property
    def capital(self) -> bool:
        return self.written[:1].isupper()


def find_names(text: str, names: NameFinder | None) -> Iterator[Spot]:
    """Every name of a person, with the title before it and the further names after it."""
    public = public_stretches(text)
    found = list(cues.find_cued(text))
    if names is not None:
        found += _by_model(text, names)
    kept = [spot for spot in _joined(text, found) if not _is_public(text, spot, public)]
    yield from kept
    yield from _repeats(text, kept, public)


def _is_public(text: str, spot: Spot, public: Sequence[tuple[int, int]]) -> bool:
    """Whether the stretch is a writer or service of the field, or is cited as one."""
    inside = any(start <= spot.start and spot.end <= end for start, end in public)
    return inside or is_public_work(text, spot)


def _by_model(text: str, names: NameFinder) -> Iterator[Spot]:
    """The words that are names, by what the model says and how they are written.

    Only so many different sentences are asked about: a text of that length (some 40 pages) is no
    entry, and must not hold up everybody else.
    """
    asked = [sentence for sentence in sentences(text) if _worth_asking(sentence.text)]
    once = list(dict.fromkeys(sentence.text for sentence in asked))[:MOST_ASKED]
    answers = dict(zip(once, names(once), strict=True))
    for sentence in asked:
        found = _words(sentence, answers.get(sentence.text, ()))
        around = [None, *found, None, None]
        names_at = {place for place in range(len(found)) if _is_name(*around[place : place + 4])}
        names_at.update([*_in_a_list(found, names_at, text)])
        for place in sorted(names_at):
            yield Spot(found[place].start, found[place].end, Kind.NAME, 4)


def _worth_asking(sentence: str) -> bool:
    """A sentence of nothing but everyday words holds no name; asking costs some 5 ms."""
    return any(map(_could_be_name, WORD.findall(sentence)))


def _could_be_name(word: str) -> bool:
    plain = fold(word)
    if plain in words("name-words"):
        return word[0].isupper() or not is_everyday(plain)
    other = words("medicines") | words("settlements")
    return len(plain) > 1 and plain not in other and not is_everyday(plain)


def _words(sentence: Sentence, likely: Iterable[tuple[int, int, float]]) -> list[_Word]:
    """The words of a sentence, each with the most that the model says of any part of it."""
    scores = list(likely)
    letters = [letter for letter in sentence.text if letter.isalpha()]
    small = bool(letters) and (letters[0].islower() or all(map(str.isupper, letters)))
    found = []
    for match in WORD.finditer(sentence.text):
        written = _POSSESSIVE.sub("", match[0])
        end = match.start() + len(written)
        most = max((s for a, b, s in scores if a < end and match.start() < b), default=0.0)
        opens = not any(map(str.isalnum, sentence.text[: match.start()]))
        begin = sentence.start + match.start()
        found.append(_Word(begin, sentence.start + end, written, opens, small, most))
    return found


def _is_name(
    before: _Word | None, word: _Word | None, after: _Word | None, third: _Word | None
) -> bool:
    """How sure the model must be depends on what else speaks for a name."""
    if word is None:
        return False
    plain = word.plain
    if len(plain) < 2 or _is_other(plain, word) or _is_short_form(word):
        return False
    acts = after is not None and _acts(word, after)
    met = before is not None and before.plain in words("before-people")
    if met and before and word.plain in words("name-words") and _is_met(before, word):
        return True
    if plain in words("name-words"):
        if _is_abstract(word, after, third):
            return False
        return word.likely >= _needed_for_word(word, acts, met)
    if is_everyday(plain) and plain not in words("first-names"):
        return word.capital and not word.opens and not word.typed_small and word.likely >= 0.8
    return word.likely >= _needed(word, acts, met)


def _acts(word: _Word, after: _Word) -> bool:
    """Whether the next word is what a person does; virtues do things too, but do not speak."""
    if word.plain in words("virtues"):
        return after.plain in words("person-verbs") or after.plain in {"was", "is", "has", "had"}
    return after.plain in words("person-verbs")


def _in_a_list(found: Sequence[_Word], names: set[int], text: str) -> Iterator[int]:
    """A first name in a row of names (`Sam, Jo and Priya`) is one, whatever the model says."""
    for place, word in enumerate(found):
        if place in names or not word.capital or word.plain not in words("first-names"):
            continue
        for near in (place - 1, place + 1, place - 2, place + 2):
            low, high = sorted((place, near))
            if near in names and _LISTED.fullmatch(text, found[low].end, found[high].start):
                yield place
                break


def _is_met(before: _Word, word: _Word) -> bool:
    """Only people are shadowed, rung or thanked, even those called Patience."""
    return word.capital and not word.typed_small and before.plain in words("only-before-people")


def _is_short_form(word: _Word) -> bool:
    """Capitals inside a word are an organisation's, not a person's (but for McLeod and O'Neill)."""
    inner = sum(map(str.isupper, word.written[1:]))
    joined = re.match(r"(?:Ma?c|O['\u2019]|D['\u2019]|De|La|Le|Fitz)[A-Z]|[^\W\d_]+-", word.written)
    return inner > 0 and not word.typed_small and not joined and (word.likely < 0.9 or inner < 3)


def _is_abstract(word: _Word, after: _Word | None, third: _Word | None) -> bool:
    """`Joy and grief`: a word at the beginning, joined to an everyday word."""
    joined = after is not None and after.plain in {"and", "or", "under", "of", "for", "in"}
    if not (word.opens and joined and third):
        return False
    return not third.capital and is_everyday(third.plain) and third.plain not in words("pronouns")


def _is_other(plain: str, word: _Word) -> bool:
    """Months, medicines, countries and the like, unless they are also names and written as one."""
    other = words("everyday") | words("medicines") | words("settlements")
    return plain in other and not (plain in words("name-words") and word.capital)


def _needed_for_word(word: _Word, acts: bool, met: bool) -> float:
    """For a name that is also a word (Grace, Will): a capital, and something beside it."""
    if not word.capital or (word.typed_small and not word.written.isupper()):
        return 0.9 if met else 0.97 if acts else 2.0
    if acts:
        return 0.3 if word.plain in words("virtues") else 0.0
    return 0.5 if word.opens else 0.02 if met else 0.12


def _needed(word: _Word, acts: bool, met: bool) -> float:
    known = word.plain in words("first-names")
    if word.capital and not word.typed_small:
        base = 0.05 if known else 0.3 if word.opens else 0.2
    elif word.typed_small:
        base = 0.12 if known else 0.6
    else:
        base = 0.3 if known else 0.88
    return base * 0.5 if acts or (met and word.capital) else base


def _joined(text: str, spots: Iterable[Spot]) -> list[Spot]:
    """Neighbouring parts as one name, with a title before and a surname after."""
    joined: list[Spot] = []
    for spot in sorted(spots, key=lambda spot: (spot.start, -spot.end)):
        last = joined[-1] if joined else None
        if last and (spot.start <= last.end or cues.BETWEEN.fullmatch(text, last.end, spot.start)):
            joined[-1] = Spot(last.start, max(last.end, spot.end), Kind.NAME, 5)
        else:
            joined.append(spot)
    return [cues.widened(text, spot) for spot in joined]


def _repeats(text: str, spots: Sequence[Spot], public: Sequence[tuple[int, int]]) -> Iterator[Spot]:
    """Each part of a name that was found, wherever else it stands, also in small letters."""
    known: dict[str, bool] = {}
    for spot in spots:
        for match in WORD.finditer(text, spot.start, spot.end):
            plain = fold(_POSSESSIVE.sub("", match[0]))
            if len(plain) > 2 and not cues.is_title(plain) and plain not in words("everyday"):
                known[plain] = is_everyday(plain) or plain in words("name-words")
    if not known:
        return
    opens = {sentence.start for sentence in sentences(text)}
    for match in WORD.finditer(text):
        written = _POSSESSIVE.sub("", match[0])
        word = known.get(fold(written))
        if word is False or (word and written[0].isupper() and match.start() not in opens):
            yield Spot(match.start(), match.start() + len(written), Kind.NAME, 3)
