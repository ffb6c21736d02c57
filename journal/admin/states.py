"""How far somebody has come with their account."""

from enum import StrEnum

from journal.models import Person


class State(StrEnum):
    """What a list of people says beside a name."""

    INVITED = "invited"
    ACTIVE = "active"
    LEFT = "left"


def state_of(person: Person) -> State:
    """Left for good or for now; come in; or invited and not come yet."""
    if person.left_at is not None:
        return State.LEFT
    return State.ACTIVE if person.password_hash else State.INVITED
