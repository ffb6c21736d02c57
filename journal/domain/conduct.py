"""The code of conduct: what a peer worker does, and what a peer worker can expect."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ConductStatement:
    """One line of either half; `principles` are the codes it rests on, where it does."""

    key: str
    text: str
    principles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Conduct:
    """Both halves, which belong together."""

    introduction: str
    does: tuple[ConductStatement, ...]
    can_expect: tuple[ConductStatement, ...]
