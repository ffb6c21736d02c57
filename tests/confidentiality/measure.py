"""How well the confidentiality help does on the sentences written for it.

`unseen` was written once the rules stood still, and nothing was changed to suit it. `later` was
written before that and mended by: at first sight 0.917 of its names were found.
The others are older.
"""

import json
import statistics
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from journal.domain.confidentiality import Finding, NameFinder, find
from journal.names_model import names_model, why_not

FOLDER = Path(__file__).parent
SETS = ("development", "held-out", "fresh", "later", "unseen")
NOT_STRUCTURED = {"name", "place", "combination"}


@dataclass
class Figures:
    """What was found and missed in one set."""

    wanted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    clean: int = 0
    flagged: int = 0
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def recall(self, *kinds: str) -> float:
        """The share of the stretches of these kinds that were found, each whole."""
        wanted = sum(self.wanted[kind] for kind in kinds)
        return sum(self.found[kind] for kind in kinds) / wanted if wanted else 1.0

    @property
    def structured(self) -> float:
        """Recall of numbers, addresses, dates and everything else that has a form."""
        return self.recall(*(set(self.wanted) - NOT_STRUCTURED))

    @property
    def flagged_share(self) -> float:
        """The share of clean sentences that were pointed at."""
        return self.flagged / self.clean if self.clean else 0.0


def read(name: str) -> list[dict]:
    """The lines of one file of sentences."""
    text = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def measure(part: str, names: NameFinder | None) -> Figures:
    """The figures of one set, marked and clean."""
    figures = Figures()
    for line in read(f"{part}-marked"):
        findings = find(line["text"], names=names)
        for mark in line["expected"]:
            figures.wanted[mark["kind"]] += 1
            if covers(line["text"], mark, findings):
                figures.found[mark["kind"]] += 1
            else:
                figures.missed.append(shown(line["text"], mark["kind"], findings))
    for line in read(f"{part}-clean"):
        figures.clean += 1
        findings = find(line["text"], names=names)
        if findings:
            figures.flagged += 1
            figures.wrong.append(shown(line["text"], "clean", findings))
    return figures


def covers(text: str, mark: dict, findings: tuple[Finding, ...]) -> bool:
    """Whether every letter and digit of the mark is inside a finding."""
    inside = {place for one in findings for place in range(one.start, one.end)}
    places = range(mark["start"], mark["end"])
    return all(place in inside for place in places if text[place].isalnum())


def shown(text: str, kind: str, findings: tuple[Finding, ...]) -> str:
    """A line for whoever looks into a miss."""
    pointed = [(text[one.start : one.end], str(one.kind)) for one in findings]
    return f"{kind}: {text} -> {pointed}"


def five_hundred_words() -> str:
    """Ordinary writing: every second sentence gives something away, four to a paragraph."""
    pairs = zip(read("development-marked"), read("development-clean"), strict=False)
    lines = [line["text"] for pair in pairs for line in pair]
    text = "\n".join(" ".join(lines[place : place + 4]) for place in range(0, len(lines), 4))
    return " ".join(text.split(" ")[:500])


def five_hundred_telling_words() -> str:
    """The hardest there is: every sentence gives something away, so the model is asked the most."""
    lines = [line["text"] for part in ("unseen", "later") for line in read(f"{part}-marked")]
    return " ".join(" ".join(lines).split()[:500])


def milliseconds(text: str, names: NameFinder | None, times: int = 9) -> tuple[float, float]:
    """The median and the quickest time for a text, always at first sight: nothing is kept."""
    find(text, names=names)
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        find(text, names=names)
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken), min(taken)


def report(details: bool = False) -> list[str]:
    """The figures in lines."""
    names = names_model()
    lines = [why_not()] if names is None else []
    for part in SETS:
        one = measure(part, names)
        lines.append(
            f"{part}: structured {one.structured:.3f}, names {one.recall('name'):.3f}, places"
            f" {one.recall('place'):.3f}, combinations {one.recall('combination'):.3f},"
            f" clean sentences flagged {one.flagged_share:.3f} ({one.flagged} of {one.clean})"
        )
        lines += [f"    {line}" for line in [*one.missed, *one.wrong] if details]
    for much, text in (("half", five_hundred_words()), ("all", five_hundred_telling_words())):
        median, quickest = milliseconds(text, names)
        lines.append(
            f"500 words, {much} of it giving something away: {median:.0f} ms (median), quickest"
            f" {quickest:.0f} ms"
        )
    return lines
