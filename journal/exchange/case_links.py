"""The links of a CASE package: which item stands under which, and which belong together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from journal.exchange.json_files import Data, number
from journal.exchange.problems import CannotRead

CHILD, PART = "ischildof", "ispartof"
RELATED = ("isrelatedto", "ispeerof", "exactmatchof")
TOP = ""
LAST = float("inf")


@dataclass(frozen=True)
class Link:
    """One association; its ends are refs of items, or the empty string for the document."""

    where: str
    kind: str
    origin: str
    destination: str
    sequence: float

    def meaning(self, refs: Mapping[Any, str], top: set[str]) -> "Link":
        """With both ends as refs; an end that is not in the file keeps its name."""

        def ref(name: str) -> str:
            plain = name.lower()
            short = plain.rstrip("/").rpartition("/")[2]
            if plain in top or short in top:
                return TOP
            return refs.get(plain) or refs.get(short) or plain

        return replace(self, origin=ref(self.origin), destination=ref(self.destination))


def links_of(associations: list[Data]) -> list[Link]:
    """Every association whose two ends are named, in the order of the file."""
    links, problems = [], []
    for place, each in enumerate(associations, start=1):
        where = f"CFAssociations, number {place}"
        kind = each.get("associationType")
        origin, destination = _end(each.get("originNodeURI")), _end(each.get("destinationNodeURI"))
        if isinstance(kind, str) and origin and destination:
            sequence = number(each.get("sequenceNumber"))
            place_among = LAST if sequence is None else sequence
            links.append(Link(where, kind.lower(), origin, destination, place_among))
        else:
            problems.append(
                f"{where}: an associationType, an originNodeURI and a destinationNodeURI were"
                " expected."
            )
    if problems:
        raise CannotRead(*problems)
    return links


def hierarchy(links: list[Link], known: set[str]) -> tuple[dict[str, Link], list[str]]:
    """The link up from each item, siblings in their order; and what was passed over, in words.

    An item under two others counts under the first, as a shared statement of two duties does.
    """
    upward = [link for link in links if link.kind == CHILD]
    upward = upward or [link for link in links if link.kind == PART]
    missing = [link for link in upward if link.destination != TOP and link.destination not in known]
    if missing:
        raise CannotRead(
            *(
                f"{link.where}: what the item should stand under ({link.destination[:80]}) is not"
                " in the file."
                for link in missing
            )
        )
    parents: dict[str, Link] = {}
    for link in sorted(upward, key=lambda link: link.sequence):
        if link.origin in known:
            parents.setdefault(link.origin, link)
    return parents, list(_passed_over(upward, known, parents))


def related(links: Iterable[Link]) -> dict[str, tuple[str, ...]]:
    """What each item is related to, in the order of the file."""
    found: dict[str, tuple[str, ...]] = {}
    for link in links:
        if link.kind in RELATED and link.destination != TOP:
            found[link.origin] = (*found.get(link.origin, ()), link.destination)
    return found


def _passed_over(upward: list[Link], known: set[str], parents: Mapping[str, Link]) -> Iterable[str]:
    lost = sum(1 for link in upward if link.origin not in known)
    if lost:
        yield f"{lost} of the associations begin at an item that is not in the file."
    twice = {link.origin for link in upward if link.origin in known
             and link.destination != parents[link.origin].destination}  # fmt: skip
    if twice:
        yield (
            f"{len(twice)} of the items stand under more than one other; each is counted once,"
            " under the first."
        )


def _end(value: Any) -> str:
    """The name in a link: its identifier, else its address; some files write just a string."""
    if isinstance(value, dict):
        names = (value.get(name) for name in ("identifier", "sourcedId", "uri"))
        value = next((name for name in names if name), "")
    return value if isinstance(value, str) else ""
