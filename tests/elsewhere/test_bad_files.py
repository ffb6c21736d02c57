"""Files made to do harm, or broken: each refused in a sentence, and quickly."""

import io
import struct
import time
import zipfile

import openpyxl
import pytest

from journal.documents.table import CannotRead
from journal.elsewhere.reading.found import MOST_MEMBERS, MOST_THINGS
from journal.elsewhere.reading.packed import Packed
from journal.elsewhere.reading.reading import read
from tests.elsewhere.made import PNG, entry, feed, link, resource, zipped

BOMB = (
    '<?xml version="1.0"?><!DOCTYPE feed [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
    '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>&b;</title></entry></feed>'
)
OUTSIDE = BOMB.replace('<!ENTITY a "aaaaaaaaaa">', '<!ENTITY a SYSTEM "file:///etc/passwd">')
FINE = feed(entry("A", "<content>w</content>"))


def small_that_grows(megabytes: int, said: int | None = None) -> bytes:
    """A ZIP with this much of nothing in it; `said` is the size that it claims to be."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("leap2a.xml", FINE)
        with archive.open("files/p.png", "w", force_zip64=True) as member:
            for _ in range(megabytes):
                member.write(bytes(1024 * 1024))
    data = bytearray(out.getvalue())
    if said is not None:
        at = data.rfind(b"PK\x01\x02")
        data[at + 24 : at + 28] = struct.pack("<I", said)
    return bytes(data)


def with_password() -> bytes:
    """A ZIP that says of its files that they have a password."""
    data = bytearray(zipped({"leap2a.xml": FINE}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(mark) + place] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "empty"),
        (b"\0\0\0", "empty"),
        (b"%PDF-1.7", "This is a PDF"),
        (PNG, "This is a picture"),
        (BOMB.encode(), "abbreviations"),
        (OUTSIDE.encode(), "abbreviations"),
        (BOMB.encode("utf-16"), "abbreviations"),
        (zipped({"leap2a.xml": BOMB}), "abbreviations"),
        (zipped({"leap2a.xml": FINE})[:-30], "damaged"),
        (with_password(), "password"),
        (b"PK\x03\x04 and nothing else", "damaged"),
        (FINE.encode()[:-40], "damaged or cut short"),
        (b"<?xml version='1.0'?><html><p>x</p></html>", "no Leap2A file"),
        (zipped({"readme.md": "x"}), "neither a Leap2A portfolio"),
        (zipped({"mimetype": "x", "content.xml": "<a/>"}), "OpenDocument"),
        (zipped({"[Content_Types].xml": "<a/>", "word/document.xml": "<a/>"}), "no workbook"),
        (zipped({"a.zip": b"PK", "b.zip": b"PK"}), "other ZIP files"),
        (zipped({"a.csv": "x", "b.csv": "y"}), "several tables"),
        (zipped({f"{n}.txt": "" for n in range(MOST_MEMBERS + 1)}), "more than 5,000 files"),
        (feed(*[entry("A", "<content>w</content>", name=f"p:{n}")
                for n in range(MOST_THINGS + 1)]).encode(), "1,001 things"),
        (b"<?xml version='1.0'?><feed>" + b" " * 21_000_000 + b"</feed>", "larger than 20 MB"),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)  # fmt: skip
def test_each_is_refused_in_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(CannotRead, match=sentence):
        read(data)


def test_a_zip_bomb_is_not_unpacked() -> None:
    begun = time.process_time()
    bomb = small_that_grows(201)
    packed_in = time.process_time() - begun
    with pytest.raises(CannotRead, match="more than 200 MB"):
        read(bomb)
    assert time.process_time() - begun < packed_in + 1


def test_a_zip_that_lies_about_its_size_gives_no_more_than_it_said() -> None:
    packed = Packed(small_that_grows(5, said=1_000))
    with pytest.raises(CannotRead, match="damaged"):
        packed.read("files/p.png")


@pytest.mark.parametrize(
    "href",
    ["../../etc/passwd", "/etc/passwd", "..\\..\\secret.txt", "%2e%2e/secret.txt", "file:///etc/passwd",
     "https://evil.example/x.png", "files/../../secret.txt", ""],
)  # fmt: skip
def test_a_path_that_leads_out_leads_to_nothing(href: str) -> None:
    found = read(zipped({
        "leap2a.xml": feed(entry("A", "<content>w</content>", more=link("related", "portfolio:f1")),
                           resource("p", href)),
        "secret.txt": "x",
    }))  # fmt: skip
    assert found.things[0].files == []


def test_names_that_lead_out_of_the_zip_are_only_names() -> None:
    found = read(zipped({
        "leap2a.xml": feed(entry("A", "<content>w</content>", more=link("related", "portfolio:f1")),
                           resource("../../evil.png", "../evil.png")),
        "../evil.png": PNG,
    }))  # fmt: skip
    assert [file.name for file in found.things[0].files] == ["../../evil.png"]


def test_a_million_lines_are_not_read() -> None:
    lines = b"Title,Date\n" + b"a,03/02/2026\n" * 380_000
    with pytest.raises(CannotRead, match="5,000 lines"):
        read(lines)
    with pytest.raises(CannotRead, match="larger than 5 MB"):
        read(lines * 3)


def test_more_lines_than_are_looked_through_are_refused() -> None:
    with pytest.raises(CannotRead, match="more than 1,000 lines"):
        read(b"Title,Date\n" + b"a,03/02/2026\n" * (MOST_THINGS + 1))


def test_a_workbook_with_an_entity_is_not_opened() -> None:
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/more.xml", BOMB)
    with pytest.raises(CannotRead, match="not opened"):
        read(out.getvalue())
