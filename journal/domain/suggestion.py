"""Tags suggested from what was just written: words first, and each says which words led to it.

Four grounds are added up for every statement: everyday phrases that stand for it (the
vocabulary), single words it has in common with the text (its own wording and what the crosswalk
leads to), words that stand beside its tag in the example reflections that come with this, and, a
little, what this person tagged when they wrote like this before. Nothing here leaves the machine,
nothing is learned from anybody else, and a text that says nothing of any statement is given no
suggestion.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from journal.domain.crosswalk import Reference
from journal.domain.framework import PRINCIPLES
from journal.domain.phrases import Found, Phrases, Reading
from journal.domain.vocabulary import Tagged, Topic, Vocabulary

MOST = 5
ALSO = 0.35
"""What a phrase says of a neighbouring statement, next to what it says of its own."""
OWN = 1.3
"""A phrase given for one statement alone says more than one it shares with others."""
AGAIN = 0.3
"""What a phrase adds whose words another phrase of the topic has already counted."""
BAG = 2.0
LESSON = 0.3
"""What a word counts for having stood beside a tag in the reflections that come with this."""
LEARNED_FROM, SMOOTH, FAINTLY = 2, 4.0, 0.01
SETTLED = 0.5
COMMON = 30
"""A word that so many statements have in common tells none of them from the others."""
PRINCIPLE = 0.8
"""Entries are mostly tagged against the KSBs, so a principle has to be said a little louder."""
BEFORE = 3.0
ALIKE = 0.15
"""From here on two texts count as alike, where 1 is the same words."""
ENOUGH = 2.8
"""What the likeliest must reach before anything is suggested: no tag is better than any tag."""
LEAST, LEAST_OF_BEST = 0.6, 0.4
SAME, ECHO = 0.6, 0.8
"""Two statements that share so much of their words say one thing: the second counts for less."""
MOST_WORDS = 3


@dataclass(frozen=True)
class Suggestion:
    """A statement the text may show, and the words in it that led here, as they were written."""

    framework: str
    code: str
    words: tuple[str, ...]
    score: float


@dataclass(frozen=True)
class Wording:
    """What is said of a statement, with the weight of each text: official, ours, linked."""

    reference: Reference
    texts: tuple[tuple[str, float], ...]


class _Evidence:
    """What speaks for each statement so far, and the places in the text where it does."""

    def __init__(self, statements: int) -> None:
        self.score = [0.0] * statements
        self.found: list[list[tuple[Found, float]]] = [[] for _ in range(statements)]
        self._words: dict[int, frozenset[int]] = {}

    def add(self, statement: int, weight: float, found: Found, said: float | None = None) -> None:
        """Count this in; `said` is how much it deserves to be told, where that is not the same."""
        self.score[statement] += weight
        if found:
            self.found[statement].append((found, weight if said is None else said))

    def places(self, statement: int) -> Mapping[Found, float]:
        """How much each place says of a statement."""
        together: dict[Found, float] = defaultdict(float)
        for found, weight in self.found[statement]:
            together[found] += weight
        return together

    def echoes(self, one: int, other: int) -> bool:
        """Whether the two were led to by mostly the same words."""
        words, others = self._words_for(one), self._words_for(other)
        return len(words & others) >= SAME * len(words | others)

    def _words_for(self, statement: int) -> frozenset[int]:
        if statement not in self._words:
            together = frozenset(place for found, _ in self.found[statement] for place in found)
            self._words[statement] = together
        return self._words[statement]


class Suggester:
    """Everything that is worked out once, so that each suggestion is quick.

    Statements are counted through, so that adding up touches no more than numbers.
    """

    def __init__(self, vocabulary: Vocabulary, wordings: Sequence[Wording]) -> None:
        self._statements = [wording.reference for wording in wordings]
        self._number = {one: number for number, one in enumerate(self._statements)}
        self._phrases = Phrases(vocabulary)
        self._speaks_for = [self._shares(topic) for topic in vocabulary.topics]
        self._bags = self._weigh(wordings)
        self._lessons = self._learn(vocabulary.examples)

    def suggest(
        self,
        text: str,
        *,
        tagged_before: Iterable[Tagged] = (),
        already: Collection[Reference] = (),
        most: int = MOST,
    ) -> tuple[Suggestion, ...]:
        """At most so many statements that are not on yet, likeliest first."""
        reading = self._phrases.read(text)
        evidence = _Evidence(len(self._statements))
        self._add_phrases(reading, evidence)
        self._add_words(reading, evidence)
        self._add_lessons(reading, evidence)
        self._add_before(reading, tagged_before, evidence)
        return tuple(
            Suggestion(
                framework=self._statements[one].framework,
                code=self._statements[one].code,
                words=reading.quoted(evidence.places(one)),
                score=score,
            )
            for one, score in self._best(evidence, frozenset(already), most)
        )

    def _best(
        self, evidence: _Evidence, already: frozenset[Reference], most: int
    ) -> list[tuple[int, float]]:
        """The highest that reach what is asked of them; ties go in the order of the statements.

        What only echoes a higher one, from the same words, gives way to what the rest says.
        """
        scores = [
            round(score * (PRINCIPLE if one.framework == PRINCIPLES else 1), 6)
            for one, score in zip(self._statements, evidence.score, strict=True)
        ]
        top = max(scores, default=0)
        least = max(LEAST, LEAST_OF_BEST * top)
        left = {
            number: scores[number]
            for number, one in enumerate(self._statements)
            if top >= ENOUGH
            and scores[number] >= least
            and evidence.found[number]
            and one not in already
        }
        chosen: list[tuple[int, float]] = []
        while left and len(chosen) < most and max(left.values()) >= least:
            best = max(left, key=lambda number: left[number])
            chosen.append((best, left.pop(best)))
            for number in left:
                if evidence.echoes(number, best):
                    left[number] = min(left[number], round(ECHO * scores[number], 6))
        return chosen

    def _add_phrases(self, reading: Reading, evidence: _Evidence) -> None:
        for topic, matches in self._phrases.matches(reading).items():
            counted: set[int] = set()
            for found, weight in sorted(matches, key=lambda match: (-match[1], match[0])):
                fresh = 1 if counted.isdisjoint(found) else AGAIN
                counted.update(found)
                for statement, share in self._speaks_for[topic]:
                    evidence.add(statement, share * fresh * weight, found)

    def _add_words(self, reading: Reading, evidence: _Evidence) -> None:
        for stem, places in reading.places.items():
            for statement, weight in self._bags.get(stem, ()):
                evidence.add(statement, BAG * weight, places[:1])

    def _add_lessons(self, reading: Reading, evidence: _Evidence) -> None:
        """Everyday words count here too, but are never told as what led to a tag."""
        for stem in reading.telling:
            places = reading.places.get(stem, ())[:1]
            for statement, weight in self._lessons.get(stem, ()):
                evidence.add(statement, LESSON * weight, places, said=FAINTLY * weight)

    def _add_before(
        self, reading: Reading, tagged_before: Iterable[Tagged], evidence: _Evidence
    ) -> None:
        """A mild lift: the most alike of the texts before says how much, never their number."""
        lifts: dict[int, tuple[float, Found]] = {}
        for before in tagged_before:
            shared = self._phrases.alike(reading, self._phrases.read(before.text))
            if shared is None or shared[0] < ALIKE:
                continue
            for one in before.references:
                if one in self._number:
                    lifts[self._number[one]] = max(lifts.get(self._number[one], shared), shared)
        for statement, (likeness, found) in lifts.items():
            for place in found:
                evidence.add(statement, BEFORE * likeness / len(found), (place,))

    def _shares(self, topic: Topic) -> tuple[tuple[int, float], ...]:
        """The statements a topic speaks for, and how loudly."""
        own = OWN if len(topic.about) == 1 else 1.0
        shares = [(one, own) for one in topic.about] + [(one, ALSO) for one in topic.also]
        return tuple((self._number[one], share) for one, share in shares if one in self._number)

    def _weigh(self, wordings: Sequence[Wording]) -> Mapping[str, list[tuple[int, float]]]:
        """For every stem, whom it speaks for: BM25 without the length, rare words first."""
        stems = {text: tuple(self._phrases.read(text).places) for text in _texts(wordings)}
        counts = [_count(wording, stems) for wording in wordings]
        spread = Counter(stem for count in counts for stem in count)
        most = math.log(1 + len(counts))
        bags: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for statement, count in enumerate(counts):
            for stem, times in count.items():
                if spread[stem] <= COMMON:
                    rarity = math.log(1 + len(counts) / spread[stem]) / most
                    bags[stem].append((statement, rarity * rarity * times / (times + SETTLED)))
        return bags

    def _learn(self, examples: Sequence[Tagged]) -> Mapping[str, list[tuple[int, float]]]:
        """For every stem, the tags it stands beside more often than chance: smoothed."""
        tags: Counter[int] = Counter()
        spread: Counter[str] = Counter()
        beside: dict[str, Counter[int]] = defaultdict(Counter)
        for example in examples:
            numbers = [self._number[one] for one in example.references if one in self._number]
            tags.update(numbers)
            for stem in self._phrases.read(example.text).telling:
                spread[stem] += 1
                beside[stem].update(numbers)
        lessons: dict[str, list[tuple[int, float]]] = {}
        for stem, counts in beside.items():
            if spread[stem] >= LEARNED_FROM:
                lessons[stem] = [
                    (number, math.log(rate))
                    for number, times in counts.items()
                    if (rate := _rate(times, spread[stem], tags[number] / len(examples))) > 1
                ]
        return lessons


def _rate(times: int, of: int, usual: float) -> float:
    """How much more often than usual, as if some usual ones had been seen before."""
    return (times + SMOOTH * usual) / ((of + SMOOTH) * usual)


def _texts(wordings: Iterable[Wording]) -> set[str]:
    """Every text once: a topic's words stand in the wording of each of its statements."""
    return {text for wording in wordings for text, _ in wording.texts}


def _count(wording: Wording, stems: Mapping[str, tuple[str, ...]]) -> Mapping[str, float]:
    """How much of each word that says something there is in a statement's texts."""
    count: dict[str, float] = defaultdict(float)
    for text, weight in wording.texts:
        for stem in stems[text]:
            count[stem] += weight
    return count
