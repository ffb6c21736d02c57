"""What changes from one version of a framework to the next, statement by statement.

A tag is kept by its code. So the code decides what was added, reworded and removed; and where a
whole text has gone to another code, that is said as well: there a tag would mean something else.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from journal.domain.framework import Framework, Group, Statement


@dataclass(frozen=True)
class Pair:
    """The same statement before and after."""

    old: Statement
    new: Statement


@dataclass(frozen=True)
class Retitled:
    """A group that kept its key and changed its title."""

    old: Group
    new: Group


@dataclass(frozen=True)
class FrameworkDifference:
    """Added and removed go by the code; the others hold statements that are in both.

    `renumbered` is a hint beside the rest: its text stood under one code and stands under another.
    """

    added: tuple[Statement, ...]
    reworded: tuple[Pair, ...]
    removed: tuple[Statement, ...]
    moved: tuple[Pair, ...]
    renumbered: tuple[Pair, ...]
    retitled: tuple[Retitled, ...]

    @property
    def nothing(self) -> bool:
        """Whether a learner would notice no difference at all."""
        parts = (self.added, self.reworded, self.removed, self.moved, self.retitled)
        return not any(parts)


def difference(old: Framework, new: Framework) -> FrameworkDifference:
    """What somebody who goes from the old framework to the new one meets, in the new one's order.

    Explanations are ours and may get better at any time: they make no difference here.
    """
    both = [Pair(old[each.code], each) for each in new if each.code in old]
    return FrameworkDifference(
        added=tuple(each for each in new if each.code not in old),
        reworded=tuple(pair for pair in both if pair.old.text != pair.new.text),
        removed=tuple(each for each in old if each.code not in new),
        moved=tuple(pair for pair in both if pair.old.group != pair.new.group),
        renumbered=_renumbered(old, new),
        retitled=_retitled(old, new),
    )


def _renumbered(old: Framework, new: Framework) -> tuple[Pair, ...]:
    """Only where the text stands once in each, so that there is no doubt which is meant."""
    before, after = _once(old), _once(new)
    pairs = [Pair(before[text], each) for text, each in after.items() if text in before]
    return tuple(pair for pair in pairs if pair.old.code != pair.new.code)


def _once(statements: Iterable[Statement]) -> dict[str, Statement]:
    by_text = {each.text: each for each in statements}
    count = Counter(each.text for each in statements)
    return {text: each for text, each in by_text.items() if count[text] == 1}


def _retitled(old: Framework, new: Framework) -> tuple[Retitled, ...]:
    before = {group.key: group for group in old.groups}
    pairs = [Retitled(before[group.key], group) for group in new.groups if group.key in before]
    return tuple(pair for pair in pairs if pair.old.title != pair.new.title)
