"""Leap2A as several systems write it, read into things that could become entries."""

from datetime import date

import pytest

from journal.documents.table import CannotRead
from journal.domain.entry_kind import EntryKind
from journal.elsewhere.reading.found import Found, Thing
from journal.elsewhere.reading.reading import read
from tests.elsewhere.made import (
    PNG,
    entry,
    feed,
    link,
    portfolio,
    resource,
    tag,
    xhtml,
    zipped,
)


def only(found: Found) -> Thing:
    """The one thing that was found."""
    (thing,) = found.things
    return thing


def test_a_post_of_mahara_with_its_tags_its_file_and_its_journal() -> None:
    found = read(
        portfolio(
            entry("My journal", kind="leap2:selection", name="portfolio:blog",
                  more=link("leap2:has_part", "portfolio:a1")
                  + tag("Blog", "categories:selection_type#")),
            entry("A day", xhtml("<p>We had <b>tea</b>.</p>"),
                  more=tag("K27") + tag("tea") + link("leap2:is_part_of", "portfolio:blog")
                  + link("related", "portfolio:f1")),
            resource("picture.png", "files/p.png", shows="A cup"),
            p=PNG,
        )
    )  # fmt: skip
    thing = only(found)
    assert (thing.title, thing.text) == ("A day", "We had **tea**.")
    assert thing.kind is EntryKind.REFLECTION
    assert thing.dated == date(2025, 5, 3)
    assert thing.tags == ("K27", "tea")
    assert [(file.name, file.shows, file.read()) for file in thing.files] == [
        ("picture.png", "A cup", PNG)
    ]
    assert thing.ending == ["Part of there: “My journal”"]
    assert found.source == "Mahara"
    assert [each.title for each in found.left_out] == ["My journal"]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<content>one * two</content>", "one \\* two"),
        ('<content type="text">a\nb</content>', "a\nb"),
        ('<content type="html">&lt;p&gt;&lt;i&gt;a&lt;/i&gt;&lt;/p&gt;</content>', "*a*"),
        ('<content type="text/html">&lt;b&gt;a&lt;/b&gt; b</content>', "**a** b"),
        ('<content type="html"><![CDATA[<p>a</p>]]></content>', "a"),
        (xhtml("<p>a</p>"), "a"),
        ('<content type="text/html" src="pages/a%20b.html"/>', "from *outside*"),
        ("<summary>only this</summary><content/>", "only this"),
        ("<summary>first</summary><content>then</content>", "first\n\nthen"),
        ("<summary>the same</summary><content>the same, and more</content>", "the same, and more"),
    ],
)
def test_words_are_read_however_they_are_enclosed(content: str, text: str) -> None:
    pages = {"pages/a b.html": "<html><head><title>x</title></head><body>from <i>outside</i>"}
    assert only(read(zipped({"leap2a.xml": feed(entry("A", content)), **pages}))).text == text


def test_other_prefixes_whole_names_and_another_folder_make_no_difference() -> None:
    text = (
        '<a:feed xmlns:a="http://www.w3.org/2005/Atom" xmlns:l="http://terms.leapspecs.org/" '
        'xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:p="http://p.example/">'
        "<a:generator>PebblePad</a:generator>"
        "<a:entry><a:id>p:1</a:id><a:title type='html'>A &amp;amp; B</a:title>"
        "<a:published>2025-07-31T23:30:00Z</a:published><a:content>words</a:content>"
        '<r:type r:resource="http://terms.leapspecs.org/achievement"/>'
        '<a:link href="http://p.example/2" rel="http://terms.leapspecs.org/supports"/></a:entry>'
        "<a:entry><a:id>http://p.example/2</a:id><a:title>Other</a:title>"
        '<a:content>more</a:content><r:type r:resource="l:ability"/></a:entry></a:feed>'
    )
    first, second = read(zipped({"out/feed.xml": text})).things
    assert first.title == "A & B"
    assert first.kind is EntryKind.CERTIFICATE
    assert first.dated == date(2025, 8, 1), "half past midnight in Britain"
    assert first.ending == ["Supports: “Other”"]
    assert second.kind is EntryKind.NOTE


def test_a_link_without_a_relation_or_a_target_is_no_stumbling_block() -> None:
    more = '<link href="https://a.example/page"/><link rel="related" href="portfolio:gone"/><link/>'
    thing = only(read(feed(entry("A", "<content>words</content>", more=more)).encode()))
    assert thing.ending == ["Link there: https://a.example/page"]


def test_pictures_in_the_text_and_files_with_a_source_come_along() -> None:
    found = read(
        zipped({
            "top/leap2a.xml": feed(
                entry("A", xhtml('<p>See <img src="portfolio:f1" alt="x"/></p>')),
                resource("map.png", "./files/m.png"),
                entry("Slides", '<content type="image/png" src="files/m.png"/>', name="p:2"),
            ),
            "top/files/m.png": PNG,
        })
    )  # fmt: skip
    assert [(each.title, [file.name for file in each.files]) for each in found.things] == [
        ("A", ["map.png"]),
        ("Slides", ["top/files/m.png"]),
    ]
    assert found.things[0].text == "See (picture: map.png)"


def test_a_picture_in_a_text_of_mahara_comes_along_by_its_reference() -> None:
    """Where a text shows a file that is exported too, Mahara writes the picture with a reference
    to that file's entry and without a source; a link to it the same way."""
    found = read(
        portfolio(
            entry("A", xhtml('<p>See <img rel="leap2:has_part" href="portfolio:f1" alt="" /> and '
                             '<a rel="leap2:has_part" href="portfolio:f2">the plan</a></p>')),
            resource("map.png", "files/m.png"),
            resource("plan.png", "files/q.png", name="portfolio:f2"),
            m=PNG, q=PNG,
        )
    )  # fmt: skip
    thing = only(found)
    assert thing.text == "See (picture: map.png) and the plan"
    assert [file.name for file in thing.files] == ["map.png", "plan.png"]


@pytest.mark.parametrize(
    ("category", "tag"),
    [
        ('<category term="Person-centred-care" label="Person centred care"/>',
         "Person centred care"),
        ('<category term="-" label="حوار"/>', "حوار"),
        ('<category term="K27"/>', "K27"),
        ('<category label="only a label"/>', "only a label"),
    ],
)  # fmt: skip
def test_a_tag_is_what_somebody_typed_and_not_what_a_system_made_of_it(
    category: str, tag: str
) -> None:
    """Mahara keeps letters without accents and digits in the term, and the rest in the label."""
    assert only(read(portfolio(entry("A", "<content>w</content>", more=category)))).tags == (tag,)


def test_a_page_of_mahara_gives_the_words_typed_into_it_and_nothing_of_its_menu() -> None:
    view = (
        '<mahara:view><mahara:blockinstance mahara:blocktype="text" mahara:blocktitle="About">'
        "<mahara:text>[&quot;&lt;p&gt;My own words&lt;\\/p&gt;&quot;]</mahara:text>"
        "</mahara:blockinstance></mahara:view>"
    )
    found = read(portfolio(entry("Page", xhtml("<p>Menu</p>"), kind="leap2:selection", more=view)))
    assert only(found).text == "## About\n\nMy own words"


@pytest.mark.parametrize(
    ("address", "comes"),
    [
        ("http://old.example/artefact/file/download.php?file=11&amp;embedded=1", True),
        ("/artefact/file/download.php?file=11", True),
        ("http://old.example/artefact/file/download.php?file=12", False),
        ("http://other.example/artefact/file/download.php?file=11", False),
        ("//other.example/artefact/file/download.php?file=11", False),
        ("http://old.example/artefact/file/view.php?file=11", False),
    ],
)
def test_a_picture_in_a_page_comes_by_its_address_on_that_mahara(address: str, comes: bool) -> None:
    """A text block is exported as it was typed, with the addresses of the site it was typed on."""
    page = f"<p>Here: <img src='{address}' alt='a map'></p><p><a href='{address}'>it</a></p>"
    page = page.replace("<", "&lt;")
    view = (
        '<mahara:view><mahara:blockinstance mahara:blocktype="text" mahara:blocktitle="">'
        f'<mahara:text>["{page}"]</mahara:text></mahara:blockinstance></mahara:view>'
    )
    found = read(
        portfolio(
            entry("Page", "<content></content>", kind="leap2:selection", more=view),
            resource("map.png", "files/m.png", name="portfolio:artefact11"),
            m=PNG,
        )
    )
    thing = found.things[0]
    assert [file.name for file in thing.files] == (["map.png"] if comes else [])
    picture, _, link = thing.text.partition("\n\n")
    assert picture == f"Here: (picture: {'map.png' if comes else 'a map'})"
    is_web = address.startswith("http")
    plain = address.replace("&amp;", "&")
    assert link == ("it" if comes or not is_web else f"[it]({plain})")
    assert len(found.things) == (1 if comes else 2)


def test_what_cannot_come_is_told_by_its_title_and_why() -> None:
    found = read(
        portfolio(
            entry("Robin", kind="leap2:person", name="portfolio:1"),
            entry("Empty", name="portfolio:2"),
            resource("gone.png", "files/gone.png", name="portfolio:3"),
            entry("Fine", "<content>words</content>", name="portfolio:4"),
        )
    )
    assert only(found).title == "Fine"
    assert {each.title: each.why.split(":")[0][:20] for each in found.left_out} == {
        "Robin": "It is about a person",
        "Empty": "It has no words and ",
        "gone.png": "The file “gone.png” ",
    }


def test_a_task_of_mahara_comes_with_its_day_and_whether_it_was_done() -> None:
    """A task has a title, a day and a stage there, and seldom any other words; a plan holds it."""
    done = (
        link("leap2:is_part_of", "portfolio:plan")
        + '<leap2:date leap2:point="target">2025-06-01</leap2:date>'
        + '<leap2:status leap2:stage="completed"/>'
    )
    found = read(
        portfolio(
            entry("My year", "<content></content>", name="portfolio:plan", kind="leap2:plan"),
            entry("Ring the library", "<content></content>", kind="leap2:plan", more=done),
        )
    )
    thing = only(found)
    assert (thing.title, thing.kind) == ("Ring the library", EntryKind.NOTE)
    assert thing.ending == [
        "Was to be done by: 1 June 2025",
        "Status there: completed",
        "Part of there: “My year”",
    ]
    assert [each.title for each in found.left_out] == ["My year"]


def test_a_comment_says_whose_words_it_is() -> None:
    comment = "<author><name>Kim Example</name></author>"
    thing = only(read(portfolio(entry("Re", "<content>Well done</content>", more=comment))))
    assert thing.kind is EntryKind.NOTE
    assert thing.ending == ["These are the words of Kim Example, not yours."]


def test_without_a_zip_the_words_come_and_the_files_are_missed() -> None:
    found = read(feed(entry("A", "<content>w</content>", more=link("related", "portfolio:f1")),
                      resource("p.png", "files/p.png")).encode())  # fmt: skip
    thing = only(found)
    assert thing.notes == ["The file “p.png” is not in the ZIP."]
    assert "list of entries alone" in found.notes[0]


@pytest.mark.parametrize(
    "day", ["", "yesterday", "2025-13-40T00:00:00Z", "0001-01-01T00:00:00+14:00"]
)
def test_a_day_that_cannot_be_read_gives_way_to_the_last_change(day: str) -> None:
    assert only(read(portfolio(entry("A", "<content>w</content>", day=day)))).dated == date(
        2026, 1, 1
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252", "iso-8859-1"])
def test_letters_in_any_usual_encoding(encoding: str) -> None:
    text = feed(entry("Café", "<content>naïve</content>"))
    data = text.replace('encoding="utf-8"', f'encoding="{encoding}"').encode(encoding)
    assert only(read(data)).title == "Café"


def test_a_feed_that_lies_about_its_letters_or_holds_forbidden_signs_is_mended() -> None:
    text = feed(entry("Café&nbsp;&eacute;", "<content>a\x0bb</content>"))
    thing = only(read(text.encode("cp1252")))
    assert (thing.title, thing.text) == ("Café é", "ab")


def test_nothing_in_it_is_said() -> None:
    with pytest.raises(CannotRead, match="no entries"):
        read(feed().encode())
