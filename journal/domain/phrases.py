"""Finding the vocabulary's phrases in a text, loosely: endings and a word in between are let go."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from journal.domain.everyday import EVERYDAY
from journal.domain.stems import LITTLE, Word, stem, words_in
from journal.domain.vocabulary import Vocabulary

Found = tuple[int, ...]
"""The places of words in a text, counted from its first."""

ROOM = 2
"""How many words may stand between those of a phrase."""
WORTH = (0.0, 1.0, 2.2, 3.0, 3.6)
"""What a phrase of so many words is worth: two together say more than twice as much as one."""
LONGEST_QUOTE, MOST_QUOTES = 60, 3


def says_something(phrase: str) -> bool:
    """Whether a phrase can be looked for: several words, or one that is not a little word."""
    if sum(word[0].isalnum() for word in phrase.split()) > 1:
        return True
    stems = [word.stem for word in words_in(phrase, {})]
    return len(stems) > 1 or any(one not in LITTLE for one in stems)


@dataclass(frozen=True)
class Reading:
    """A text, read: its words, and for each stem that says something where it stands."""

    text: str
    words: tuple[Word, ...]

    @cached_property
    def places(self) -> Mapping[str, tuple[int, ...]]:
        """Where each stem stands; little and everyday words lead nowhere alone."""
        return {
            stem: tuple(places)
            for stem, places in self.everywhere.items()
            if stem not in LITTLE and stem not in EVERYDAY and len(stem) > 1
        }

    @cached_property
    def telling(self) -> frozenset[str]:
        """Every stem but the little ones: many everyday words together do say something."""
        return frozenset(one for one in self.everywhere if one not in LITTLE and len(one) > 1)

    @cached_property
    def everywhere(self) -> Mapping[str, list[int]]:
        """Where each stem stands, little ones too."""
        found: dict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(self.words):
            found[word.stem].append(place)
        return found

    def quoted(self, places: Mapping[Found, float]) -> tuple[str, ...]:
        """The words at the weightiest places, as they were written, none of them twice."""
        quotes: dict[str, str] = {}
        used: set[int] = set()
        for found in sorted(places, key=lambda found: (-places[found], found)):
            if used.isdisjoint(found) and len(quotes) < MOST_QUOTES:
                used.update(found)
                quote = self._between(min(found), max(found))
                quotes.setdefault(quote.casefold(), quote)
        return tuple(quotes.values())

    def _between(self, first: int, last: int) -> str:
        text = self.text[self.words[first].start : self.words[last].end]
        return " ".join(text.split())[:LONGEST_QUOTE]


@dataclass(frozen=True)
class _Phrase:
    topic: int
    stems: tuple[str, ...]
    exact: bool
    weight: float


class Phrases:
    """The vocabulary, indexed by the rarest word of each phrase."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._same = {stem(word): stem(row[0]) for row in vocabulary.same for word in row}
        read = [
            (number, *self._content(phrase))
            for number, topic in enumerate(vocabulary.topics)
            for phrase in topic.phrases
        ]
        read = [line for line in read if len(line[1]) > 1 or line[1][0] not in EVERYDAY]
        topics = len(vocabulary.topics)
        self._spread = Counter(
            stem for _, stem in {(number, stem) for number, stems, _ in read for stem in stems}
        )
        self._rarity = {
            stem: math.log(1 + topics / count) / math.log(1 + topics)
            for stem, count in self._spread.items()
        }
        self._index: dict[str, list[_Phrase]] = defaultdict(list)
        for number, stems, exact in dict.fromkeys(read):
            rarest = max(stems, key=lambda stem: self._rarity[stem])
            self._index[rarest].append(_Phrase(number, stems, exact, self._worth(stems)))

    def read(self, text: str) -> Reading:
        """The text as its words."""
        return Reading(text, tuple(words_in(text, self._same)))

    def matches(self, reading: Reading) -> Mapping[int, list[tuple[Found, float]]]:
        """For each topic the phrases found, with where and how much each says."""
        found: dict[int, list[tuple[Found, float]]] = defaultdict(list)
        for rarest in reading.everywhere:
            for phrase in self._index.get(rarest, ()):
                places = _places(phrase, rarest, reading)
                if places:
                    found[phrase.topic].append((places, phrase.weight))
        return found

    def alike(self, one: Reading, other: Reading) -> tuple[float, Found] | None:
        """How alike two texts are in the words that say something, and where it shows."""
        shared = [stem for stem in one.places if stem in other.places]
        if not shared:
            return None
        weight = self._weight_of(shared)
        size = math.sqrt(self._weight_of(one.places) * self._weight_of(other.places))
        best = sorted(shared, key=lambda stem: -self._rarity.get(stem, 1))[:3]
        return weight / size, tuple(one.places[stem][0] for stem in best)

    def _weight_of(self, stems: Iterable[str]) -> float:
        return sum(self._rarity.get(stem, 1.0) for stem in stems)

    def _content(self, phrase: str) -> tuple[tuple[str, ...], bool]:
        """The words that matter; where too few are left, all of them exactly as they stand."""
        stems = tuple(word.stem for word in words_in(phrase, self._same))
        content = tuple(stem for stem in stems if stem not in LITTLE)
        telling = [stem for stem in content if stem not in EVERYDAY]
        exact = len(stems) > 1 and (len(content) < 2 or not telling)
        return (stems, True) if exact else (content or stems, False)

    def _worth(self, stems: tuple[str, ...]) -> float:
        telling = [stem for stem in stems if stem not in LITTLE] or stems
        rarity = max(self._rarity[stem] for stem in telling)
        return WORTH[min(len(telling), len(WORTH) - 1)] * rarity


def _places(phrase: _Phrase, rarest: str, reading: Reading) -> Found | None:
    """The first place where the whole phrase stands, or None."""
    if any(stem not in reading.everywhere for stem in phrase.stems):
        return None
    match = _in_a_row if phrase.exact else _nearby
    for place in reading.everywhere[rarest]:
        found = match(phrase.stems, rarest, place, reading)
        if found:
            return found
    return None


def _in_a_row(stems: tuple[str, ...], rarest: str, place: int, reading: Reading) -> Found | None:
    first = place - stems.index(rarest)
    words = reading.words[max(first, 0) : first + len(stems)]
    fits = first >= 0 and tuple(word.stem for word in words) == stems
    return tuple(range(first, first + len(stems))) if fits and _together(words) else None


def _nearby(stems: tuple[str, ...], rarest: str, place: int, reading: Reading) -> Found | None:
    """Every word within reach of the rarest, in order, and the whole of it close together."""
    turn = reading.words[place].turn
    reach = len(stems) + ROOM + 2
    found = []
    for each in stems:
        if each == rarest:
            found.append(place)
        else:
            near = min(reading.everywhere[each], key=lambda at: abs(reading.words[at].turn - turn))
            if abs(reading.words[near].turn - turn) > reach:
                return None
            found.append(near)
    turns = [reading.words[at].turn for at in found]
    return tuple(found) if turns == sorted(turns) and turns[-1] - turns[0] <= reach else None


def _together(words: tuple[Word, ...]) -> bool:
    return words[-1].turn - words[0].turn < len(words)
