"""Details that each seem harmless and together point at one person."""

import re
from collections.abc import Iterator
from functools import cache

from journal.domain.confidentiality.finding import Kind, Spot
from journal.domain.confidentiality.words import any_of, fold, words

_NUMBER = (
    r"(?:[1-9][0-9]|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:one|two"
    r"|three|four|five|six|seven|eight|nine))?|(?:six|seven|eigh|nine)teen)"
)
_AGE = re.compile(
    rf"\b(?:(?:an?[ ])?{_NUMBER}[ -]?(?:years?|yrs?)[ -]?(?:old)?\b|(?:an?[ ])?{_NUMBER}[ -]?(?:yo"
    rf"|y/o)\b"
    rf"|aged[ ]{_NUMBER}\b|(?:he|she|they|man|woman|lad|lady|mum|dad|boy|girl|guy|bloke)"
    rf"(?:'s|\u2019s|[ ]is|[ ]are)[ ]{_NUMBER}"
    rf"(?=[,. ](?![0-9%])(?!(?:minutes"
    rf"|hours|days|weeks|months|stone|pounds|miles|out|per|times)))"
    rf"|\b(?:an?[ ])?(?:man|woman|lad|girl|boy|lady|guy|bloke|mum|dad|mother|father)[ ]?(?:of"
    rf"|,|\()[ ]?{_NUMBER}\b(?![ ]?(?:minutes|people|years ago)))",
    re.I,
)
_ONLY = re.compile(
    r"\b(?:the|our|my|this|their)[ ](?:only|first ever|first|sole|youngest|oldest|local"
    r"|town's|village)\b",
    re.I,
)
_SELF = re.compile(r"\b(?:i am|i'm|i\u2019m|im|as|i was)[ ]$|\bi am (?:an? )?$", re.I)
_TOWN = re.compile(
    r"\b(?:from|in|near|outside|of|at|around)[ ]((?:the[ ])?[A-Z][\w'\u2019-]{2,20}"
    r"(?:[ -](?:(?:on|upon|under|le|the)[ -])?[A-Z][\w'\u2019-]{1,20})?)"
)
_END = re.compile(r"[.!?;](?=\s|$)|\n")
_ARTICLE = re.compile(r"(?:\b(?:an?|the|one)[ ])?$", re.I)
_APART = 70
_ENDS_WITH_OLD = re.compile(r"(?:years?|yrs?)[ -]?$", re.I)


def find_combinations(text: str) -> Iterator[Spot]:
    """Stretches in which an age, a job, a place, a condition or belonging come close together."""
    begins = 0
    for end in [*(match.end() for match in _END.finditer(text)), len(text)]:
        for cut in range(begins, end, 2000):
            yield from _in_sentence(text, cut, min(end, cut + 2000))
        begins = end


def _in_sentence(text: str, begins: int, ends: int) -> Iterator[Spot]:
    """The first group of facts of a sentence that is narrow enough."""
    sentence = text[begins:ends]
    facts = _facts(sentence)
    while facts:
        group = _close(facts)
        facts = facts[len(group) :]
        kinds = {kind for kind, _, _ in group}
        if _identifies(kinds):
            start, end = min(f[1] for f in group), max(f[2] for f in group)
            article = _ARTICLE.search(sentence, 0, start)
            start = article.start() if article else start
            if not _SELF.search(text[max(0, begins + start - 12) : begins + start]):
                yield Spot(begins + start, begins + end, Kind.COMBINATION, 2)


def _identifies(kinds: set[str]) -> bool:
    """Two details beside an age or `the only`, or a job, a place and something personal."""
    others = kinds - {"age", "only"}
    if "age" in kinds:
        return len(others) >= 2 or "town" in others
    if "only" in kinds:
        return len(others) >= 2 or {"job", "town"} <= others
    return {"job", "town"} <= others and len(others) >= 3


def _facts(sentence: str) -> list[tuple[str, int, int]]:
    """The details of a sentence in order; a small town counts, a city only beside two others."""
    found = []
    for kind, pattern in (("age", _AGE), ("only", _ONLY)):
        found += [(kind, *match.span()) for match in pattern.finditer(sentence)]
    if not sentence.strip():
        return []
    for kind, pattern in _lists().items():
        found += [(kind, *match.span()) for match in pattern.finditer(sentence)]
    for match in _TOWN.finditer(sentence):
        word = fold(match[1]).split()[0]
        if word not in words("everyday") and word not in {"the"}:
            kind = "city" if word in words("settlements") else "town"
            found.append((kind, match.start(), match.end()))
    return sorted(found, key=lambda fact: fact[1])


def _close(facts: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """The facts from the first that follow each other closely."""
    group = [facts[0]]
    for fact in facts[1:]:
        if fact[1] - group[-1][2] > _APART:
            break
        group.append(fact)
    return group


@cache
def _lists() -> dict[str, re.Pattern[str]]:
    """A pattern for each list of details."""
    return {
        kind: re.compile(rf"(?<![\w-]){any_of(name)}s?(?![\w])", re.I)
        for kind, name in (
            ("job", "jobs"),
            ("condition", "conditions"),
            ("belonging", "identities"),
        )
    }
