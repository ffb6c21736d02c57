"""Questions against the blank page: from the principles, and from what leans toward and away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from journal.domain.principles import Leaning, LeaningStatement, Principle

SHOWN_AT_ONCE = 6
"""How many stand on a page, one behind the other."""


@dataclass(frozen=True)
class Question:
    """One gentle question: its place in the round, the principle it serves, where it is from."""

    number: int
    text: str
    principle: Principle
    leaning: LeaningStatement | None

    @property
    def about(self) -> str:
        """One sentence that says why anybody would ask it."""
        return self.leaning.text if self.leaning else self.principle.meaning


def all_questions(principles: Sequence[Principle], leaning: Leaning) -> tuple[Question, ...]:
    """Every question once, in a round that goes from principle to principle."""
    columns = [
        [*((text, None) for text in principle.prompts), *leaning_of(principle, leaning)]
        for principle in principles
    ]
    rows = zip_longest(*columns)
    asked = [
        (principle, *pair)
        for row in rows
        for principle, pair in zip(principles, row, strict=True)
        if pair is not None
    ]
    return tuple(
        Question(number, text, principle, origin)
        for number, (principle, text, origin) in enumerate(asked)
    )


def leaning_of(principle: Principle, leaning: Leaning) -> list[tuple[str, LeaningStatement]]:
    """The questions of the leaning texts that name this principle first: each comes once."""
    return [
        (item.prompt, item) for item in leaning.statements if item.principles[0] == principle.code
    ]


def questions_for(
    day: date, questions: Sequence[Question], many: int = SHOWN_AT_ONCE
) -> tuple[Question, ...]:
    """The question of a day, and those that follow it for whoever asks for another one."""
    first = day.toordinal() % len(questions)
    return tuple(questions[(first + step) % len(questions)] for step in range(many))


def question_at(number: str, questions: Sequence[Question]) -> Question | None:
    """The question with this number, as it stands in an address; None for anything else."""
    wanted = int(number) if number.isdecimal() and len(number) < 6 else -1
    return questions[wanted] if 0 <= wanted < len(questions) else None


def asked(question: Question, text: str) -> str:
    """What somebody wrote about a question, with the question standing above it."""
    return f"> {question.text}\n\n{text}"
