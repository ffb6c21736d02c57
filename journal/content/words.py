"""The everyday words, from data that has been checked to the vocabulary."""

from collections.abc import Iterable, Mapping
from typing import Any

from journal.domain.crosswalk import Reference
from journal.domain.framework import PEER_WORKER, PRINCIPLES
from journal.domain.principles import IN_ORDER
from journal.domain.vocabulary import Tagged, Topic, Vocabulary

Data = Mapping[str, Any]


def vocabulary(data: Data, tagged: Data) -> Vocabulary:
    """Topics shared by several statements, the words that stand for one alone, and examples."""
    shared = [
        Topic(
            _references(topic["statements"]),
            _references(topic["also"]),
            phrases_in(topic["phrases"]),
        )
        for topic in data["topics"]
    ]
    own = [
        Topic(_references([line["code"]]), (), phrases_in(line["phrases"]))
        for line in (*data["statements"], *data["principles"])
    ]
    examples = tuple(
        Tagged(line["text"], _references(line["codes"])) for line in tagged["reflections"]
    )
    return Vocabulary((*shared, *own), tuple(map(phrases_in, data["same"])), examples)


def phrases_in(text: str) -> tuple[str, ...]:
    """The phrases of one field, which stand between commas over as many lines as they need."""
    return tuple(" ".join(phrase.split()) for phrase in text.split(","))


def _references(codes: Iterable[str]) -> tuple[Reference, ...]:
    return tuple(Reference(PRINCIPLES if code in IN_ORDER else PEER_WORKER, code) for code in codes)
