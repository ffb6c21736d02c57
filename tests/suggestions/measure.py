"""How often a right tag is among the five suggested, on the reflections written for it.

`held-out.jsonl` was written once the first words stood still; `unseen.jsonl`, story-like and
indirect, once the next did, and nothing was changed to suit it. What the suggestions were made with
is in content/examples/tagged.yaml, and is not measured, as it would say little.
`nothing.jsonl` says nothing of any statement; the fewer of them get a suggestion, the better.
"""

import json
import time
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import config
from journal import content as texts
from journal.content import Content
from journal.domain.suggestion import Suggester
from journal.domain.vocabulary import Vocabulary
from journal.suggesting import make_suggester

FOLDER = Path(__file__).parent
SETS = ("held-out", "unseen")


@dataclass
class Figures:
    """What became of one set."""

    texts: int = 0
    among: int = 0
    first: int = 0
    missed: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """How many in one have a right tag among those suggested."""
        return self.among / self.texts


def read(name: str) -> list[dict]:
    """The lines of one file of reflections."""
    text = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


@cache
def shipped() -> Content:
    """The content as it is shipped."""
    return texts.load(config.ROOT / "content")


@cache
def whole() -> Suggester:
    """The suggestions as people get them."""
    return make_suggester(shipped())


def without_everyday_words() -> Suggester:
    """The suggestions from the formal statements alone."""
    return make_suggester(replace(shipped(), vocabulary=Vocabulary(())))


def measure(name: str, suggester: Suggester) -> Figures:
    """The figures of one set."""
    figures = Figures()
    for line in read(name):
        codes = [each.code for each in suggester.suggest(line["text"])]
        figures.texts += 1
        figures.first += bool(set(codes[:1]).intersection(line["codes"]))
        if set(codes).intersection(line["codes"]):
            figures.among += 1
        else:
            figures.missed.append(f"{line['codes']} not in {codes}: {line['text']}")
    return figures


def suggested_for_nothing(suggester: Suggester) -> float:
    """The share of texts that say nothing and are given a suggestion all the same."""
    lines = read("nothing")
    return sum(bool(suggester.suggest(line["text"])) for line in lines) / len(lines)


def two_thousand_words() -> str:
    """A long entry."""
    return " ".join(" ".join(one.text for one in shipped().vocabulary.examples).split()[:2000])


def milliseconds(suggester: Suggester) -> float:
    """The quickest of nine suggestions for 2,000 words."""
    words, taken = two_thousand_words(), []
    for _ in range(9):
        began = time.perf_counter()
        suggester.suggest(words)
        taken.append((time.perf_counter() - began) * 1000)
    return min(taken)


def report(details: bool = False) -> list[str]:
    """The figures in lines."""
    lines = []
    for name in SETS:
        one = measure(name, whole())
        lines.append(
            f"{name}: a right one among the five {one.share:.3f} ({one.among} of {one.texts}),"
            f" first {one.first / one.texts:.3f}"
        )
        lines += [f"    {line}" for line in one.missed if details]
    bare = measure("held-out", without_everyday_words())
    lines.append(f"held-out without the everyday words: {bare.share:.3f}")
    lines.append(f"texts that say nothing, given something: {suggested_for_nothing(whole()):.3f}")
    lines.append(f"2,000 words: {milliseconds(whole()):.0f} ms (quickest)")
    return lines
