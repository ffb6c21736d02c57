"""One gentle question a day, from the principles: the same all day, another tomorrow."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from journal.domain.principles import Principle


@dataclass(frozen=True)
class GentlePrompt:
    """A question to think about, and the principle that it comes from."""

    principle: Principle
    question: str


def prompt_for(day: date, principles: Sequence[Principle]) -> GentlePrompt:
    """The question of a day: a principle a day in their order, and each time its next question."""
    rounds, place = divmod(day.toordinal(), len(principles))
    principle = principles[place]
    return GentlePrompt(principle, principle.prompts[rounds % len(principle.prompts)])
