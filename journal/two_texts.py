"""Two texts that grew from one: shown side by side, and put together."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from journal.domain.differences import Kind, Piece, differences, only_in
from journal.domain.merging import merge
from journal.domain.passages import kept_whole, passages, without_private

BETWEEN_TITLES = " / "


@dataclass(frozen=True)
class Beside:
    """One field of a form as it stands in both texts, with what stands on one side only."""

    label: str
    mine: tuple[Piece, ...]
    saved: tuple[Piece, ...]

    @property
    def differs(self) -> bool:
        """Whether there is anything to decide."""
        return any(piece.kind is not Kind.SAME for piece in (*self.mine, *self.saved))


def side_by_side(
    labels: Mapping[str, str], mine: Mapping[str, Any], saved: Mapping[str, Any]
) -> Sequence[Beside]:
    """Every field that one of the texts fills, in the order of the form."""
    return [
        beside(label, shown(mine.get(name)), shown(saved.get(name)))
        for name, label in labels.items()
        if shown(mine.get(name)).strip() or shown(saved.get(name)).strip()
    ]


def beside(label: str, mine: str, saved: str) -> Beside:
    """One field in both texts."""
    pieces = differences(saved, mine)
    return Beside(label, only_in(Kind.NEW, pieces), only_in(Kind.GONE, pieces))


def put_together(
    base: Mapping[str, Any], mine: Mapping[str, Any], saved: Mapping[str, Any]
) -> dict[str, Any]:
    """Both texts in one, field by field; `base` is what both began from, empty if that is gone."""
    names = dict.fromkeys([*mine, *saved])
    return {name: together(name)(base.get(name), mine.get(name), saved.get(name)) for name in names}


def together(name: str) -> Callable[[Any, Any, Any], Any]:
    """How a field is put together: texts by their paragraphs, a title as a whole, the rest by
    whoever changed it."""
    if name == "title":
        return titles_together
    if name == "text" or name.startswith(("answer_", "field_")):
        return texts_together
    return chosen


def texts_together(base: Any, mine: Any, saved: Any) -> str:
    """Paragraph by paragraph; where that would bring a private line out, whole after whole.

    What was saved stands between marks then, since one text may keep what the other shares: the
    writer sees both, and others at most what has just been typed.
    """
    texts = [base or "", mine or "", saved or ""]
    merged = merge(*texts)
    shared = without_private(merged)
    kept = (part.text for text in texts for part in passages(text) if part.is_private)
    if any(line.strip() and line.strip() in shared for each in kept for line in each.splitlines()):
        return f"{texts[1]}\n\n{kept_whole(texts[2])}"
    return merged


def titles_together(base: Any, mine: Any, saved: Any) -> Any:
    """The title that was changed; both, where both were."""
    one = chosen(base, mine, saved)
    is_open = saved not in (base, one) and saved and one
    return f"{one}{BETWEEN_TITLES}{saved}" if is_open else one


def chosen(base: Any, mine: Any, saved: Any) -> Any:
    """What somebody changed; mine, where both did."""
    return saved if mine == base else mine


def shown(value: Any) -> str:
    """A value as it is read: a date, a number, a tick."""
    if isinstance(value, bool):
        return "Yes" if value else ""
    return "" if value is None else str(value)
