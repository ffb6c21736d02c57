"""What somebody can look for in journals, beside words."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from journal.domain.entry_kind import EntryKind
from journal.domain.search_words import Wanted


class Whose(StrEnum):
    """Whose entries are looked through."""

    MINE = "mine"
    OTHERS = "others"

    @property
    def label(self) -> str:
        """The choice as the screen names it."""
        return {"mine": "My own journal", "others": "What others share with me"}[self]


class State(StrEnum):
    """Where an entry stands, for whoever looks."""

    ONLY_ME = "only_me"
    SHARED = "shared"
    UNANSWERED = "unanswered"
    TAGGED = "tagged"
    UNTAGGED = "untagged"
    CONFIRMED = "confirmed"

    @property
    def label(self) -> str:
        """The state as the screen names it."""
        return STATE_LABELS[self]


STATE_LABELS = {
    State.ONLY_ME: "Only I can read it",
    State.SHARED: "Shared",
    State.UNANSWERED: "Has words I have not answered",
    State.TAGGED: "Has tags",
    State.UNTAGGED: "Has no tags yet",
    State.CONFIRMED: "Has a confirmed tag",
}


@dataclass(frozen=True)
class Asked:
    """One search: words and everything that narrows it; None narrows nothing."""

    wanted: Wanted = field(default_factory=Wanted)
    whose: Whose | None = None
    kind: EntryKind | None = None
    tags: tuple[tuple[str, str], ...] = ()
    since: date | None = None
    until: date | None = None
    state: State | None = None
