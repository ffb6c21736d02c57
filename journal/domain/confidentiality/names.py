"""People's names: by what stands beside them, by what a model says, and wherever they repeat."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from journal.domain.confidentiality import cues
from journal.domain.confidentiality.finding import Kind, Spot
from journal.domain.confidentiality.likely_names import (
    POSSESSIVE,
    WORD,
    Word,
    beside_of,
    could_be_name,
    is_name,
    is_surely_name,
    weighed,
    words_of,
)
from journal.domain.confidentiality.public import is_public_work, public_stretches
from journal.domain.confidentiality.sentences import sentences
from journal.domain.confidentiality.words import fold, is_everyday, words

MOST_ASKED = 1500
_LISTED = re.compile(r",? (?:and |& )?|/|\+| and |,? ?and ?,? ?")


class NameFinder(Protocol):
    """Something that says how likely each word of a sentence is part of a person's name."""

    def __call__(self, sentences: Sequence[str]) -> Sequence[Sequence[tuple[int, int, float]]]:
        """For each sentence: start, end and likelihood (0 to 1) of the words that may be names."""


def find_names(text: str, names: NameFinder | None, settled: Sequence[Spot] = ()) -> Iterator[Spot]:
    """Every name of a person, with the title before it and the further names after it.

    Of words that are `settled` already, a site's or an address's, no model needs to be asked.
    """
    public = public_stretches(text)
    found = list(cues.find_cued(text))
    if names is not None:
        taken = [*public, *((spot.start, spot.end) for spot in (*found, *settled))]
        found += _by_model(text, names, taken)
    kept = [spot for spot in _joined(text, found) if not _is_public(text, spot, public)]
    yield from kept
    yield from _repeats(text, kept, public)


def _is_public(text: str, spot: Spot, public: Sequence[tuple[int, int]]) -> bool:
    """Whether the stretch is a writer or service of the field, or is cited as one."""
    inside = any(start <= spot.start and spot.end <= end for start, end in public)
    return inside or is_public_work(text, spot)


def _by_model(text: str, names: NameFinder, settled: Sequence[tuple[int, int]]) -> Iterator[Spot]:
    """The words that are names, by what the model says and how they are written.

    Asking takes by far the most time, so only sentences with an open question are asked about, and
    only so many of them: a text of more (some 40 pages) is no entry, and must not hold up others.
    """
    read = [(sentence.text, words_of(sentence)) for sentence in sentences(text)]
    asked = [said for said, found in read if _has_open_question(found, settled)]
    once = list(dict.fromkeys(asked))[:MOST_ASKED]
    answers = dict(zip(once, names(once), strict=True))
    for said, found in read:
        likely = weighed(found, answers.get(said, ()))
        names_at = {place for place in range(len(likely)) if is_name(*beside_of(likely, place))}
        names_at.update([*_in_a_list(likely, names_at, text)])
        for place in sorted(names_at):
            yield Spot(likely[place].start, likely[place].end, Kind.NAME, 4)


def _has_open_question(found: Sequence[Word], settled: Sequence[tuple[int, int]]) -> bool:
    """Whether what the model says of some word can make a difference."""
    for place, word in enumerate(found):
        if not could_be_name(word) or (place and _is_surname_of(found[place - 1], word)):
            continue
        before, _, *after = beside_of(found, place)
        low, high = (replace(word, likely=likely) for likely in (word.likely, 1.0))
        differs = is_name(before, low, *after) != is_name(before, high, *after)
        if differs and not any(start <= word.start and word.end <= end for start, end in settled):
            return True
    return False


def _is_surname_of(before: Word, word: Word) -> bool:
    """Whether it goes with the first name before it, as `cues.widened` will find."""
    return is_surely_name(before) and word.capital and word.start == before.end + 1


def _in_a_list(found: Sequence[Word], names: set[int], text: str) -> Iterator[int]:
    """A first name in a row of names (`Sam, Jo and Priya`) is one, whatever the model says."""
    for place, word in enumerate(found):
        if place in names or not word.capital or word.plain not in words("first-names"):
            continue
        for near in (place - 1, place + 1, place - 2, place + 2):
            low, high = sorted((place, near))
            if near in names and _LISTED.fullmatch(text, found[low].end, found[high].start):
                yield place
                break


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
            plain = fold(POSSESSIVE.sub("", match[0]))
            if len(plain) > 2 and not cues.is_title(plain) and plain not in words("everyday"):
                known[plain] = is_everyday(plain) or plain in words("name-words")
    if not known:
        return
    opens = {sentence.start for sentence in sentences(text)}
    for match in WORD.finditer(text):
        written = POSSESSIVE.sub("", match[0])
        word = known.get(fold(written))
        if word is False or (word and written[0].isupper() and match.start() not in opens):
            yield Spot(match.start(), match.start() + len(written), Kind.NAME, 3)
