"""A portfolio as Leap2A, which other portfolio systems take in: a journal, its posts, its files,
and a page that shows the posts in their order.

The shape is that of Mahara's own export: a selection of the category Blog, posts that are part of
it, files that posts are related to, and a selection of the category Webpage. A system that takes
posts in reads tags and words and drops what it does not know, so a statement that a post shows is a
tag and stands in the text too.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from xml.sax.saxutils import quoteattr

from journal.documents import tree
from journal.documents.characters import clean
from journal.documents.leap2a_entry import category, entry, link, moment, plain
from journal.documents.leap2a_pages import MAHARA, pages
from journal.documents.xhtml import xhtml
from journal.documents.zips import Member, held

FEED = "leap2a.xml"
FILES = "export_info/files/"
VERSION = "http://www.leapspecs.org/2010-07/2A/"
SPACES = {
    "xmlns": "http://www.w3.org/2005/Atom",
    "xmlns:rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xmlns:leap2": "http://terms.leapspecs.org/",
    "xmlns:categories": "http://wiki.leapspecs.org/2A/categories/",
    "xmlns:mahara": MAHARA,
}
BLOG, PERSON = "portfolio:journal", "portfolio:person"
LONGEST_TAG = 128


@dataclass(frozen=True)
class Enclosed:
    """A file that goes along: what it is called, what it shows, and its bytes."""

    name: str
    shows: str
    media_type: str
    added: datetime
    member: Member


@dataclass(frozen=True)
class Post:
    """One section as a post, with when it was written and last changed."""

    section: tree.Section
    published: datetime
    updated: datetime
    tags: tuple[str, ...] = ()
    files: tuple[Enclosed, ...] = ()


@dataclass(frozen=True)
class Journal:
    """All of it. `address` names this portfolio for ever and leads nowhere."""

    document: tree.Document
    address: str
    published: datetime
    updated: datetime
    front: tuple[tree.Section, ...]
    """The sections that stand above the posts."""
    posts: tuple[Post, ...]


def members(journal: Journal) -> Iterator[Member]:
    """What lies in the ZIP, the feed first."""
    files = ((file.name, file.member) for file in _files(journal))
    yield from around(feed(journal).encode(), files)


def around(written: bytes, files: Iterable[tuple[str, Member]]) -> Iterator[Member]:
    """The same for a feed that was written before: its files in their order, by their names."""
    yield held(FEED, written)
    for number, (name, member) in enumerate(files, start=1):
        yield replace(member, name=_path(number, name))


def feed(journal: Journal) -> str:
    """The feed itself."""
    document = journal.document
    spaces = {**SPACES, "xmlns:portfolio": f"{journal.address}/"}
    written = " ".join(f"{name}={quoteattr(space)}" for name, space in spaces.items())
    parts = (
        '<?xml version="1.0" encoding="utf-8"?>',
        f"<feed {written}>",
        f"<leap2:version>{VERSION}</leap2:version>",
        f"<id>{plain(journal.address)}</id>",
        f"<title>{plain(document.title)}</title>",
        f"<updated>{moment(journal.updated)}</updated>",
        "<generator>Alongside</generator>",
        f"<author><name>{plain(document.author)}</name><uri>{PERSON}</uri></author>",
        *_entries(journal),
        "</feed>",
        "",
    )
    return "\n".join(parts)


def _entries(journal: Journal) -> Iterator[str]:
    yield _person(journal)
    yield _blog(journal)
    number = 0
    for post in journal.posts:
        names = [f"portfolio:file-{number + index}" for index in range(1, len(post.files) + 1)]
        yield _post(post, names)
        for file, name in zip(post.files, names, strict=True):
            number += 1
            yield _resource(file, name, number)
    names = [_name(post) for post in journal.posts]
    yield from pages(journal.document.title, journal.updated, _introduction(journal), names)


def _person(journal: Journal) -> str:
    """Who wrote it. A system that makes an account of the file takes both names from here, and
    empties those of an account it has where none are given."""
    first, _, rest = " ".join(clean(journal.document.author).split()).partition(" ")
    names = {"legal_given_name": first, "legal_family_name": rest}
    return entry(
        journal.document.author, PERSON, None, journal.updated, "<content></content>", "person",
        (_about(field, words) for field, words in names.items() if words),
        (category("Self", "person_type"),),
    )  # fmt: skip


def _blog(journal: Journal) -> str:
    return entry(
        journal.document.title, BLOG, journal.published, journal.updated,
        _content(_introduction(journal)), "selection",
        [link("leap2:has_part", _name(post)) for post in journal.posts],
        [category("Blog", "selection_type")],
    )  # fmt: skip


def _introduction(journal: Journal) -> tree.Blocks:
    blocks: list[tree.Block] = [tree.KeyValues(journal.document.cover.lines)]
    for section in journal.front:
        blocks += [tree.Heading(3, section.title), *section.blocks]
    return tuple(blocks)


def _post(post: Post, files: Sequence[str]) -> str:
    section = post.section
    title = f"{section.kicker}: {section.title}" if section.kicker else section.title
    links = [link("leap2:is_part_of", BLOG), *(link("related", name) for name in files)]
    tags = (clean(tag)[:LONGEST_TAG] for tag in post.tags)
    return entry(
        title, _name(post), post.published, post.updated, _content(section.blocks), "entry",
        links, [f"<category term={quoteattr(tag)}/>" for tag in tags],
    )  # fmt: skip


def _resource(file: Enclosed, name: str, number: int) -> str:
    enclosure = (
        f'<link rel="enclosure" type={quoteattr(file.media_type)} '
        f"href={quoteattr(_path(number, file.name))}/>"
    )
    return entry(
        file.name, name, file.added, file.added,
        f"<summary>{plain(file.shows)}</summary>\n{_content(())}", "resource",
        [enclosure], [category("Offline", "resource_type", "File")],
    )  # fmt: skip


def _content(blocks: tree.Blocks) -> str:
    return f'<content type="xhtml">{xhtml(blocks)}</content>'


def _about(field: str, words: str) -> str:
    return f'<leap2:persondata leap2:field="{field}">{plain(words)}</leap2:persondata>'


def _name(post: Post) -> str:
    return f"portfolio:{post.section.anchor}"


def _files(journal: Journal) -> Iterator[Enclosed]:
    return (file for post in journal.posts for file in post.files)


def _path(number: int, name: str) -> str:
    """A path without a sign that a system could trip over; the name people gave is the title."""
    ending = name.rpartition(".")[2]
    safe = "".join(sign for sign in ending if sign.isascii() and sign.isalnum())[:8].lower()
    return f"{FILES}{number}-file.{safe or 'bin'}"
