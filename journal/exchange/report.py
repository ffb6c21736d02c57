"""What an import would do, in sentences, before anything is done."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from journal.domain.framework import Framework, Statement, StatementKind
from journal.domain.framework_difference import FrameworkDifference, Pair, difference
from journal.exchange.exchanged import Exchanged, framework_from

MOST_TOLD = 30
"""Changes of one sort that are told one by one; what goes beyond is counted."""

SEVERAL = {
    StatementKind.KNOWLEDGE: ("of knowledge", "of knowledge"),
    StatementKind.SKILL: ("skill", "skills"),
    StatementKind.BEHAVIOUR: ("behaviour", "behaviours"),
    StatementKind.PRINCIPLE: ("principle", "principles"),
    StatementKind.COMPETENCE: ("competence", "competences"),
    StatementKind.UNIT: ("unit", "units"),
}


def report(exchanged: Exchanged, existing: Framework | None, key: str = "") -> tuple[str, ...]:
    """What is in the file, and what it would change in the framework that is there already."""
    new = framework_from(exchanged, key)
    return (*_what_is_there(exchanged, new), *exchanged.notes, *_what_changes(new, existing))


def changes(found: FrameworkDifference, new: Framework) -> tuple[str, ...]:
    """Every change in a sentence, most weighty first; none when there is none."""
    titles = {group.key: group.title for group in new.groups}
    told = (
        (f"Removed: {_named(each)}" for each in found.removed),
        (_reworded(pair) for pair in found.reworded),
        (f"Added: {_named(each)}" for each in found.added),
        (f"{_new_number(pair)}" for pair in found.renumbered),
        (f"{pair.new.code} moves to the group “{titles[pair.new.group]}”." for pair in found.moved),
        (f"The group “{each.old.title}” is now “{each.new.title}”." for each in found.retitled),
    )
    return tuple(sentence for each in told for sentence in _some(list(each)))


def _what_is_there(exchanged: Exchanged, new: Framework) -> Iterator[str]:
    version = f", version {exchanged.version}" if exchanged.version else ""
    yield f"“{exchanged.title}”{version}, to be kept as {new.key}."
    if exchanged.source:
        yield f"Its source: {exchanged.source}"
    count = Counter(each.kind for each in new)
    kinds = ", ".join(f"{number} {SEVERAL[kind][number != 1]}" for kind, number in count.items())
    yield f"{_many(len(new), 'statement')} in {_many(len(new.groups), 'group')}: {kinds}."


def _what_changes(new: Framework, existing: Framework | None) -> Iterator[str]:
    if existing is None:
        yield f"There is no framework {new.key} yet, so all of it would be new."
        return
    found = difference(existing, new)
    if found.nothing:
        yield f"The framework {new.key} that is there says the same: nothing would change."
        return
    yield (
        f"Compared with the framework {new.key} that is there: {len(found.added)} added,"
        f" {len(found.reworded)} reworded, {len(found.removed)} removed."
    )
    yield from changes(found, new)


def _named(statement: Statement) -> str:
    return f"{statement.code}, “{statement.text}”"


def _reworded(pair: Pair) -> str:
    return f"Reworded: {pair.new.code} was “{pair.old.text}” and is now “{pair.new.text}”"


def _new_number(pair: Pair) -> str:
    return f"The words of {pair.old.code} now stand under {pair.new.code}: “{pair.new.text}”"


def _some(sentences: Sequence[str]) -> Iterable[str]:
    more = len(sentences) - MOST_TOLD
    told = sentences[:MOST_TOLD]
    return (*told, f"And {more} more of this sort.") if more > 0 else told


def _many(number: int, what: str) -> str:
    return f"1 {what}" if number == 1 else f"{number} {what}s"
