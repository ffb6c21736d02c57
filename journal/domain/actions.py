"""Actions: what somebody said they would do, and what can become of it."""

from enum import StrEnum


class ActionKind(StrEnum):
    """What kind of thing it is. Reading and training are learning needs: done, they become an
    entry with the time they took."""

    TASK = "task"
    READING = "reading"
    TRAINING = "training"

    @property
    def is_learning(self) -> bool:
        """Whether it was suggested in order to learn."""
        return self is not ActionKind.TASK


class ActionState(StrEnum):
    """What has become of it."""

    OPEN = "open"
    DONE = "done"
    LET_GO = "let_go"
