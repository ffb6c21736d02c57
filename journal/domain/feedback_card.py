"""The feedback card: a few short questions for people who were supported, in easy words.

The questions ask for no name. The code on a card is the only way back to it, so a card's id is
made from its code: whoever holds the code is whoever the card belongs to.
"""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without signs that look like another one on paper."""
GROUPS, IN_A_GROUP = 3, 4
CHOICES = {"yes": "Yes", "a_bit": "A bit", "no": "No"}
TAGS = (("peer-worker", "S48"), ("peer-worker", "K56"))
"""Seeking feedback, and knowing how to: what a card is evidence of."""


@dataclass(frozen=True)
class Ask:
    """One question of the card; answered with a tick or in own words."""

    key: str
    text: str
    is_choice: bool


def questions(name: str) -> tuple[Ask, ...]:
    """The questions about one peer worker, by their first name."""
    return (
        Ask("listened", f"Did {name} listen to you?", True),
        Ask("choices", f"Did {name} let you make your own choices?", True),
        Ask("good", "What was good?", False),
        Ask("better", "What could be better?", False),
    )


def first_name(name: str) -> str:
    """The name that people who are supported know somebody by."""
    return name.split()[0] if name.split() else name


def card_text(name: str, answers: Mapping[str, str]) -> str:
    """A filled-in card as one text: each question that was answered, and the answer."""
    return "\n\n".join(
        f"**{ask.text}**\n\n{said(ask, answers[ask.key])}"
        for ask in questions(name)
        if answers.get(ask.key, "").strip()
    )


def said(ask: Ask, answer: str) -> str:
    """An answer in words."""
    return CHOICES.get(answer, answer) if ask.is_choice else answer


def new_code() -> str:
    """A code for one card, such as K7QM-2RFD-9XWP."""
    groups = ("".join(secrets.choice(SIGNS) for _ in range(IN_A_GROUP)) for _ in range(GROUPS))
    return "-".join(groups)


def read_code(typed: str) -> str:
    """A code as it was made, however it was typed."""
    plain = "".join(sign for sign in typed.upper() if sign.isalnum())
    return "-".join(plain[at : at + IN_A_GROUP] for at in range(0, len(plain), IN_A_GROUP))


def id_of(code: str) -> UUID:
    """The id of the card with this code."""
    return UUID(bytes=hashlib.sha256(f"a feedback card: {code}".encode()).digest()[:16], version=4)
