"""How feedback closes its loop: words, "I tried this, here is what happened", seen."""

from enum import StrEnum


class FeedbackKind(StrEnum):
    """What a message in the thread is."""

    WORDS = "words"
    TRIED = "tried"
    SEEN = "seen"
