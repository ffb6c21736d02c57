"""Which pieces to choose: the fewest that show every assigned statement as well as it can be shown.

A statement that some piece shows with a confirmation asks for one of those; a claim will do only
where nothing better is there. Among sets of the same size the better voice comes first: what
others saw before what the worker made, and that before the worker's own words; then more kinds of
evidence rather than one again and again; then the more recent.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from uuid import UUID

from journal.domain.entry_kind import EntryKind
from journal.domain.portfolio import Placed
from journal.domain.standing import Standing

LOOKS = 20_000
"""How many steps the search for fewer pieces takes; a count, so that the answer is the same on
every machine. A portfolio of a usual size needs a few hundred."""
WHOLE = 10**6
"""One piece, in the parts in which shares of it are counted."""


class Strength(IntEnum):
    """How well a piece shows a statement."""

    NOT_YET = 0
    CLAIMED = 1
    CONFIRMED = 2

    @property
    def standing(self) -> Standing:
        """How the tag behind it stands."""
        return Standing[self.name]


class Voice(IntEnum):
    """Whose word a piece is; plans ask for what others saw, rather than for opinion."""

    OTHERS = 0
    WORK = 1
    OWN = 2


@dataclass(frozen=True)
class Option:
    """A piece that the plan admits, with how well it shows which statements."""

    id: UUID
    kind: EntryKind
    dated: date
    shows: Mapping[str, Strength]

    @property
    def voice(self) -> Voice:
        """Whose word it is."""
        return VOICES.get(self.kind, Voice.OWN)


@dataclass(frozen=True)
class Suggestion:
    """The pieces suggested, best first, and the statements that no piece shows yet."""

    chosen: tuple[Option, ...]
    missing: tuple[str, ...]


def options_among(placed: Iterable[Placed]) -> tuple[Option, ...]:
    """What could be chosen: the admissible alone, with the tags that would go along."""
    return tuple(
        Option(
            each.piece.evidence.entry,
            each.piece.evidence.kind,
            each.piece.evidence.dated,
            {tag.code: Strength[tag.standing.name] for tag in each.tags},
        )
        for each in placed
        if each.is_carried and each.tags
    )


def suggest(options: Iterable[Option], codes: Iterable[str]) -> Suggestion:
    """The set to suggest. The order in which the options come makes no difference."""
    wanted = tuple(codes)
    task = Task.of(options, wanted)
    first = greedy(task)
    sets = (improved(task, first), improved(task, fewer(task, first)))
    best = min(sets, key=lambda chosen: (task.cost(chosen), chosen))
    shown = {code for option in task.options for code in option.shows}
    return Suggestion(
        tuple(task.options[place] for place in sorted(best)),
        tuple(code for code in wanted if code not in shown),
    )


@dataclass(frozen=True)
class Task:
    """The options in an order of their own, and as a mask which statements each answers."""

    options: tuple[Option, ...]
    masks: tuple[int, ...]
    everything: int

    @classmethod
    def of(cls, options: Iterable[Option], codes: Sequence[str]) -> "Task":
        """A statement counts as answered only as well as the best option answers it."""
        in_order = tuple(
            sorted(options, key=lambda each: (each.voice, -each.dated.toordinal(), each.id))
        )
        best = {
            code: max((each.shows[code] for each in in_order if code in each.shows), default=None)
            for code in codes
        }
        bits = {code: 1 << place for place, code in enumerate(best)}
        masks = tuple(
            sum(bits[code] for code, how in each.shows.items() if best.get(code) == how)
            for each in in_order
        )
        everything = 0
        for mask in masks:
            everything |= mask
        return cls(in_order, masks, everything)

    def cost(self, chosen: Iterable[int]) -> tuple[int, int, int, int]:
        """What is kept small: pieces, the worker's own word, kinds said twice, days gone by."""
        options = [self.options[place] for place in chosen]
        newest = max((each.dated for each in self.options), default=date.min)
        return (
            len(options),
            sum(each.voice for each in options),
            len(options) - len({each.kind for each in options}),
            sum((newest - each.dated).days for each in options),
        )

    def covered(self, chosen: Iterable[int]) -> int:
        """What these answer together."""
        mask = 0
        for place in chosen:
            mask |= self.masks[place]
        return mask


def greedy(task: Task) -> tuple[int, ...]:
    """Again and again the option that answers most of what is left: never far from the fewest."""
    chosen: list[int] = []
    left = task.everything
    while left:
        place = max(
            range(len(task.masks)), key=lambda each: ((task.masks[each] & left).bit_count(), -each)
        )
        chosen.append(place)
        left &= ~task.masks[place]
    return tuple(sorted(chosen))


def fewer(task: Task, known: tuple[int, ...]) -> tuple[int, ...]:
    """A smaller set than the known one, where the search finds one within its looks."""
    search = Search(task.masks, known, task.everything)
    search.go(task.everything, ())
    return tuple(sorted(search.best))


class Search:
    """A search through the sets that answer everything, the most promising first."""

    def __init__(self, masks: tuple[int, ...], known: tuple[int, ...], everything: int) -> None:
        self.masks = masks
        self.best = known
        self.looks = LOOKS
        places = undominated(masks)
        self.ways = {
            bit: tuple(place for place in places if masks[place] & bit)
            for bit in bits_of(everything)
        }
        self.shares = {
            bit: WHOLE // max(masks[place].bit_count() for place in ways)
            for bit, ways in self.ways.items()
        }

    def go(self, left: int, chosen: tuple[int, ...]) -> None:
        """Answer what is left, beginning with the statement that has the fewest ways."""
        self.looks -= 1
        if not left:
            self.best = chosen
            return
        if self.looks <= 0 or len(chosen) + self.at_least(left) >= len(self.best):
            return
        hardest = min(bits_of(left), key=lambda bit: len(self.ways[bit]))
        for place in sorted(
            self.ways[hardest], key=lambda each: -(self.masks[each] & left).bit_count()
        ):
            self.go(left & ~self.masks[place], (*chosen, place))

    def at_least(self, left: int) -> int:
        """No fewer than this many more: each statement asks for its share of the largest option
        that answers it, and no option gives more than one whole."""
        return -(-sum(self.shares[bit] for bit in bits_of(left)) // WHOLE)


def undominated(masks: Sequence[int]) -> tuple[int, ...]:
    """The options that no single other one makes needless; of equals the first."""
    kept: list[int] = []
    for place in sorted(range(len(masks)), key=lambda each: (-masks[each].bit_count(), each)):
        if masks[place] and not any(masks[place] | masks[other] == masks[other] for other in kept):
            kept.append(place)
    return tuple(sorted(kept))


def improved(task: Task, chosen: tuple[int, ...]) -> tuple[int, ...]:
    """The same answers at less cost: without what is needless, and one exchanged for a better."""
    best = chosen
    while True:
        better = min(neighbours(task, best), key=lambda each: (task.cost(each), each), default=best)
        if task.cost(better) >= task.cost(best):
            return best
        best = better


def neighbours(task: Task, chosen: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """Sets that answer as much, with one piece fewer or another in its stead."""
    for gone in chosen:
        rest = tuple(place for place in chosen if place != gone)
        needed = task.everything & ~task.covered(rest)
        if not needed:
            yield rest
            continue
        for place, mask in enumerate(task.masks):
            if mask & needed == needed and place not in chosen:
                yield tuple(sorted((*rest, place)))


def bits_of(mask: int) -> Iterator[int]:
    """Each bit of a mask by itself."""
    while mask:
        bit = mask & -mask
        yield bit
        mask ^= bit


VOICES = {
    EntryKind.OBSERVATION_REPORT: Voice.OTHERS,
    EntryKind.WITNESS_TESTIMONY: Voice.OTHERS,
    EntryKind.FEEDBACK_FROM_SUPPORTED: Voice.OTHERS,
    EntryKind.WORK_PRODUCT: Voice.WORK,
    EntryKind.TRAINING: Voice.WORK,
    EntryKind.CERTIFICATE: Voice.WORK,
}
