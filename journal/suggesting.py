"""Suggested tags for whatever answers a request or a command: made once, from the content."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

from flask import current_app

from journal.content import Content
from journal.domain.crosswalk import Reference
from journal.domain.framework import PRINCIPLES, Statement
from journal.domain.stems import words_in
from journal.domain.suggestion import Suggester, Wording
from journal.domain.vocabulary import Topic

OFFICIAL, OURS, DUTY, LINKED = 1.5, 1.0, 0.2, 0.3
"""How much a word says by where it stands."""
AGAIN = 2
"""In how many phrases of a topic a word stands before it says something by itself."""
WORDS_ALONE, WORDS_OF_TOPIC, WORDS_NEAR = 1.0, 0.7, 0.2


def suggester(texts: Content) -> Suggester:
    """The one for these texts, which the process keeps; made when it is first asked for."""
    kept: dict[tuple[int, int], Suggester] = current_app.extensions.setdefault("suggesters", {})
    key = id(texts.standard), id(texts.vocabulary)
    if key not in kept:
        kept[key] = make_suggester(texts)
    return kept[key]


def make_suggester(texts: Content) -> Suggester:
    """From the statements, the crosswalk, the duties and the everyday words."""
    suggested = (*texts.standard.framework, *texts.frameworks[PRINCIPLES])
    return Suggester(texts.vocabulary, [_wording(one, texts) for one in suggested])


def _wording(statement: Statement, texts: Content) -> Wording:
    me = Reference(statement.framework, statement.code)
    linked = (link.statement for link in texts.linked(me.framework, me.code))
    return Wording(
        me,
        (
            (statement.text, OFFICIAL),
            (statement.explanation, OURS),
            (texts.group_title(statement), DUTY),
            (_together(each.text for each in linked), LINKED),
            *_everyday(me, texts),
        ),
    )


def _everyday(me: Reference, texts: Content) -> Iterator[tuple[str, float]]:
    for topic in texts.vocabulary.topics:
        if topic.about == (me,):
            yield _said_again(topic), WORDS_ALONE
        elif me in topic.about:
            yield _said_again(topic), WORDS_OF_TOPIC
        elif me in topic.also:
            yield _said_again(topic), WORDS_NEAR


@cache
def _said_again(topic: Topic) -> str:
    """The words that stand in several phrases of a topic, or alone as one; others are chance."""
    phrases = [words_in(phrase, {}) for phrase in topic.phrases]
    times = Counter(stem for words in phrases for stem in {word.stem for word in words})
    return " ".join(
        phrase[word.start : word.end]
        for phrase, words in zip(topic.phrases, phrases, strict=True)
        for word in words
        if times[word.stem] >= AGAIN or len(words) == 1
    )


def _together(texts: Iterable[str]) -> str:
    return ". ".join(texts)
