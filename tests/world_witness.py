"""What people without an account said of the cast: testimony and feedback cards."""

from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

if TYPE_CHECKING:
    from tests.world import World


def add_to(session: Session, world: "World") -> None:
    """One of each in every state that makes a difference to who may read it."""
