"""A portfolio's pieces held against its statements: what each adds, what hangs by a thread."""

from collections.abc import Mapping
from dataclasses import dataclass

from journal.domain.portfolio import Placed, Selection
from journal.domain.standing import TagView


@dataclass(frozen=True)
class Row:
    """One piece: the statements that only it shows, and those that others show too."""

    placed: Placed
    alone: tuple[str, ...]
    beside_others: tuple[str, ...]

    @property
    def adds_nothing(self) -> bool:
        """Whether the portfolio would show as much without it, since others show the same."""
        return not self.alone and not self.shows_nothing

    @property
    def shows_nothing(self) -> bool:
        """Whether it has no tag with a reason to any statement of the portfolio."""
        return not self.alone and not self.beside_others


@dataclass(frozen=True)
class Board:
    """Every piece that is carried, and every statement with its pieces by their number."""

    rows: tuple[Row, ...]
    shown: Mapping[str, Mapping[int, TagView]]
    on_one_thread: tuple[str, ...]
    gaps: tuple[str, ...]


def board_of(selection: Selection) -> Board:
    """The board of the pieces as they are chosen now."""
    shown = {
        answer.code: {each.placed.number: each.tag for each in answer.shown}
        for answer in selection.answers
    }
    rows = tuple(row_of(placed, shown) for placed in selection.carried)
    return Board(
        rows,
        shown,
        on_one_thread=tuple(code for code, pieces in shown.items() if len(pieces) == 1),
        gaps=tuple(code for code, pieces in shown.items() if not pieces),
    )


def row_of(placed: Placed, shown: Mapping[str, Mapping[int, TagView]]) -> Row:
    """What one piece adds to the others."""
    codes = [tag.code for tag in placed.tags]
    return Row(
        placed,
        alone=tuple(code for code in codes if len(shown[code]) == 1),
        beside_others=tuple(code for code in codes if len(shown[code]) > 1),
    )
