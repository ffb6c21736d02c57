"""Getting ready to talk about the portfolio: questions, cards, and the order to take them in.

Nothing is scored. Whether a card felt ready is the worker's own word to themselves.
"""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from journal.domain.framework import PEER_WORKER, Statement, StatementKind
from journal.domain.standard import Standard

ABOUT = "{about}"


@dataclass(frozen=True)
class QuestionRule:
    """Questions for the statements of one kind that begin with one of these words.

    Without such words it takes the rest of its kind.
    """

    kind: StatementKind
    begins: tuple[str, ...]
    questions: tuple[str, ...]

    def fits(self, statement: Statement) -> int:
        """How many letters of the statement's beginning the rule knows; -1 where it fits not."""
        if statement.kind is not self.kind:
            return -1
        known = (len(each) for each in self.begins if statement.text.startswith(each))
        return max(known, default=-1 if self.begins else 0)


@dataclass(frozen=True)
class Topic:
    """What a statement is about in plain words, and a question of its own."""

    about: str
    asks: str


@dataclass(frozen=True)
class RehearsalQuestions:
    """What an assessor might ask, and how long one card may take."""

    minutes_for_a_card: int
    rules: tuple[QuestionRule, ...]
    otherwise: Mapping[StatementKind, tuple[str, ...]]
    topics: Mapping[str, Topic]
    """By the code of the Peer Worker standard's statement."""

    def rule_for(self, statement: Statement) -> QuestionRule:
        """The rule that knows most of how the statement begins."""
        return max(self.rules, key=lambda rule: rule.fits(statement))

    def of(self, statement: Statement) -> tuple[str, ...]:
        """Likely questions for a statement; of a standard that we do not know, plain ones."""
        topic = self.topics.get(statement.code)
        if topic is None or statement.framework != PEER_WORKER:
            return self.otherwise[statement.kind]
        questions = self.rule_for(statement).questions
        opening, *more = (each.replace(ABOUT, topic.about) for each in questions)
        return (opening, topic.asks, *more)

    def only(self, codes: Iterable[str]) -> "RehearsalQuestions":
        """The same for a standard in which only these statements say what they say here."""
        kept = set(codes)
        topics = {code: topic for code, topic in self.topics.items() if code in kept}
        return replace(self, topics=topics)


class Felt(StrEnum):
    """How a card felt, if the worker wants to say so to themselves."""

    READY = "ready"
    AGAIN = "again"

    @property
    def label(self) -> str:
        """The word as the card shows it."""
        return {"ready": "Felt ready", "again": "Would like another go"}[self.value]


@dataclass(frozen=True)
class Example:
    """A piece that shows a statement: where it stands, and what the worker said of it."""

    number: int
    title: str
    reason: str
    standing: str
    """In words; empty where it is not known."""
    page: int | None
    """The page of the PDF on which it begins, if that is known."""

    @property
    def place(self) -> str:
        """Where to find it, in as few words as a card has room for."""
        return f"Piece {self.number}" + (f", page {self.page}" if self.page else "")


@dataclass(frozen=True)
class Card:
    """All that a worker wants in front of them for one statement."""

    statement: Statement
    is_asked: bool
    """Whether the plan assigns it to the discussion about the portfolio."""
    examples: tuple[Example, ...]
    questions: tuple[str, ...]
    keywords: str
    felt: Felt | None

    @property
    def code(self) -> str:
        """The code of its statement."""
        return self.statement.code


class Order(StrEnum):
    """In which order the cards come."""

    BY_DUTY = "by-duty"
    SHUFFLED = "shuffled"

    @property
    def label(self) -> str:
        """The order in words."""
        return {"by-duty": "Duty by duty", "shuffled": "Shuffled"}[self.value]


class Which(StrEnum):
    """Which of the cards to take."""

    ASKED = "asked"
    AGAIN = "again"
    WITHOUT_KEYWORDS = "without-keywords"
    ALL = "all"

    @property
    def label(self) -> str:
        """The choice in words."""
        return {
            "asked": "All that the discussion can ask about",
            "again": "Those I would like another go at",
            "without-keywords": "Those without keywords yet",
            "all": "Every statement of the standard",
        }[self.value]


def chosen(cards: Iterable[Card], which: Which) -> list[Card]:
    """The cards that somebody wants to take."""
    return [card for card in cards if which is Which.ALL or (card.is_asked and is_one(card, which))]


def is_one(card: Card, which: Which) -> bool:
    """Whether a card that can be asked about is one of these."""
    if which is Which.AGAIN:
        return card.felt is Felt.AGAIN
    return which is not Which.WITHOUT_KEYWORDS or not card.keywords.strip()


def in_duties(codes: Sequence[str], standard: Standard) -> list[str]:
    """Duty by duty, as the work goes; what runs through every duty comes last."""
    known = [code for duty in standard.duties for code in duty.codes if code in codes]
    return [*known, *(code for code in codes if code not in known)]


def arranged(codes: Sequence[str], order: Order, seed: int, standard: Standard) -> list[str]:
    """The codes in one order; the same seed shuffles them in the same way again."""
    if order is Order.BY_DUTY:
        return in_duties(codes, standard)
    mixed = list(codes)
    random.Random(seed).shuffle(mixed)  # noqa: S311 - cards, not secrets
    return mixed
