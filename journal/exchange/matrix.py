"""Mahara's SmartEvidence matrix: JSON of standards, and of elements under them.

Mahara holds 100 characters of a short name and 255 of a name, and shows descriptions as HTML. So a
long text stands whole in the description. What Mahara has no field for stands in fields of our
own, which its importer passes over.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from journal.domain.framework import Audience
from journal.exchange import kinds, pairs
from journal.exchange.building import build
from journal.exchange.exchanged import Exchanged
from journal.exchange.json_files import Data, dump, items, mapping, parse, words
from journal.exchange.problems import LONGEST_CODE, CannotRead
from journal.exchange.texts import from_html, key_of, line, to_html
from journal.exchange.tree import Header, Node, in_file_order, plant

NAME = 255
FRAMEWORK, STANDARDS, ELEMENTS, NESTED = (
    "framework", "standards", "standardelements", "standardelement",
)  # fmt: skip
EXTENSION = "alongside"
PARENTS = ("parentelementid", "parentid")
STATUSES = (
    {"begun": "Ready to look at"},
    {"incomplete": "Not yet"},
    {"partialcomplete": "Partly shown"},
    {"completed": "Shown"},
)
NOBODY = ("", "0", "null")


def is_matrix(data: Any) -> bool:
    """Whether this looks like a matrix."""
    own = data.get(FRAMEWORK) if isinstance(data, dict) else None
    return isinstance(own, dict) and (STANDARDS in own or ELEMENTS in own)


def read(data: bytes) -> Exchanged:
    """The framework in the file; raises CannotRead with every sentence about what is wrong."""
    whole = parse(data)
    if not isinstance(whole, dict) or FRAMEWORK not in whole:
        raise CannotRead('There is no "framework" in the file; a matrix begins with one.')
    own = mapping(whole[FRAMEWORK], FRAMEWORK)
    standards = items(own.get(STANDARDS), STANDARDS)
    places = _places(standards)
    found = [*_nested(standards), *_listed(items(own.get(ELEMENTS), ELEMENTS), places)]
    _once(found)
    codes = _codes(found)
    refs = {code: element.ref for code, element in zip(codes, found, strict=True)}
    nodes = [_of_standard(each, place) for place, each in enumerate(standards)]
    nodes += [_of_element(each, code, refs) for each, code in zip(found, codes, strict=True)]
    return build(_header(own), in_file_order(plant(nodes), nodes))


def write(exchanged: Exchanged) -> bytes:
    """The file, as Mahara's importer wants it."""
    title = exchanged.title
    return dump(
        {
            FRAMEWORK: {
                "institution": "all",
                "name": title if len(title) <= NAME else pairs.cut(title, NAME),
                "description": to_html(exchanged.description),
                EXTENSION: {
                    "key": exchanged.key,
                    "title": title,
                    "shortTitle": exchanged.short_title,
                    "source": exchanged.source,
                    "version": exchanged.version,
                },
                "selfassess": False,
                "evidencestatuses": list(STATUSES),
                STANDARDS: list(_standards(exchanged)),
                ELEMENTS: list(_elements(exchanged)),
            }
        }
    )


class _Element:
    """One element with its place in the file and the standard it belongs to."""

    def __init__(self, data: Data, where: str, standard: int) -> None:
        self.data = data
        self.where = where
        self.standard = standard
        self.short_name = line(words(data, ("shortname",), where))
        self.element_id = line(words(data, ("elementid",), where))
        self.name = line(words(data, ("name", "shortname"), where))

    @property
    def ref(self) -> str:
        """Its number within its standard."""
        return _ref(self.standard, self.element_id or self.where)

    @property
    def own_code(self) -> str:
        """A short name that is no name is the code; else it is the element's number."""
        fits = 0 < len(self.short_name) <= LONGEST_CODE
        told_apart = self.short_name != self.name or not self.element_id
        return self.short_name if fits and told_apart else self.element_id


def _places(standards: list[Data]) -> dict[str, int]:
    """Which place in the list a standard's number stands for."""
    places: dict[str, int] = {}
    for place, each in enumerate(standards):
        name = words(each, ("standardid", "id"), f"{STANDARDS}, number {place + 1}")
        places.setdefault(name or str(place + 1), place)
    return places


def _listed(found: list[Data], places: dict[str, int]) -> Iterator[_Element]:
    for number, each in enumerate(found, start=1):
        where = f"{ELEMENTS}, number {number}"
        name = words(each, ("standardid", "standard"), where)
        if name not in places:
            raise CannotRead(
                f"{where}: its standardid ({name[:40] or 'none'}) is that of no standard in the"
                " file."
            )
        yield _Element(each, where, places[name])


def _nested(standards: list[Data]) -> Iterator[_Element]:
    """Older files keep the elements inside their standards."""
    for place, standard in enumerate(standards):
        inside = f"{STANDARDS}, number {place + 1}, {NESTED}"
        for number, each in enumerate(items(standard.get(NESTED), inside), start=1):
            yield _Element(each, f"{inside}, number {number}", place)


def _codes(found: list[_Element]) -> list[str]:
    """Their own codes; where two standards both count from 1, the numbers of the elements."""
    codes = [each.own_code for each in found]
    within = Counter((each.standard, each.own_code) for each in found)
    if len(set(codes)) < len(codes) and max(within.values()) == 1:
        numbers = [each.element_id for each in found]
        if all(numbers) and len(set(numbers)) == len(numbers):
            return numbers
    return codes


def _of_standard(data: Data, place: int) -> Node:
    where = f"{STANDARDS}, number {place + 1}"
    name = line(words(data, ("name", "shortname"), where))
    title, explanation = pairs.take(name, from_html(words(data, ("description",), where)), NAME)
    return Node(
        ref=_ref(place),
        where=where,
        parent="",
        code=line(words(data, ("shortname",), where)),
        text=title,
        explanation=explanation,
        heading=True,
        audience=next((e for e in Audience if e == data.get("audience")), Audience.WORKER),
    )


def _of_element(element: _Element, code: str, refs: dict[str, str]) -> Node:
    data, where = element.data, element.where
    description = from_html(words(data, ("description",), where))
    text, explanation = pairs.take(element.name, description, NAME)
    parent = line(words(data, PARENTS, where))
    return Node(
        ref=element.ref,
        where=where + (f" ({code[:40]})" if code else ""),
        parent=_ref(element.standard, "" if parent in NOBODY else parent),
        code=code,
        text=text,
        explanation=explanation,
        kind=next((kind for kind in kinds.WORDS if kind == data.get("kind")), None),
        related=tuple(refs[each] for each in _related(data) if each in refs),
    )


def _related(data: Data) -> list[str]:
    related = data.get("related")
    return [str(each) for each in related] if isinstance(related, list) else []


def _once(found: list[_Element]) -> None:
    """An element's number may come again under another standard, and not under its own."""
    count = Counter(each.ref for each in found)
    twice = [each for each in found if count[each.ref] > 1]
    if twice:
        raise CannotRead(
            *(
                f"{each.where}: the elementid {each.element_id[:40]} is there more than once under"
                " its standard."
                for each in twice
            )
        )


def _ref(standard: int, element: str = "") -> str:
    return f"{standard}/{element}"


def _header(own: Data) -> Header:
    ours = own.get(EXTENSION)
    facts: Data = ours if isinstance(ours, dict) else {}

    def say(name: str) -> str:
        return line(words(facts, (name,), EXTENSION))

    title = say("title") or line(words(own, ("name",), FRAMEWORK))
    return Header(
        key=key_of(say("key") or title) or FRAMEWORK,
        title=title,
        short_title=say("shortTitle"),
        source=say("source"),
        version=say("version"),
        description=from_html(words(own, ("description",), FRAMEWORK)),
    )


def _standards(exchanged: Exchanged) -> Iterator[Data]:
    for number, group in enumerate(exchanged.groups, start=1):
        name, description = pairs.put(group.title, "", NAME)
        yield {
            "shortname": group.key,
            "name": name,
            "description": to_html(description),
            "standardid": number,
            **({} if group.audience is Audience.WORKER else {"audience": group.audience.value}),
        }


def _elements(exchanged: Exchanged) -> Iterator[Data]:
    numbers = {group.key: number for number, group in enumerate(exchanged.groups, start=1)}
    for each in exchanged.statements:
        name, description = pairs.put(each.text, each.explanation, NAME)
        yield {
            "shortname": each.code,
            "name": name,
            "description": to_html(description),
            "standardid": numbers[each.group],
            "elementid": each.code,
            "kind": each.kind.value,
            **({"related": list(each.related)} if each.related else {}),
        }
