"""A portfolio in Leap2A, as Mahara, PebblePad and others write it, and as this service does.

Whatever holds somebody's words becomes a thing of its own; what has none, such as a page's
layout, is told by its title. Links between things stay as words, since their places are gone.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from journal.documents.table import CannotRead
from journal.domain.entry_kind import EntryKind
from journal.elsewhere.reading.bodies import blocks_of_text, body_of, is_words, packed_in, type_of
from journal.elsewhere.reading.feed import Category, Feed, Item, parsed
from journal.elsewhere.reading.found import (
    LONGEST_TAG,
    MOST_LINKS,
    MOST_TAGS,
    MOST_THINGS,
    Enclosure,
    Found,
    LeftOut,
    Thing,
)
from journal.elsewhere.reading.packed import Packed
from journal.elsewhere.reading.said_dates import day_of, said_dates, said_status
from journal.elsewhere.reading.to_markdown import as_line

KINDS: Mapping[str, EntryKind] = {
    "entry": EntryKind.REFLECTION,
    "achievement": EntryKind.CERTIFICATE,
    "activity": EntryKind.TRAINING,
    "meeting": EntryKind.NOTE,
    "publication": EntryKind.WORK_PRODUCT,
}
"""What each becomes; any other becomes a note, which claims nothing."""
NOTES = frozenset({"html", "textbox", "annotation", "annotationfeedback", "comment", "plan", "task",
                   "interest", "personalgoal", "academicgoal", "careergoal"})  # fmt: skip
PART_OF = frozenset({"is_part_of", "is_aspect_of"})
UNSAID_LINKS = frozenset({"enclosure", "self", "alternate", "edit", "author", "has_part"})
RELATIONS: Mapping[str, str] = {
    "reflects_on": "Thinks back on",
    "reflected_on_by": "Thought back on in",
    "has_evidence": "Has as evidence",
    "is_evidence_of": "Is evidence of",
    "supports": "Supports",
    "supported_by": "Supported by",
    "related": "Linked to",
}
OWN_SCHEMES = frozenset({"", "tags", "tag", "keywords", "subject", "ksb"})
PERSON = "It is about a person: names, addresses and contact details are not brought over."
ORGANISATION = "It is the name of an organisation, without words of yours."
LAYOUT = "It puts other things together, without words of its own. They come over by themselves."
EMPTY = "It has no words and no file."
NO_FILE = "Its file is not in the ZIP."
NOT_ZIPPED = (
    "This is the list of entries alone. The files that belong to it are in the ZIP that the other "
    "system made: choose that, if you want them too."
)
TOO_MANY = (
    "There are {count:,} things in this file, and {most:,} can be looked through at once. Please "
    "export fewer, for example one journal at a time."
)
NOTHING = "There are no entries in this file."


def read_feed(data: bytes, packed: Packed | None = None, path: str = "") -> Found:
    """All that is in a feed and in the files beside it. CannotRead says why it cannot be read."""
    feed = parsed(data)
    if not feed.items:
        raise CannotRead(NOTHING)
    if len(feed.items) > MOST_THINGS * 2:
        raise CannotRead(TOO_MANY.format(count=len(feed.items), most=MOST_THINGS))
    return Reader(feed, packed, path).found()


@dataclass
class Reader:
    """Goes through the items of one feed."""

    feed: Feed
    packed: Packed | None
    path: str
    left_out: list[LeftOut] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    """The ids of files that belong to some entry, and so are none of their own."""

    def __post_init__(self) -> None:
        """Know every item by its id."""
        self.by_id = {self.feed.same(item.id): item for item in self.feed.items if item.id}
        self.source = self.feed.generator[:60] or "another portfolio"

    def found(self) -> Found:
        """First whatever has words, which says to whom the files belong; then the other files."""
        kept: dict[int, Thing] = {}
        for loose in (False, True):
            for number, item in enumerate(self.feed.items):
                if is_file(item) == loose and self.feed.same(item.id) not in self.used:
                    thing = self.thing(item)
                    if thing is not None:
                        kept[number] = thing
        things = tuple(kept[number] for number in sorted(kept))
        if len(things) > MOST_THINGS:
            raise CannotRead(TOO_MANY.format(count=len(things), most=MOST_THINGS))
        notes = () if self.packed else (NOT_ZIPPED,)
        return Found(self.source, things, tuple(self.left_out), notes)

    def thing(self, item: Item) -> Thing | None:
        """One item as it could become an entry; None when there is nothing of it to bring over."""
        if item.kind in {"person", "organization", "organisation"}:
            self.leave(item, PERSON if item.kind == "person" else ORGANISATION)
            return None
        thing = Thing(item.title, "", self.kind_of(item), day_of(item.published, item.updated))
        embedded: list[str] = []
        told = partial(self.told, embedded)
        blocks = blocks_of_text(item, told)
        thing.text = body_of(item, told, self.fetch) if blocks is None else blocks
        thing.files = self.files_of(item, embedded, thing)
        says_more = self.is_link(item) or is_task(item)
        if not thing.text.strip() and not thing.files and not says_more:
            self.leave(item, self.why_empty(item, thing))
            return None
        self.say_more(item, thing)
        return thing

    def leave(self, item: Item, why: str) -> None:
        """Tell of something that is not brought over."""
        self.left_out.append(LeftOut(item.title or item.kind.capitalize(), why))

    def why_empty(self, item: Item, thing: Thing) -> str:
        """Why nothing of an item can come."""
        if is_file(item):
            return (thing.notes or [NO_FILE])[0]
        return LAYOUT if item.kind == "selection" else EMPTY

    def kind_of(self, item: Item) -> EntryKind:
        """What it becomes; the worker can make it something else."""
        if item.form.lower() in NOTES or self.is_of_another(item):
            return EntryKind.NOTE
        return KINDS.get(item.kind, EntryKind.NOTE)

    def is_of_another(self, item: Item) -> bool:
        """Whether somebody else wrote it: a comment, as a rule."""
        return bool(item.author) and bool(self.feed.author) and item.author != self.feed.author

    def is_link(self, item: Item) -> bool:
        """Whether it is the address of a page."""
        return item.kind == "resource" and bool(web_addresses(item))

    def told(self, embedded: list[str], href: str) -> str | None:
        """What a reference in a text leads to inside the file; a file there is taken along."""
        named = self.feed.named(href)
        href = named if self.feed.same(named) in self.by_id else href
        there = self.by_id.get(self.feed.same(href))
        if there is not None:
            if is_file(there):
                embedded.append(href)
            return there.title or there.kind
        if self.packed and href and self.packed.find(href, self.path):
            embedded.append(href)
            return ""
        return "" if "://" not in href and not href.startswith("mailto:") else None

    def fetch(self, href: str) -> bytes | None:
        """The bytes of a file beside the feed."""
        name = self.packed.find(href, self.path) if self.packed else None
        return self.packed.read(name) if self.packed and name else None

    def files_of(self, item: Item, embedded: list[str], thing: Thing) -> list[Enclosure]:
        """The files of an item: its own, those it is linked to, and those its text shows."""
        found: dict[str, Enclosure] = {}
        for owner, href in self.references(item, embedded):
            enclosure = self.enclosure(owner, href)
            if enclosure is None:
                thing.notes.append(f"The file “{owner.title or href[:80]}” is not in the ZIP.")
            else:
                found.setdefault(href, enclosure)
        if data := packed_in(item.first("content")):
            found[""] = Enclosure(item.title, "", len(data), lambda: data)
        return list(found.values())

    def references(self, item: Item, embedded: list[str]) -> Iterator[tuple[Item, str]]:
        """What refers to a file, and the item that tells about it."""
        for owner in (item, *self.resources(item, embedded)):
            for link in owner.links:
                if link.relation == "enclosure":
                    yield owner, link.href
            content = owner.first("content")
            source = content.get("src") if content is not None else None
            if content is not None and source and not is_words(type_of(content)):
                yield owner, source
        for href in embedded:
            if self.feed.same(href) not in self.by_id:
                yield item, href

    def resources(self, item: Item, embedded: list[str]) -> Iterator[Item]:
        """The files that an item leads to, which then are no things of their own."""
        hrefs = [] if is_file(item) else [link.href for link in item.links]
        if item.kind == "selection":
            hrefs = []
        for href in dict.fromkeys(map(self.feed.same, [*hrefs, *embedded])):
            there = self.by_id.get(href)
            if there is not None and there is not item and is_file(there):
                self.used.add(href)
                yield there

    def enclosure(self, owner: Item, href: str) -> Enclosure | None:
        """A file in the ZIP under the name that people gave it."""
        name = self.packed.find(href, self.path) if self.packed else None
        if not self.packed or name is None:
            return None
        shows = body_of(owner, lambda _: "", lambda _: None) if is_file(owner) else ""
        title = owner.title if is_file(owner) and owner.title else name
        return Enclosure(
            title, " ".join(shows.split()), self.packed.size(name), partial(self.packed.read, name)
        )

    def say_more(self, item: Item, thing: Thing) -> None:
        """Tags, and below the text whatever it was linked to."""
        thing.tags = tuple(dict.fromkeys(tags_of(item)))[:MOST_TAGS]
        if self.is_of_another(item):
            thing.ending.append(f"These are the words of {item.author}, not yours.")
            thing.notes.append("Somebody else wrote this, and it says so.")
        thing.ending += [f"Link there: {address}" for address in web_addresses(item)]
        thing.ending += [*said_dates(item), *said_status(item)]
        thing.ending += self.said_links(item)
        thing.ending = [as_line(" ".join(line.split())) for line in thing.ending]

    def said_links(self, item: Item) -> list[str]:
        """What an item was part of, and what else it led to, by their titles."""
        said: dict[str, list[str]] = {}
        for link in item.links[:MOST_LINKS]:
            there = self.by_id.get(self.feed.same(link.href))
            if there is None or is_file(there) or link.relation in UNSAID_LINKS:
                continue
            if link.relation in PART_OF and is_layout(there):
                continue
            how = RELATIONS.get(link.relation, "Linked to")
            words = "Part of there" if link.relation in PART_OF else how
            said.setdefault(words, []).append(f"“{there.title or there.kind}”")
        return [f"{words}: {', '.join(dict.fromkeys(titles))}" for words, titles in said.items()]


def is_file(item: Item) -> bool:
    """Whether it tells about a file or an address and is no text."""
    return item.kind == "resource"


def is_task(item: Item) -> bool:
    """Whether it is something to do: its title is its words, and it says by when."""
    return item.kind == "plan" and any(said_dates(item))


def is_layout(item: Item) -> bool:
    """Whether it is a page that only shows what stands elsewhere."""
    return any(category.term in {"Webpage", "Website"} for category in item.categories)


def web_addresses(item: Item) -> list[str]:
    """Where an item says it can be seen on the web."""
    found = [link.href for link in item.links if link.relation in {"alternate", "related", "via"}]
    return [href for href in dict.fromkeys(found) if href.startswith(("https://", "http://"))]


def tags_of(item: Item) -> Iterator[str]:
    """The words somebody put on it, without those by which a system sorts."""
    for category in item.categories:
        if is_tag(category):
            yield category.term[:LONGEST_TAG]


def is_tag(category: Category) -> bool:
    """Whether a person chose the word."""
    return category.scheme.lower() in OWN_SCHEMES
