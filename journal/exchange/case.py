"""1EdTech CASE, versions 1.0 and 1.1: one JSON package of a document, its items and their links.

What CASE has no field for stands under `extensions`, which version 1.1 gives every system for its
own. So a package from here comes back exactly, and other systems read the rest.
"""

from dataclasses import replace
from typing import Any

from journal.domain.framework import Audience, StatementKind
from journal.exchange import kinds
from journal.exchange.building import build
from journal.exchange.case_links import Link, hierarchy, links_of, related
from journal.exchange.case_writing import EXTENSION, NOT_NAMED, write
from journal.exchange.exchanged import Exchanged
from journal.exchange.json_files import Data, items, mapping, number, parse, words
from journal.exchange.problems import CannotRead
from journal.exchange.texts import from_html, key_of, line, lines
from journal.exchange.tree import Header, Node, plant

__all__ = ["is_case", "read", "write"]

DOCUMENT = "CFDocument"
LAST = (3, 0)
WRAPPERS = ("CFPackage", "data", "package")


def is_case(data: Any) -> bool:
    """Whether this looks like a package, wrapped or not."""
    return isinstance(data, dict) and any(
        DOCUMENT in each for each in (data, *_wrapped(data)) if isinstance(each, dict)
    )


def read(data: bytes) -> Exchanged:
    """The framework in a package; raises CannotRead with every sentence about what is wrong."""
    package = _package(parse(data))
    document = mapping(package[DOCUMENT], DOCUMENT)
    ours = _ours(document)
    header = _header(document, ours)
    found = items(package.get("CFItems"), "CFItems")
    links = links_of(items(package.get("CFAssociations"), "CFAssociations"))
    refs = _refs(found)
    package_link = document.get("CFPackageURI")
    tops = (document, package_link if isinstance(package_link, dict) else {})
    top = {name.lower() for each in tops for name in _names(each)}
    links = [link.meaning(refs, top) for link in links]
    parents, notes = hierarchy(links, set(refs.values()))
    meant = related(links)
    nodes = [
        _node(item, refs[place], parents.get(refs[place]), meant.get(refs[place], ()), place)
        for place, item in enumerate(found)
    ]
    by_ref = {node.ref: node for node in _by_number(nodes)}
    order = [by_ref[ref] for ref in parents if ref in by_ref]
    rest = [by_ref[node.ref] for node in nodes if node.ref not in parents]
    return build(header, plant([*order, *rest]), notes)


def _package(data: Any) -> Data:
    for each in (data, *_wrapped(data)) if isinstance(data, dict) else ():
        if isinstance(each, dict) and DOCUMENT in each:
            return each
    raise CannotRead("There is no CFDocument in the file; a CASE package begins with one.")


def _wrapped(data: Data) -> list[Any]:
    return [data.get(name) for name in WRAPPERS]


def _ours(data: Data) -> Data:
    """What this system wrote under `extensions`, empty in the files of others."""
    extensions = data.get("extensions")
    own = extensions.get(EXTENSION) if isinstance(extensions, dict) else None
    return own if isinstance(own, dict) else {}


def _header(document: Data, ours: Data) -> Header:
    def say(*names: str) -> str:
        return line(words(document, names, DOCUMENT))

    title = say("title")
    source = say("creator", "publisher")
    return Header(
        key=key_of(words(ours, ("key",), DOCUMENT) or title) or "framework",
        title=title,
        short_title=line(words(ours, ("shortTitle",), DOCUMENT)),
        source="" if source == NOT_NAMED else source,
        version=say("version"),
        description=lines(words(document, ("description",), DOCUMENT)),
        changed=say("lastChangeDateTime"),
    )


def _refs(found: list[Data]) -> dict[Any, str]:
    """One ref an item: by its place, and by each name that a link may call it."""
    refs: dict[Any, str] = {}
    twice = []
    for place, item in enumerate(found):
        names = [name.lower() for name in _names(item)]
        ref = refs[place] = names[0] if names else f"number {place + 1}"
        if ref in refs:
            twice.append(f"CFItems, number {place + 1}: the identifier {ref} is there already.")
        refs.update((name, ref) for name in (ref, *names))
    if twice:
        raise CannotRead(*twice)
    return refs


def _names(data: Data) -> list[str]:
    """How a link may name this: its identifier, its address, or the last part of that."""
    identifier, uri = data.get("identifier"), data.get("uri")
    names = [each for each in (identifier, uri) if isinstance(each, str) and each]
    if isinstance(uri, str) and not identifier:
        names.append(uri.rstrip("/").rpartition("/")[2])
    return names


def _node(item: Data, ref: str, parent: Link | None, meant: tuple[str, ...], place: int) -> Node:
    code = line(words(item, ("humanCodingScheme",), f"CFItems, number {place + 1}"))
    where = f"CFItems, number {place + 1}" + (f" ({code[:40]})" if code else "")
    ours = _ours(item)
    plain = lines if ours else _shown
    text = words(item, ("fullStatement", "abbreviatedStatement"), where)
    return Node(
        ref=ref,
        where=where,
        parent=parent.destination if parent else "",
        code=code,
        text=line(plain(text)),
        explanation=plain(words(item, ("notes",), where)),
        word=words(item, ("CFItemType",), where) or words(item, ("CFItemTypeURI",), where),
        kind=_kind(ours.get("kind")),
        heading=ours.get("group") is True,
        audience=_audience(ours.get("audience")),
        position=_position(ours.get("position")),
        related=meant,
    )


def _by_number(nodes: list[Node]) -> list[Node]:
    """Where every statement is a K, an S or a B with a number, that is the order people know.

    CASE orders the children of each group; a standard's statements run on across its duties.
    """
    above = {node.parent for node in nodes}
    places = {
        node.ref: kinds.place_of(node.code) or LAST for node in nodes if node.ref not in above
    }
    if LAST in places.values() or any(node.position is not None for node in nodes):
        return nodes
    order = {ref: place for place, ref in enumerate(sorted(places, key=lambda ref: places[ref]))}
    return [replace(node, position=order.get(node.ref)) for node in nodes]


def _shown(text: str) -> str:
    """CASE texts are plain or Markdown, but some systems put their pages into them."""
    return from_html(text) if "</" in text or "<br" in text else lines(text)


def _kind(value: Any) -> StatementKind | None:
    return next((kind for kind in kinds.WORDS if kind == value), None)


def _audience(value: Any) -> Audience:
    return next((audience for audience in Audience if audience == value), Audience.WORKER)


def _position(value: Any) -> int | None:
    found = number(value)
    return int(found) if found is not None and abs(found) < 1e9 else None
