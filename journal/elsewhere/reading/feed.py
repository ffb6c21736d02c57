"""The feed of a Leap2A file, read with care: every entry with its parts, whatever its prefixes.

An entity that stands for others is refused before it is opened, so no small file grows into a
large one; nothing that a file points at outside itself is ever fetched.
"""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from journal.documents.table import CannotRead
from journal.elsewhere.reading.found import LARGEST_FEED, MEGABYTE
from journal.elsewhere.reading.tokens import local

ATOM = "{http://www.w3.org/2005/Atom}"
PREFIX = re.compile(r"xmlns:([\w.-]+)\s*=\s*[\"']([^\"']*)[\"']")
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
DOWNLOAD = re.compile(r"/artefact/file/download\.php\?file=(\d{1,12})\b")
NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30});")
OF_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})
HARMFUL = (
    "This file defines its own abbreviations (XML entities), which can be used to do harm and "
    "which no portfolio needs. It was not opened."
)
DAMAGED = (
    "The list of entries in this file is damaged or cut short, so none of it can be read for "
    "certain. Please export it once more."
)
TOO_LARGE = (
    f"The texts in this file are larger than {LARGEST_FEED // MEGABYTE} MB. Please export fewer "
    "things at once."
)
NOT_A_FEED = (
    "This is no Leap2A file: it holds no list of entries. Please choose the ZIP as the other "
    "system gave it to you."
)


@dataclass(frozen=True)
class Link:
    """Where an entry leads: how, and to what."""

    relation: str
    href: str
    title: str


@dataclass(frozen=True)
class Category:
    """A word put on an entry; of one that a system chose, the last part of its scheme."""

    term: str
    scheme: str
    label: str


@dataclass(frozen=True)
class Item:
    """One entry of the feed. `texts` are its elements that hold words, by their local name."""

    id: str
    title: str
    kind: str
    form: str
    """What Mahara calls it, where it says so."""
    author: str
    published: str
    updated: str
    links: tuple[Link, ...]
    categories: tuple[Category, ...]
    element: Element

    def first(self, name: str) -> Element | None:
        """The first element of this name."""
        return next((each for each in self.element if local(each.tag) == name), None)


@dataclass(frozen=True)
class Feed:
    """All of it, and what the whole says of itself."""

    title: str
    generator: str
    author: str
    items: tuple[Item, ...]
    prefixes: Mapping[str, str]

    def same(self, href: str) -> str:
        """An id so that it can be compared: with its prefix written out."""
        prefix, colon, rest = href.strip().partition(":")
        return self.prefixes[prefix] + rest if colon and prefix in self.prefixes else href.strip()

    def named(self, href: str) -> str:
        """A file's address on the Mahara that wrote this, as the id that its entry has here: in
        the text blocks of a page it stands as it was typed."""
        found = DOWNLOAD.search(href)
        site = self.prefixes.get("portfolio", "").partition("/export/")[0]
        here = site and href.startswith(f"{site}/")
        is_there = here or (href.startswith("/") and not href.startswith("//"))
        return f"portfolio:artefact{found[1]}" if found and is_there else href


def parsed(data: bytes) -> Feed:
    """The feed in these bytes. CannotRead says why there is none."""
    if len(data) > LARGEST_FEED:
        raise CannotRead(TOO_LARGE)
    root = root_of(data)
    if local(root.tag) != "feed":
        raise CannotRead(NOT_A_FEED)
    start = data[:20_000].decode("utf-8", "replace")
    return Feed(
        title=words_in(root, "title"),
        generator=words_in(root, "generator"),
        author=author_of(root),
        items=tuple(item_of(each) for each in root if local(each.tag) == "entry"),
        prefixes=dict(PREFIX.findall(start)),
    )


def root_of(data: bytes) -> Element:
    """The root of the XML; a file that is nearly well made is tried once more, mended."""
    try:
        return opened(data)
    except (ParseError, ValueError, LookupError):
        try:
            return opened(mended(data))
        except (ParseError, ValueError, LookupError) as error:
            raise CannotRead(DAMAGED) from error


def opened(data: bytes) -> Element:
    """Parse it, with entities forbidden."""
    try:
        root: Element = fromstring(data, forbid_dtd=False, forbid_entities=True)
    except DefusedXmlException as error:
        raise CannotRead(HARMFUL) from error
    return root


def mended(data: bytes) -> bytes:
    """The same in UTF-8, without the signs that XML forbids, and with names of letters, such as
    &nbsp;, as the letters themselves."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    text = CONTROLS.sub("", DECLARATION.sub("", text))
    return NAMED.sub(
        lambda found: found[0] if found[1] in OF_XML else html.unescape(found[0]), text
    ).encode("utf-8", "replace")


def item_of(element: Element) -> Item:
    """One entry."""
    return Item(
        id=words_in(element, "id"),
        title=words_in(element, "title"),
        kind=kind_of(element),
        form=form_of(element),
        author=author_of(element),
        published=words_in(element, "published") or words_in(element, "issued"),
        updated=words_in(element, "updated") or words_in(element, "modified"),
        links=tuple(links_in(element)),
        categories=tuple(categories_in(element)),
        element=element,
    )


def words_in(parent: Element, name: str) -> str:
    """The words of the first element of a name, on one line."""
    for each in parent:
        if local(each.tag) == name:
            text = " ".join("".join(each.itertext()).split())
            is_escaped = each.get("type") == "html"
            return " ".join(re.sub(r"<[^<>]*>", " ", html.unescape(text)).split()) if is_escaped \
                else text  # fmt: skip
    return ""


def author_of(parent: Element) -> str:
    """The name of who wrote it, if it says."""
    for each in parent:
        if local(each.tag) == "author":
            return words_in(each, "name")
    return ""


def kind_of(element: Element) -> str:
    """What Leap2A calls it: entry, resource, selection ...; entry when it does not say."""
    for each in element:
        if local(each.tag) == "type" and each.tag != f"{ATOM}type":
            named = next((value for key, value in each.items() if local(key) == "resource"), "")
            found = last_part(named or (each.text or ""))
            if found:
                return found.lower()
    return "entry"


def form_of(element: Element) -> str:
    """What Mahara calls it: blogpost, html, task, comment ..."""
    for each in element:
        if local(each.tag) == "artefactplugin":
            return next((value for key, value in each.items() if local(key) == "type"), "")
    return ""


def links_in(element: Element) -> Iterator[Link]:
    """Every link, by the last part of its relation; without one it is to the thing itself."""
    for each in element:
        if local(each.tag) == "link" and each.get("href"):
            relation = last_part(each.get("rel") or "alternate").lower()
            yield Link(relation, each.get("href", "").strip(), each.get("title", ""))


def categories_in(element: Element) -> Iterator[Category]:
    """Every category that says something. Of a tag with spaces or accents Mahara writes the term
    without them, and the word that somebody typed as the label."""
    for each in element:
        if local(each.tag) == "category":
            scheme = last_part((each.get("scheme") or "").rstrip("#"))
            names = ("term", "label") if scheme else ("label", "term")
            words = next(filter(None, (each.get(name) for name in names)), each.text or "")
            term = " ".join(words.split())
            if term:
                yield Category(term, scheme, each.get("label", ""))


def last_part(name: str) -> str:
    """A name without what stands before it: leap2:entry, http://terms.leapspecs.org/entry."""
    return re.split(r"[:/#]", name.strip())[-1]
