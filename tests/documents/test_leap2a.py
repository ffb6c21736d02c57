"""Leap2A held to the shape of a real system's export, whose facts stand here as constants."""

import io
import json
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from journal.documents import tree
from journal.documents.leap2a import Enclosed, Journal, Post, feed, members
from journal.documents.zips import chunks, held
from tests.documents.examples import HOSTILE, PIECES, everywhere, portfolio

ATOM = "{http://www.w3.org/2005/Atom}"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
LEAP2 = "{http://terms.leapspecs.org/}"
MAHARA = "{https://wiki.mahara.org/wiki/Developer_Area/Import//Export/LEAP_Extensions}"
XHTML = "{http://www.w3.org/1999/xhtml}"
PREFIXES = {
    None: "http://www.w3.org/2005/Atom",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "leap2": "http://terms.leapspecs.org/",
    "categories": "http://wiki.leapspecs.org/2A/categories/",
    "mahara": "https://wiki.mahara.org/wiki/Developer_Area/Import//Export/LEAP_Extensions",
}
"""The prefixes of the export; "portfolio" too, which is each file's own."""
VERSION = "http://www.leapspecs.org/2010-07/2A/"
FEED_BEGINS = ["version", "id", "title", "updated", "generator", "author"]
ALWAYS = {"title", "id", "updated", "content", "type"}
SHAPES = {
    "Blog": ({"published"}, {"leap2:has_part"}, [("Blog", "categories:selection_type#", None)]),
    "Webpage": (
        {"published", "summary", "view"}, {"leap2:has_part"},
        [("Webpage", "categories:selection_type#", None)],
    ),
    "leap2:entry": ({"published"}, {"leap2:is_part_of", "related"}, []),
    "leap2:resource": (
        {"published", "summary"}, {"enclosure"}, [("Offline", "categories:resource_type#", "File")],
    ),
    "leap2:person": ({"persondata"}, set(), [("Self", "categories:person_type#", None)]),
}  # fmt: skip
"""Of each kind of entry in the export, a selection by its category: what else it has, its links,
its categories of a scheme."""
DAY = datetime(2026, 4, 12, 11, tzinfo=UTC)
PICTURE = Enclosed("a map.PNG", "A map of <town>", "image/png", DAY, held("x", b"not a picture"))


def journal_of(document: tree.Document, files: tuple[Enclosed, ...] = ()) -> Journal:
    """Every section as a post but the first, with the files on the first of them."""
    posts = [Post(each, DAY, DAY, (each.anchor, "K1 & S2")) for each in document.sections[1:]]
    if posts:
        posts[0] = replace(posts[0], files=files)
    return Journal(document, "urn:uuid:0", DAY, DAY, document.sections[:1], tuple(posts))


def parsed(journal: Journal) -> etree._Element:
    return etree.fromstring(feed(journal).encode())


def kind_of(entry: etree._Element) -> str:
    kind = str(entry.find(f"{RDF}type").get(f"{RDF}resource"))
    return str(entry.find(f"{ATOM}category").get("term")) if kind == "leap2:selection" else kind


@pytest.fixture(scope="module")
def root() -> etree._Element:
    return parsed(journal_of(portfolio(), (PICTURE, PICTURE)))


def test_the_feed_begins_as_theirs(root: etree._Element) -> None:
    assert root.tag == f"{ATOM}feed"
    assert {name: root.nsmap[name] for name in PREFIXES} == PREFIXES
    assert "portfolio" in root.nsmap
    names = [etree.QName(each).localname for each in root]
    assert names[: len(FEED_BEGINS)] == FEED_BEGINS
    assert set(names[len(FEED_BEGINS) :]) == {"entry"}
    assert root.findtext(f"{LEAP2}version") == VERSION


def test_every_entry_has_the_shape_of_its_kind(root: etree._Element) -> None:
    entries = root.findall(f"{ATOM}entry")
    assert {kind_of(entry) for entry in entries} == set(SHAPES)
    for entry in entries:
        more, links, categories = SHAPES[kind_of(entry)]
        names = {etree.QName(each).localname for each in entry} - {"link", "category"}
        assert names == ALWAYS | more
        assert {each.get("rel") for each in entry.findall(f"{ATOM}link")} <= links
        found = [
            (each.get("term"), each.get("scheme"), each.get("label"))
            for each in entry.findall(f"{ATOM}category")
        ]
        assert [one for one in found if one[1]] == categories
        for name in ({"updated"} | more) & {"updated", "published"}:
            moment = datetime.fromisoformat(entry.findtext(f"{ATOM}{name}") or "")
            assert moment == DAY


def test_the_journal_has_every_post_and_each_says_so(root: etree._Element) -> None:
    by_name = {entry.findtext(f"{ATOM}id"): entry for entry in root.findall(f"{ATOM}entry")}
    [blog] = [entry for entry in by_name.values() if kind_of(entry) == "Blog"]
    parts = [each.get("href") for each in blog.findall(f"{ATOM}link")]
    assert len(parts) == len(set(parts)) == PIECES + 1
    for part in parts:
        assert kind_of(by_name[part]) == "leap2:entry"
        hrefs = {
            (each.get("rel"), each.get("href")) for each in by_name[part].findall(f"{ATOM}link")
        }
        assert ("leap2:is_part_of", blog.findtext(f"{ATOM}id")) in hrefs


def test_a_page_has_every_post_in_order_and_is_laid_out_as_theirs(root: etree._Element) -> None:
    by_kind = {kind_of(entry): entry for entry in root.findall(f"{ATOM}entry")}
    blog, page = by_kind["Blog"], by_kind["Webpage"]
    [view] = page.findall(f"{MAHARA}view")
    assert view.attrib == {
        f"{MAHARA}newlayout": "1", f"{MAHARA}type": "portfolio", f"{MAHARA}ownerformat": "3",
    }  # fmt: skip
    for number, block in enumerate(view):
        assert block.tag == f"{MAHARA}blockinstance"
        kind, field = ("blogpost", "artefactid") if number else ("text", "text")
        assert block.attrib == {
            f"{MAHARA}blocktype": kind, f"{MAHARA}blocktitle": "", f"{MAHARA}positionx": "0",
            f"{MAHARA}positiony": str(3 * number), f"{MAHARA}height": "3", f"{MAHARA}width": "12",
        }  # fmt: skip
        assert [each.tag for each in block] == [f"{MAHARA}{field}"]
    hrefs = [each.get("href") for each in page.findall(f"{ATOM}link")]
    assert [each.get("href") for each in blog.findall(f"{ATOM}link")] == hrefs
    assert [json.loads("".join(block.itertext())) for block in view[1:]] == [[one] for one in hrefs]


def test_a_tag_has_no_scheme_and_a_post_is_xhtml(root: etree._Element) -> None:
    posts = [each for each in root.findall(f"{ATOM}entry") if kind_of(each) == "leap2:entry"]
    for number, post in enumerate(posts[:PIECES], start=1):
        tags = [each.get("term") for each in post.findall(f"{ATOM}category")]
        assert tags == [f"piece-{number}", "K1 & S2"]
        content = post.find(f"{ATOM}content")
        assert content.get("type") == "xhtml"
        assert [each.tag for each in content] == [f"{XHTML}div"]
        assert f"opens piece number {number}." in "".join(content.itertext())
        assert not list(content.iter(f"{XHTML}a"))


def test_a_file_is_related_to_its_post_and_lies_where_it_says(root: etree._Element) -> None:
    journal = journal_of(portfolio(), (PICTURE, PICTURE))
    with zipfile.ZipFile(io.BytesIO(b"".join(chunks(list(members(journal)))))) as opened:
        names = opened.namelist()
        assert names[0] == "leap2a.xml"
        first = root.findall(f"{ATOM}entry")[2]
        related = [
            each.get("href") for each in first.iter(f"{ATOM}link") if each.get("rel") == "related"
        ]
        assert len(related) == 2
        for name, path in zip(related, names[1:], strict=True):
            [file] = [each for each in root if each.findtext(f"{ATOM}id") == name]
            [link] = file.findall(f"{ATOM}link")
            assert (link.get("href"), link.get("type")) == (path, "image/png")
            assert path.startswith("export_info/files/")
            assert path.endswith(".png")
            assert file.findtext(f"{ATOM}title") == "a map.PNG"
            assert opened.read(path) == b"not a picture"


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(words: str) -> None:
    document = everywhere(words)
    post = Post(document.sections[0], DAY, DAY, (words,))
    root = parsed(Journal(document, "urn:uuid:0", DAY, DAY, (), (post,)))
    assert root.findtext(f"{ATOM}title") == words
    assert "".join(root.itertext()).count(words) >= 25
    [tag] = [each for each in root.iter(f"{ATOM}category") if not each.get("scheme")]
    assert tag.get("term") == words


@settings(max_examples=40, deadline=None)
@given(st.text())
def test_whatever_people_type_is_well_formed(words: str) -> None:
    document = everywhere(words)
    post = Post(document.sections[0], DAY, DAY, (words,))
    parsed(Journal(document, "urn:uuid:0", DAY, DAY, document.sections, (post,)))


def test_equal_journals_are_equal_files() -> None:
    one = b"".join(chunks(list(members(journal_of(portfolio(), (PICTURE,))))))
    assert one == b"".join(chunks(list(members(journal_of(portfolio(), (PICTURE,))))))
