"""A portfolio through the importer of a Mahara, as tests/documents/mahara.py tells it: what comes
out is what went in. Each test names the rule that it holds the export to."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date, timedelta

import pytest
from lxml import etree

from journal.documents import tree
from journal.documents.leap2a import Journal, Post, members
from journal.documents.leap2a_parts import LARGEST_POST
from journal.documents.zips import chunks, held
from journal.portfolio.compiling import document_of
from journal.portfolio.leap import FRONT, noon
from tests.documents.leaving import (
    ADDED,
    ARABIC,
    CODES,
    COVERED,
    LONG,
    MAP,
    TALK,
    export,
    pieces,
    script,
    whole,
)
from tests.documents.mahara import MOST_BYTES, TODAY, Kept, Mahara, Stops
from tests.domain.test_portfolio import KSBS, YES, piece, tag, word

ROOT = "<all>{}</all>"


def posts(written: bytes | None = None) -> list[Kept]:
    """The posts of the one journal, as they are shown."""
    [journal] = Mahara(written or whole()).journals
    return journal.posts


def post(title: str) -> Kept:
    """The post whose title begins so."""
    [found] = [one for one in posts() if one.title.startswith(title)]
    return found


def words(text: str) -> str:
    """The words of a text, on one line."""
    return " ".join("".join(etree.fromstring(ROOT.format(text)).itertext()).split())


def test_one_journal_holds_every_section_and_nothing_is_left_over() -> None:
    """Only what the journal names as its parts comes into it; the rest lands in a journal called
    after the import, dated today."""
    taken = Mahara(whole())
    assert taken.loose == []
    [journal] = taken.journals
    assert journal.title == "Eleven months"
    assert "Hello." in words(journal.text)
    sections = [one for one in document_of(script(*pieces())).sections if one.anchor not in FRONT]
    titles = {f"{one.kicker}: {one.title}" if one.kicker else one.title for one in sections}
    assert sorted(one.title for one in journal.posts) == sorted(titles)
    assert f"Piece 1: {LONG.strip()}" in titles


def test_posts_come_newest_first_and_of_one_day_the_later_first() -> None:
    """A journal is shown by date, and where dates are the same by what came last."""
    shown = [one.title.partition(":")[0] for one in posts()]
    assert [one for one in shown if one.startswith("Piece")] == ["Piece 1", "Piece 3", "Piece 2"]
    assert shown[:2] == ["Mapping annex", "Closing words"]


def test_a_page_shows_everything_in_the_order_of_the_portfolio() -> None:
    """A journal turns the order round; a page keeps it, and is what people share and hand in."""
    [page] = Mahara(whole()).pages
    first, *others = page.blocks
    assert (page.title, first.kind) == ("Eleven months", "text")
    assert "Hello." in words(first.shows)
    sections = [one for one in document_of(script(*pieces())).sections if one.anchor not in FRONT]
    titles = [f"{one.kicker}: {one.title}" if one.kicker else one.title for one in sections]
    assert [(one.kind, one.shows) for one in others] == [("blogpost", title) for title in titles]


def test_more_than_a_page_can_hold_becomes_several() -> None:
    """Until somebody says yes to an import, each page waits in a column of its own."""
    sections = [tree.Section(f"s{number}", f"Section {number}", ()) for number in range(230)]
    document = replace(document_of(script(*pieces())), sections=tuple(sections))
    written = Journal(document, "urn:uuid:0", ADDED, ADDED, (), tuple(
        Post(section, ADDED, ADDED) for section in sections
    ))  # fmt: skip
    shown = Mahara(b"".join(chunks(list(members(written))))).pages
    assert [one.title for one in shown] == [
        f"Eleven months (page {number} of 3)" for number in (1, 2, 3)
    ]
    blocks = [block for page in shown for block in page.blocks]
    assert [one.shows for one in blocks[1:]] == [section.title for section in sections]
    assert [one.kind for one in blocks] == ["text", *["blogpost"] * len(sections)]


def test_a_page_stays_small_below_a_long_introduction() -> None:
    """It stands in the journal, whose text has a column of its own."""
    section = tree.Section("s", "One", (tree.Paragraph((tree.Text("word " * 10_000),)),))
    document = replace(document_of(script(*pieces())), sections=(section,))
    written = Journal(document, "urn:uuid:0", ADDED, ADDED, (section,), (
        Post(section, ADDED, ADDED),
    ))  # fmt: skip
    taken = Mahara(b"".join(chunks(list(members(written)))))
    assert "word word" in taken.journals[0].text
    assert [(one.kind, one.shows) for one in taken.pages[0].blocks] == [("blogpost", "One")]


def test_a_post_is_dated_as_its_piece_and_never_today() -> None:
    """Without a date of its own a thing is as old as its import."""
    assert post("Piece 2").made == noon(date(2026, 1, 5))
    assert post("Piece 1").made == noon(date(2026, 4, 30))
    taken = Mahara(whole())
    for one in [*taken.journals, *posts(), *taken.files.values()]:
        assert TODAY not in {one.made, one.changed}, one.title
        assert one.made <= one.changed


def test_the_codes_that_a_piece_shows_are_its_tags_and_stand_in_its_text() -> None:
    """A tag is a category without a scheme. Abilities become posts without their links, so a
    statement is also said in words."""
    assert [post(f"Piece {number}").tags for number in (1, 2, 3)] == [CODES, CODES[:1], CODES[1:2]]
    said = words(post("Piece 1").text)
    for code in CODES:
        assert f"{code}: confirmed" in said
        assert " ".join(KSBS[code].text.split()) in said


def test_files_are_attached_under_their_names_with_what_they_show() -> None:
    """What encloses one thing that is no entry is a file, called by the title of its entry; the
    ending of that title is what it downloads with. What is said of it is its summary, as long as
    its content is empty."""
    taken = Mahara(whole())
    assert [(one.title, one.text, one.media_type, one.data) for one in post("Piece 1").files] == [
        ("piece-1-1.png", "A map of the ground floor", "image/png", MAP),
        ("piece-1-2.wav", "How we agreed", "audio/wav", TALK),
    ]
    assert len(taken.files) == 2
    assert {one.made for one in taken.files.values()} == {ADDED}
    for one in post("Piece 1").files:
        assert f"{one.title}" in words(post("Piece 1").text)
    assert "02:10 explains consent" in words(post("Piece 1").text)
    assert "They are attached to this entry" in words(post("Piece 1").text)
    assert "folder" not in words(post("Piece 1").text)


def test_an_account_made_of_the_file_has_both_names() -> None:
    """Where a person is told about, the names of the account are those given there, or empty."""
    assert Mahara(whole()).names == ("Robin", "Example Hill")


def test_the_words_of_a_post_are_those_of_its_piece() -> None:
    """The element around a text is counted off by its letters, so it may say nothing more."""
    said = words(post("Piece 1").text)
    for line in ("I drew a map with [removed].", ARABIC, "“You did not try to fix me,” she said, "
                 "and laughed.", "The map is on the web."):  # fmt: skip
        assert line in said
    assert 'href="https://example.org/map?a=1&amp;b=2"' in post("Piece 1").text


def test_a_text_that_speaks_of_references_loses_nothing() -> None:
    """A text with certain letters and any link is read once more, and its first element alone is
    kept of it."""
    one = piece(tag(CODES[0]))
    statement = 'I wrote rel="enclosure" and [a link](https://example.org).\n\nThe very last words.'
    written = export(script(replace(one, evidence=replace(one.evidence, statement=statement))))
    [found] = [each for each in posts(written) if each.title.startswith("Piece 1")]
    assert 'rel="enclosure"' in found.text
    assert "The very last words." in words(found.text)
    assert "Nobody has confirmed this yet." in words(found.text)


@pytest.mark.parametrize("number", range(9))
def test_nothing_is_written_that_is_cleaned_away_when_shown(number: int) -> None:
    """What is shown is cleaned to the HTML of XHTML 1.0: a list of definitions holds terms alone,
    a direction is left or right, and an element that is empty was closed in one tag, which a
    browser takes for one that goes on."""
    [journal] = Mahara(whole()).journals
    shown = [journal, *journal.posts]
    assert len(shown) == 9
    root = etree.fromstring(ROOT.format(shown[number].text))
    for one in root.iter():
        assert set(one.attrib) <= {"href", "dir", "start", "scope"}, one.tag
        assert one.get("dir") in {None, "rtl"}
        assert one.tag in {"br", "hr", "td", "th"} or len(one) or (one.text or "").strip(), one.tag
        if one.tag == "dl":
            assert {child.tag for child in one} == {"dt", "dd"}


def test_words_from_right_to_left_say_so() -> None:
    """A direction that the browser should find is not known there."""
    root = etree.fromstring(ROOT.format(post("Piece 1").text))
    right = ["".join(one.itertext()) for one in root.iter() if one.get("dir") == "rtl"]
    assert right == [ARABIC]


def test_what_is_too_long_becomes_several_posts_and_nothing_is_lost() -> None:
    """On MySQL a text and what goes with it have 65,535 bytes; more stops the import."""
    lines = [f"Line {number} of a very long account of what we did." for number in range(4000)]
    first, *others = pieces()
    long = replace(first, evidence=replace(first.evidence, statement="\n\n".join(lines)))
    tags = [tag(code, word(YES)) for code in COVERED[:12]]
    many = [piece(*tags, title=f"A day, {'and ' * 30}{number}") for number in range(58)]
    written = script(long, *others[:1], *many)
    taken = posts(export(written))
    parts = [one for one in reversed(taken) if one.title.startswith("Piece 1:")]
    assert len(parts) > 4
    endings = [f"(part {number} of {len(parts)})" for number in range(1, len(parts) + 1)]
    assert [one.title[one.title.index("(part") :] for one in parts] == endings
    said = " ".join(words(one.text) for one in parts)
    assert re.findall(r"Line \d+ of", said) == [line[: line.index(" a ")] for line in lines]
    assert [len(one.files) for one in parts] == [2] + [0] * (len(parts) - 1)
    assert {tuple(one.tags) for one in parts} == {tuple(CODES)}
    annex = [one for one in reversed(taken) if one.title.startswith("Mapping annex")]
    assert len(annex) > 1
    rows = re.findall(r'<th scope="row">([^<]+)', "".join(one.text for one in annex))
    assert rows == [answer.code for answer in written.selection.answers]
    for one in taken:
        assert not re.search(r"</h\d></div>$", one.text), "no part ends with a heading"


def test_an_introduction_that_is_too_long_becomes_posts() -> None:
    """What introduces a journal is kept in the same column as a post."""
    long = "\n\n".join(["ب" * 1000] * 40)
    [journal] = Mahara(export(script(*pieces(), introduction=long))).journals
    said = "".join(one.text for one in journal.posts if one.title.startswith("Introduction"))
    assert said.count("ب") == 40_000
    assert len(journal.text.encode()) < LARGEST_POST < MOST_BYTES


def test_the_zip_is_one_that_any_unpacker_opens() -> None:
    """The feed lies at the top. A path is taken as it stands after its signs of % and + are read,
    so it has none; and no right of a file says that it cannot be read afterwards."""
    with zipfile.ZipFile(io.BytesIO(whole())) as opened:
        assert opened.testzip() is None
        assert opened.namelist()[0] == "leap2a.xml"
        for one in opened.infolist():
            assert re.fullmatch(r"[a-z0-9_./-]+", one.filename)
            assert ".." not in one.filename
            assert (one.create_system, one.external_attr, one.flag_bits & 0x8) == (0, 0, 0)


FAULTS = [
    ("<leap2:version>http://www.leapspecs.org/2010-07/2A/", "<leap2:version>2A/"),
    ('rel="leap2:has_part"', 'rel="has_part"'),
    ('term="Blog"', 'term="Journal"'),
    ('xmlns:leap2="http://terms.leapspecs.org/"', 'xmlns:leap2="http://leap.example/"'),
    ("published>", "issued>"),
    ('rel="related"', 'rel="leap2:related"'),
    ('href="export_info/', 'href="./files/'),
    (f'<category term="{CODES[0]}"/>', f'<category term="{CODES[0]}" scheme="tags#"/>'),
    (f'<category term="{CODES[0]}"/>', f'<category term="{CODES[0] * 99}"/>'),
    ('type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">',
     'type="xhtml"><div class="a" xmlns="http://www.w3.org/1999/xhtml">'),
    ('<content type="xhtml">', '<content type="text/html">'),
    ('term="Webpage"', 'term="Page"'),
    (' mahara:newlayout="1"', ""),
    ('LEAP_Extensions"', 'LEAP_Extensions#"'),
    ('mahara:positiony="3"', 'mahara:positiony="0"'),
    ('mahara:blocktype="blogpost"', 'mahara:blocktype="post"'),
    ('<mahara:artefactid>["portfolio:', '<mahara:artefactid>["'),
]  # fmt: skip


def kept_of(taken: Mahara) -> tuple[object, ...]:
    """All of it."""
    return taken.journals, taken.loose, taken.pages


@pytest.mark.parametrize(("right", "wrong"), FAULTS)
def test_a_fault_in_the_feed_is_one_that_these_tests_see(right: str, wrong: str) -> None:
    """The rules bite: each of these makes another journal of it, or none."""
    with zipfile.ZipFile(io.BytesIO(whole())) as opened:
        kept = [(name, opened.read(name)) for name in opened.namelist()]
    feed = kept[0][1].decode()
    assert right in feed
    members_now = [held("leap2a.xml", feed.replace(right, wrong).encode())]
    members_now += [held(name, data) for name, data in kept[1:]]
    changed = b"".join(chunks(members_now))
    try:
        taken = Mahara(changed)
    except Stops:
        return
    before = Mahara(whole())
    assert kept_of(taken) != kept_of(before)


def test_every_moment_is_of_its_day_in_any_zone() -> None:
    """A date is kept in the zone of the server, wherever that is."""
    for hours in range(-11, 12):
        there = post("Piece 2").made + timedelta(hours=hours)
        assert there.date() == date(2026, 1, 5)
