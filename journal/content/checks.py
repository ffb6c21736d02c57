"""The checks that rules are made of: used once, known, and in turn without gaps."""

from collections.abc import Collection, Iterable, Sequence

from journal.content.document import Document, Place, nearest

Found = Sequence[tuple[Place, str]]


def values(document: Document, place: Place, name: str) -> list[tuple[Place, str]]:
    """One field of every item in the list at this place, each with its own place."""
    items = document.data
    for step in place:
        items = items[step]
    return [((*place, number, name), str(item[name])) for number, item in enumerate(items)]


def items(document: Document, place: Place) -> list[tuple[Place, str]]:
    """Every item of a plain list at this place, each with its own place."""
    found = document.data
    for step in place:
        found = found[step]
    return [((*place, number), str(item)) for number, item in enumerate(found)]


def once(document: Document, found: Found, what: str) -> bool:
    """Note every value that comes a second time; true when none does."""
    first: dict[str, Place] = {}
    for place, value in found:
        if value in first:
            line = document.line(first[value])
            document.wrong(place, f"{what} only once; {value} is already on line {line}")
        first.setdefault(value, place)
    return len(first) == len(found)


def known(document: Document, found: Found, codes: Collection[str], whose: str) -> None:
    """Note every code that leads nowhere."""
    for place, code in found:
        if code not in codes:
            document.wrong(place, f"a code of {whose}, which has no {code}{nearest(code, codes)}")


def in_turn(document: Document, place: Place, found: Found, expected: Iterable[object]) -> None:
    """Note the first value that is not the next of those expected; the list stands at `place`."""
    wanted = [str(value) for value in expected]
    for (where, value), next_one in zip(found, wanted, strict=False):
        if value != next_one:
            document.wrong(where, f"{next_one}, which comes next, not {value}")
            return
    if len(found) < len(wanted):
        document.wrong(place, f"{wanted[len(found)]} as well, at the end")
    elif len(found) > len(wanted):
        where, value = found[len(wanted)]
        document.wrong(where, f"nothing more here, not {value}")
