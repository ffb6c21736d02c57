"""Making a file that takes a while: how far it is, and whether it should go on."""

from typing import Protocol


class Stopped(Exception):
    """Whoever asked for it wants it no more."""


class Watch(Protocol):
    """Whoever waits for something that is made of parts."""

    def begin(self, parts: int) -> None:
        """Hear of how many parts it will be made."""

    def part_done(self) -> None:
        """Hear that there is one more. Raises Stopped."""

    def look(self) -> None:
        """Be asked, in the middle of a part, whether it should go on. Raises Stopped."""


class Unwatched:
    """Nobody waits, so nobody stops it."""

    def begin(self, parts: int) -> None:
        """Tell nobody."""

    def part_done(self) -> None:
        """Tell nobody."""

    def look(self) -> None:
        """Go on."""


UNWATCHED = Unwatched()
