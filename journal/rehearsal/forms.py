"""What may be typed on a card, and how somebody wants to practise."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from wtforms import HiddenField

from journal.domain.rehearsal import Order, Which
from journal.forms import Form, words
from journal.typed_values import as_number

MINUTES = (0, 1, 2, 3, 5, 8, 10)
"""What can be chosen for one card; 0 is no timer."""
MOST_KEYWORDS = 5000
Kind = TypeVar("Kind", bound=StrEnum)
Other = TypeVar("Other")


class KeywordsForm(Form):
    """The words that bring an answer back."""

    number = HiddenField(default="0")
    keywords = words(
        "My keywords",
        hint="A few words that bring the answer back: what happened, what you did, what changed. "
        "A role instead of a name, since printed cards get left behind.",
        most=MOST_KEYWORDS,
        rows=6,
        own=True,
        dir="auto",
    )


@dataclass(frozen=True)
class Asked:
    """How somebody wants to practise; all of it stands in the address."""

    which: Which
    order: Order
    minutes: int
    seed: int
    """What the cards are shuffled with."""
    at: str
    """The card's code; empty for the first."""

    @property
    def fields(self) -> dict[str, str]:
        """All but the card, as an address holds it."""
        return {
            "which": self.which.value,
            "order": self.order.value,
            "minutes": str(self.minutes),
            "seed": str(self.seed),
        }


def read_asked(given: Mapping[str, str], usual_minutes: int) -> Asked:
    """From an address; whatever makes no sense is what is usual."""
    minutes = as_number(given.get("minutes"), usual_minutes)
    return Asked(
        which=one_of(Which, given.get("which"), Which.ASKED),
        order=one_of(Order, given.get("order"), Order.SHUFFLED),
        minutes=minutes if minutes in {*MINUTES, usual_minutes} else usual_minutes,
        seed=as_number(given.get("seed"), secrets.randbelow(10**6)),
        at=given.get("at", ""),
    )


def one_of(kinds: type[Kind], text: str | None, otherwise: Other) -> Kind | Other:
    """One of these, or what stands in for it."""
    return kinds(text) if text in set(kinds) else otherwise
