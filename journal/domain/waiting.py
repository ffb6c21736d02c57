"""Whose turn it is with a shared entry, as somebody who supports its author sees it.

The rule: an entry is *new* while this reader has said nothing since it was shared with them;
*answered* when the worker wrote after the reader's last word, or changed something after the
reader said "not yet"; else it is *waiting* for the worker. A verdict alone is a word too.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from journal.domain.standing import Decision

Key = tuple[datetime, UUID]
"""What the queue is ordered by: since when an entry has waited, and which it is."""


class State(StrEnum):
    """Where a shared entry stands for one reader."""

    NEW = "new"
    ANSWERED = "answered"
    WAITING = "waiting"

    @property
    def label(self) -> str:
        """The state as screens name it."""
        return {"new": "New", "answered": "Answered", "waiting": "Waiting for them"}[self]


FOR_THE_READER = frozenset({State.NEW, State.ANSWERED})
"""The states in which the next step is the reader's."""


@dataclass(frozen=True)
class Said:
    """One verdict of the reader's: on which tag, what, and when."""

    tag: tuple[str, str]
    decision: Decision
    at: datetime


@dataclass(frozen=True)
class Exchange:
    """What happened with one shared entry between its author and one reader.

    `spoke` is when the reader wrote or vouched, `answered` when the author wrote in the
    thread, `changed` when the author last changed the text, a tag or the statement.
    """

    shared_at: datetime
    spoke: tuple[datetime, ...] = ()
    verdicts: tuple[Said, ...] = ()
    answered: tuple[datetime, ...] = ()
    changed: tuple[datetime, ...] = ()

    @property
    def last_word(self) -> datetime | None:
        """When the reader last said anything, verdicts included."""
        return max([*self.spoke, *(said.at for said in self.verdicts)], default=None)

    @property
    def asked_for_more(self) -> bool:
        """Whether the reader's last word on some tag is "not yet"."""
        last = {said.tag: said.decision for said in sorted(self.verdicts, key=lambda one: one.at)}
        return Decision.NOT_YET in last.values()


@dataclass(frozen=True)
class Turn:
    """The state of an entry for one reader, and since when it has been so."""

    state: State
    since: datetime


def turn(exchange: Exchange) -> Turn:
    """Whose turn it is, since the first thing that nobody has replied to yet."""
    last = exchange.last_word
    if last is None or last < exchange.shared_at:
        return Turn(State.NEW, exchange.shared_at)
    changed = exchange.changed if exchange.asked_for_more else ()
    unread = [moment for moment in (*exchange.answered, *changed) if moment > last]
    if unread:
        return Turn(State.ANSWERED, min(unread))
    return Turn(State.WAITING, last)


def in_line(
    turns: Mapping[UUID, Turn], states: Iterable[State], after: Key | None = None
) -> list[Key]:
    """The queue of these states, whatever has waited longest first, from behind `after` on."""
    wanted = set(states)
    keys = sorted((each.since, which) for which, each in turns.items() if each.state in wanted)
    return [key for key in keys if after is None or key > after]
