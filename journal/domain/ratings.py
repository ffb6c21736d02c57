"""How sure somebody is of one statement: words rather than marks."""

from enum import StrEnum


class Rating(StrEnum):
    """From first steps to helping others with it."""

    NEW = "new"
    LEARNING = "learning"
    SURE = "sure"
    HELPS_OTHERS = "helps_others"

    @property
    def label(self) -> str:
        """The rating as screens name it."""
        return LABELS[self]

    @property
    def of_another(self) -> str:
        """The rating as somebody says it of a worker whom they support."""
        return OF_ANOTHER[self]


LABELS = {
    Rating.NEW: "New to me",
    Rating.LEARNING: "I am learning it",
    Rating.SURE: "I am sure of it",
    Rating.HELPS_OTHERS: "I can help others with it",
}
OF_ANOTHER = {
    Rating.NEW: "It is new to them",
    Rating.LEARNING: "They are learning it",
    Rating.SURE: "They are sure of it",
    Rating.HELPS_OTHERS: "They can help others with it",
}
