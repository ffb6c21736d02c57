"""Hostile and broken files: refused with a sentence, or harmless once they were cleaned."""

import io
import time
import zipfile

import pytest

from journal.cleaning import process
from journal.cleaning.kinds import Refused
from tests.cleaning import makers

ZIP = makers.packed({"evil.txt": "evil"})
MACRO = makers.docx_parts()["[Content_Types].xml"].__str__().replace(
    "wordprocessingml.document.main+xml", "ms-word.document.macroEnabled.main+xml"
)  # fmt: skip


def bomb() -> bytes:
    """A Word file of 200 KB whose one part unpacks to 200 MB."""
    huge = {"word/huge.xml": b"<a>" + b" " * 200_000_000 + b"</a>"}
    return makers.docx(huge, zipfile.ZIP_DEFLATED)


def lying_bomb() -> bytes:
    """The same, saying of itself that it is small."""
    packed = bytearray(bomb())
    directory = packed.rfind(b"PK\x01\x02")
    packed[directory + 24 : directory + 28] = (1000).to_bytes(4, "little")
    return bytes(packed)


REFUSED = {
    "nothing": b"",
    "one byte": b"\xff",
    "plain text": b"Hello.",
    "a page": b"<!DOCTYPE html><script>alert(1)</script>",
    "an svg with a script": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "an svg behind a declaration": b"<?xml version='1.0'?><svg><script>alert(1)</script></svg>",
    "a program": b"MZ" + bytes(200),
    "a shell script": b"#!/bin/sh\nrm -rf /\n",
    "a photo cut short": makers.jpeg(2000, 2000)[:3000],
    "a png cut short": makers.png()[:120],
    "a picture of 50,000 by 50,000": makers.vast_png(),
    "a picture of 2 billion by 1": makers.vast_png(2_000_000_000, 1),
    "a pdf cut short to its first line": b"%PDF-1.7\n",
    "a pdf with a password": makers.pdf(owner="one", user="two"),
    "a pdf behind something else": b"GIF87a" + makers.pdf(),
    "an older office file": b"\xd0\xcf\x11\xe0" + bytes(600),
    "a heic photo": b"\0\0\0\x18ftypheic" + bytes(60),
    "a film": b"\0\0\0\x18ftypmp42" + bytes(12) + makers.m4a(b"vide")[16:],
    "a film in webm": makers.webm(b"V_VP9", 1),
    "a zip": ZIP,
    "a zip in a zip": makers.packed({"inner.zip": ZIP}),
    "a word file that is a bomb": bomb(),
    "a word file that is a bomb and lies": lying_bomb(),
    "a word file with a macro": makers.docx({"[Content_Types].xml": MACRO}),
    "a word file with a hidden program": makers.docx({"word/vbaProject.bin": "x"}),
    "a word file with a file in it": makers.docx({"word/embeddings/oleObject1.bin": "x"}),
    "a word file with a way out": makers.docx({"../../etc/cron.d/evil.xml": "<a/>"}),
    "a word file with a zip as picture": makers.docx({"word/media/image2.png": ZIP}),
    "a word file with a vast picture": makers.docx({"word/media/image2.png": makers.vast_png()}),
    "a word file that reads others": makers.docx(
        {"word/more.xml": '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>'}
    ),
    "a word file of laughs": makers.docx(
        {"word/more.xml": '<!DOCTYPE a [<!ENTITY b "haha"><!ENTITY c "&b;&b;">]><a>&c;</a>'}
    ),
    "a word file that fetches": makers.docx(
        {"word/_rels/x.rels": makers.relations(("image", "https://evil.example/a.png", "External"))}
    ),
    "a word file cut short": makers.docx()[:2000],
    "a recording cut short": makers.m4a()[:-5],
    "a recording and a zip in one": makers.wav()[:-40] + ZIP,
    "a flac and a zip in one": makers.flac() + ZIP,
    "an ogg with something behind": makers.ogg() + ZIP,
    "a webm with something behind": makers.webm() + ZIP,
    "an mp3 of tags alone": b"ID3\x03\0\0\0\0\0\x0a" + bytes(200),
}


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_with_a_sentence_and_soon(name: str) -> None:
    begun = time.monotonic()
    with pytest.raises(Refused) as refused:
        process.clean(REFUSED[name])
    assert str(refused.value).endswith(".")
    assert time.monotonic() - begun < 25


@pytest.mark.parametrize(
    ("first", "behind"),
    [
        (makers.jpeg(), ZIP),
        (makers.gif(), ZIP),
        (makers.png(), b"<script>alert(1)</script>"),
        (makers.pdf(), ZIP),
        (makers.mp3(), ZIP),
        (makers.docx(), b""),
    ],
    ids=[
        "jpeg and zip",
        "gif and jar",
        "png and page",
        "pdf and zip",
        "mp3 and zip",
        "zip comment",
    ],
)
def test_two_files_in_one_become_one(first: bytes, behind: bytes) -> None:
    kept = process.clean(first + behind).data
    assert b"evil" not in kept
    assert b"<script>" not in kept
    if not kept.startswith(b"PK"):
        assert not zipfile.is_zipfile(io.BytesIO(kept))


def test_what_a_file_is_called_does_not_matter_and_its_content_does() -> None:
    """The process is never told a name; a picture is a picture."""
    assert process.clean(makers.png()).kind.extension == "png"


def test_a_reader_that_takes_too_long_is_ended() -> None:
    with pytest.raises(Refused, match="could not read this file safely"):
        process.clean(makers.jpeg(6000, 6000), seconds=0.01)
