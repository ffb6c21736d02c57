"""What may be typed about a principle, and what may be asked for in an address."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import HiddenField

from journal.domain.coverage import CoverageState
from journal.domain.framework import StatementKind
from journal.forms import Form, words

LONGEST_MEANING = 20_000
LONGEST_SEARCH = 200


class MeaningForm(Form):
    """What a principle means to the worker; `number` is the one the next version takes."""

    number = HiddenField()
    text = words(
        "What would you say today?",
        hint="In your own words, with an example if you have one. Only you will ever see it.",
        needed="Please write a few words first. Half a sentence is fine.",
        most=LONGEST_MEANING,
        rows=8,
        own=True,
    )


@dataclass(frozen=True)
class Filter:
    """Which KSBs a coverage page lists; None where everything is wanted."""

    kind: StatementKind | None
    state: CoverageState | None
    duty: str | None

    @property
    def is_set(self) -> bool:
        """Whether anything is left out."""
        return any((self.kind, self.state, self.duty))

    def changed(self, **changes: str | None) -> dict[str, str | None]:
        """The filter as an address has it, with something asked for instead."""
        given: dict[str, str | None] = {
            "kind": self.kind.value if self.kind else None,
            "state": self.state.value if self.state else None,
            "duty": self.duty,
        }
        return given | changes


KINDS = (StatementKind.KNOWLEDGE, StatementKind.SKILL, StatementKind.BEHAVIOUR)


def read_filter(given: MultiDict[str, str], duties: Collection[str]) -> Filter:
    """The filter in an address; what is none asks for everything."""
    return Filter(
        kind=one_of(KINDS, given.get("kind")),
        state=one_of(CoverageState, given.get("state")),
        duty=one_of(duties, given.get("duty")),
    )


def one_of(offered: Any, text: str | None) -> Any:
    """What is offered under this text; None when nothing is."""
    return next((each for each in offered if each == text), None)
