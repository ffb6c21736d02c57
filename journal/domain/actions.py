"""Actions: what somebody said they would do, and what can become of it."""

from datetime import date, timedelta
from enum import StrEnum


class ActionKind(StrEnum):
    """What kind of thing it is. Reading and training are learning needs: done, they become an
    entry with the time they took."""

    TASK = "task"
    READING = "reading"
    TRAINING = "training"
    OPPORTUNITY = "opportunity"

    @property
    def is_learning(self) -> bool:
        """Whether it was suggested in order to learn."""
        return self is not ActionKind.TASK

    @property
    def label(self) -> str:
        """The kind as screens name it."""
        return KINDS[self]


class ActionState(StrEnum):
    """What has become of it."""

    OPEN = "open"
    DONE = "done"
    LET_GO = "let_go"

    @property
    def label(self) -> str:
        """The state as screens name it."""
        return STATES[self]


KINDS = {
    ActionKind.TASK: "Something to do",
    ActionKind.READING: "Something to read or watch",
    ActionKind.TRAINING: "Training or a course",
    ActionKind.OPPORTUNITY: "A chance to learn at work",
}
STATES = {
    ActionState.OPEN: "To do",
    ActionState.DONE: "Done",
    ActionState.LET_GO: "Let go",
}
SOON = timedelta(days=3)


def is_overdue(state: ActionState, due_on: date | None, today: date) -> bool:
    """Whether its day has passed while it is still to do."""
    return state is ActionState.OPEN and due_on is not None and due_on < today


def is_time_to_remind(
    due_on: date | None, reminded_on: date | None, today: date, soon: timedelta = SOON
) -> bool:
    """Whether a letter should go out today: one when the day comes near, one when it has passed.

    A day that was moved is a new day, and is reminded of anew.
    """
    if due_on is None or today < due_on - soon:
        return False
    began = due_on + timedelta(days=1) if today > due_on else due_on - soon
    return reminded_on is None or reminded_on < began
