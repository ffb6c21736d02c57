"""A check-in: how something left somebody. No score, no order, nothing that adds up."""

from collections.abc import Sequence
from dataclasses import dataclass

FEELINGS = (
    "steady",
    "tired",
    "moved",
    "proud",
    "sad",
    "angry",
    "hopeful",
    "worried",
    "lonely",
    "relieved",
    "numb",
    "stirred up",
)
"""Words to choose from, mixed on purpose: none is better than another."""

NOTE_TITLE = "How it left me"


@dataclass(frozen=True)
class Said:
    """What somebody wrote in a check-in."""

    feelings: tuple[str, ...]
    text: str
    would_help: str

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it, which is as good an answer as any."""
        return not (self.feelings or self.text.strip() or self.would_help.strip())


def feelings_from(chosen: Sequence[str], own_words: str) -> tuple[str, ...]:
    """The words chosen, and one's own between commas, each once."""
    known = [word for word in FEELINGS if word in chosen]
    own = [" ".join(word.split()) for word in own_words.split(",")]
    return tuple(dict.fromkeys([*known, *filter(None, own)]))


def as_note(said: Said) -> str:
    """The text of the supervision note that somebody brings it along in."""
    parts = [
        f"It left me: {', '.join(said.feelings)}." if said.feelings else "",
        said.text.strip(),
        f"What would help: {said.would_help.strip()}" if said.would_help.strip() else "",
    ]
    return "\n\n".join(filter(None, parts))
