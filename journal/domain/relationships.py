"""How two people stand to each other. Roles follow from this, never from a flag on an account."""

from enum import StrEnum


class RelationshipKind(StrEnum):
    """What the other person is to the peer worker."""

    SUPERVISOR = "supervisor"
    MANAGER = "manager"
    COACH = "coach"
    READER = "reader"

    @property
    def label(self) -> str:
        """The relationship as screens name it."""
        return LABELS[self]

    @property
    def may_confirm(self) -> bool:
        """Whether this person's word turns a claimed tag into a confirmed one.

        A supervisor, line manager or coach vouches for practice; a reader whom the
        worker named reads and answers, no more.
        """
        return self is not RelationshipKind.READER


LABELS = {
    RelationshipKind.SUPERVISOR: "supervisor",
    RelationshipKind.MANAGER: "line manager",
    RelationshipKind.COACH: "coach",
    RelationshipKind.READER: "reader",
}
MAY_CONFIRM = tuple(kind for kind in RelationshipKind if kind.may_confirm)
