"""How feedback closes its loop: words, "I tried this, here is what happened", seen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

JUST_READ = "Read, thank you."
"""What one press says when there is nothing more to say: there is nothing in it to try."""


class FeedbackKind(StrEnum):
    """What a message in the thread is."""

    WORDS = "words"
    TRIED = "tried"
    SEEN = "seen"


class Loop(StrEnum):
    """How far one piece of feedback has come."""

    OPEN = "open"
    TRIED = "tried"
    CLOSED = "closed"
    PUT_ASIDE = "put_aside"


@dataclass(frozen=True)
class Message:
    """One message of a thread, without its words. What closes a loop names the feedback."""

    id: UUID
    author: UUID
    kind: FeedbackKind
    answers: UUID | None
    at: datetime
    says_only_read: bool = False


def loops(messages: Iterable[Message], worker: UUID) -> Mapping[UUID, Loop]:
    """How far each piece of feedback that was given to the worker has come.

    The last word decides: what was tried waits to be seen by whoever gave the feedback, also
    when it is tried once more. The worker's own "seen" puts it aside.
    """
    thread = sorted(messages, key=lambda message: message.at)
    found = {each.id: Loop.OPEN for each in thread if may_be_tried(each, worker)}
    for each in thread:
        if each.answers in found:
            found[each.answers] = after(each, worker)
    return found


def may_be_tried(message: Message, worker: UUID) -> bool:
    """Whether it is feedback that somebody gave the worker."""
    is_given = message.kind is FeedbackKind.WORDS and message.author != worker
    return is_given and not message.says_only_read


def after(message: Message, worker: UUID) -> Loop:
    """How far feedback has come with this message about it."""
    if message.kind is FeedbackKind.TRIED:
        return Loop.TRIED
    return Loop.PUT_ASIDE if message.author == worker else Loop.CLOSED
