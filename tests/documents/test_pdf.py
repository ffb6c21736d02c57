"""Real PDFs, read back."""

import io
import re
import tempfile
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdf
import pytest
from pypdf.generic import ArrayObject, IndirectObject

from journal.documents import tree
from journal.documents.pdf import PdfError, to_pdf
from tests.documents.examples import (
    CODES,
    HOSTILE,
    PIECES,
    document,
    everywhere,
    paragraph,
    pieces_of,
    portfolio,
    text,
)


def read(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf))


def squeezed(words: str) -> str:
    """Words without the spaces and line ends that setting them may add."""
    return re.sub(r"\s", "", words)


def all_text(reader: pypdf.PdfReader) -> str:
    return "\n".join(page.extract_text() for page in reader.pages)


def destinations(reader: pypdf.PdfReader, page: pypdf.PageObject) -> Iterator[int]:
    """The pages that the links on a page lead to, counted from 1."""
    numbers = {page.indirect_reference.idnum: number for number, page in enumerate(reader.pages, 1)}
    for annotation in page.get("/Annots", ArrayObject()):
        link = annotation.get_object()
        goal: Any = link.get("/Dest") or link.get("/A", {}).get("/D")
        if isinstance(goal, str):
            goal = reader.named_destinations[goal].dest_array
        if goal is not None:
            target = goal[0]
            assert isinstance(target, IndirectObject)
            yield numbers[target.idnum]


@pytest.fixture(scope="module")
def made() -> bytes:
    return to_pdf(portfolio())


@pytest.fixture(scope="module")
def reader(made: bytes) -> pypdf.PdfReader:
    return read(made)


@pytest.fixture(scope="module")
def pages(reader: pypdf.PdfReader) -> list[str]:
    return [page.extract_text() for page in reader.pages]


@pytest.fixture(scope="module")
def starts(pages: list[str]) -> dict[int, int]:
    """For each piece the page on which it really begins."""
    return {
        number: page
        for number in range(1, PIECES + 1)
        for page, words in enumerate(pages, 1)
        if f"This sentence opens piece number {number}." in " ".join(words.split())
    }


def annex_text(pages: list[str]) -> str:
    first = next(at for at, words in enumerate(pages) if "The statement with the number 0" in words)
    return "\n".join(pages[first:])


def test_every_row_of_the_annex_names_the_page_its_piece_is_on(
    pages: list[str], starts: dict[int, int]
) -> None:
    assert len(starts) == PIECES
    assert max(starts.values()) > PIECES * 1.5
    chunks = re.split(r"\b([KS]\d+)\s+The statement", annex_text(pages))
    rows = dict(zip(chunks[1::2], chunks[2::2], strict=True))
    assert list(rows) == CODES
    for index, code in enumerate(CODES):
        named = re.findall(r"Piece\s+(\d+)\s+page\s+(\d+)", rows[code])
        expected = [(str(number), str(starts[number])) for number in pieces_of(index)]
        assert named == expected, code
        assert ("Nothing here shows this yet" in rows[code]) == (not expected)


def test_the_links_of_the_annex_lead_to_those_pages(
    reader: pypdf.PdfReader, pages: list[str], starts: dict[int, int]
) -> None:
    annex = [
        page
        for page, words in zip(reader.pages, pages, strict=True)
        if "The statement with" in words
    ]
    found = [number for page in annex for number in destinations(reader, page)]
    expected = [starts[number] for index in range(len(CODES)) for number in pieces_of(index)]
    assert sorted(found) == sorted(expected)


def test_every_piece_leads_back_to_its_rows(
    reader: pypdf.PdfReader, pages: list[str], starts: dict[int, int]
) -> None:
    begins = [*sorted(starts.values()), len(pages)]
    first_of_annex = next(at for at, words in enumerate(pages, 1) if "The statement with" in words)
    for number, start in starts.items():
        end = begins[begins.index(start) + 1]
        mine = " ".join("\n".join(pages[start - 1 : end - 1]).split())
        codes = [code for index, code in enumerate(CODES) if number in pieces_of(index)]
        assert ("In the annex: " + ", ".join(codes) in mine) == bool(codes)
        back = [
            goal
            for page in reader.pages[start - 1 : end - 1]
            for goal in destinations(reader, page)
            if goal >= first_of_annex
        ]
        assert len(back) == len(codes)
        for code, page in zip(codes, back, strict=True):
            assert re.search(rf"\b{code}\b", pages[page - 1])


def test_the_contents_and_references_name_true_pages(
    pages: list[str], starts: dict[int, int]
) -> None:
    listed = re.findall(
        r"Piece (\d+)\s+What happened on day \d+[ .\u200e]*?(\d+)\s*$", pages[1], re.M
    )
    assert {int(number): int(page) for number, page in listed} == {
        number: page for number, page in starts.items() if number <= len(listed)
    }
    assert len(listed) > PIECES / 2
    assert f"See the seventh piece (page {starts[7]})" in " ".join(" ".join(pages).split())


def test_every_page_but_the_cover_says_where_it_stands_and_whose_it_is(pages: list[str]) -> None:
    assert "Page 1" not in pages[0]
    for number, words in enumerate(pages[1:], 2):
        assert f"Page {number} of {len(pages)}" in words
        assert "Robin Example" in words
        assert "Portfolio of evidence" in words


def test_the_bookmarks_are_the_sections_in_order(
    reader: pypdf.PdfReader, starts: dict[int, int]
) -> None:
    top = [entry for entry in reader.outline if not isinstance(entry, list)]
    titles = [" ".join(str(entry.title).split()) for entry in top]
    pieces = [f"Piece {number}: What happened on day {number}" for number in range(1, PIECES + 1)]
    assert titles == [
        "Contents",
        "About this portfolio",
        *pieces,
        "Where each statement is shown",
    ]
    assert [entry.title for entry in reader.outline[4]] == ["What I noticed"] * 3
    for number, entry in enumerate(top[2:-1], 1):
        page = reader.get_destination_page_number(entry)
        assert page is not None
        assert page + 1 == starts[number]


def test_it_is_tagged_as_pdf_ua(made: bytes, reader: pypdf.PdfReader) -> None:
    root = reader.root_object
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()
    assert reader.metadata is not None
    assert reader.metadata.title == "Portfolio of evidence"
    assert reader.metadata.author == "Robin Example"


def kinds(element: Any) -> Iterator[str]:
    """The kinds of all structure elements, from the top down."""
    waiting = [element]
    while waiting:
        one = waiting.pop().get_object()
        if isinstance(one, ArrayObject):
            waiting += reversed(one)
        elif hasattr(one, "get") and "/S" in one:
            yield one["/S"]
            waiting.append(one.get("/K", ArrayObject()))
        elif hasattr(one, "get") and "/K" in one:
            waiting.append(one["/K"])


def test_its_structure_is_that_of_the_document(reader: pypdf.PdfReader) -> None:
    found = list(kinds(reader.root_object["/StructTreeRoot"]))
    assert found.count("/Table") == 2
    assert found.count("/TH") == 2 + 3
    assert found.count("/TD") == 2 + 3 * len(CODES)
    assert found.count("/THead") == 2
    assert found.count("/H1") == PIECES + 3
    assert found.count("/TOCI") == PIECES + 3
    assert found.count("/BlockQuote") > PIECES
    levels = [int(kind[2:]) for kind in found if re.fullmatch(r"/H[1-6]", kind)]
    assert all(lower <= upper + 1 for upper, lower in pairwise(levels))


def test_the_heading_row_stands_on_every_page_of_the_annex(pages: list[str]) -> None:
    annex = [words for words in pages if "The statement with" in words]
    assert len(annex) > 2
    assert all("Where it is shown" in words for words in annex)


def test_equal_documents_are_equal_files(made: bytes) -> None:
    assert to_pdf(portfolio()) == made


def test_only_its_own_fonts_are_used_and_all_are_embedded(reader: pypdf.PdfReader) -> None:
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            (face,) = font.get_object()["/DescendantFonts"]
            descriptor = face.get_object()["/FontDescriptor"].get_object()
            assert re.search(r"\+(Libertinus|Noto|DejaVu|NewCM)", descriptor["/FontName"])
            assert {"/FontFile2", "/FontFile3"} & set(descriptor)


@pytest.mark.parametrize(
    "words",
    [
        *HOSTILE,
        "#sys.version",
        '#include "/etc/passwd"',
        '#read("document.typ")',
        "$ x^2 $ *b* _i_ `c` @ref <label>",
        "= Heading \\ #panic() // c /* d */",
        "\\u{41} ~ -- --- ... 'q' \"q\"",
        "#let x = 1; #while true {}",
    ],
)
def test_hostile_words_stay_words(words: str) -> None:
    found = squeezed(all_text(read(to_pdf(everywhere(words)))))
    assert found.count(squeezed(words)) >= 25


def test_links_out_lead_where_they_say() -> None:
    address = "https://example.org/a?b=1&c=%C3%A9#d"
    linked = document(tree.Paragraph((tree.Link(text("the page"), address),)))
    (link,) = (one.get_object() for one in read(to_pdf(linked)).pages[2]["/Annots"])
    assert link["/A"]["/URI"] == address


def test_a_document_may_be_nearly_empty() -> None:
    bare = tree.Document("T", "", document().date, tree.Cover("T"), ())
    assert len(read(to_pdf(bare)).pages) == 2


def test_the_typesetter_gets_none_of_the_services_settings(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A Python that inherited this setting would not even start."""
    monkeypatch.setenv("PYTHONHASHSEED", "not a number")
    assert to_pdf(document(paragraph("Hello"))).startswith(b"%PDF")


def test_too_long_is_said_clearly() -> None:
    with pytest.raises(PdfError, match=r"not ready after 0\.001 seconds"):
        to_pdf(document(paragraph("Hello")), seconds=0.001)


def test_what_the_typesetter_refuses_is_said_clearly() -> None:
    nameless = tree.Document("T", "", document().date, tree.Cover("T"), (), language="x")
    with pytest.raises(PdfError, match=r"^The PDF could not be made: .+"):
        to_pdf(nameless)


def test_a_typesetter_whose_work_is_wanted_no_more_ends_at_once() -> None:
    """Nobody waits until it has set the rest: it takes far less time than the whole."""

    class Enough(Exception):
        pass

    def look() -> None:
        raise Enough

    words = document(*(paragraph(f"Hello {number}") for number in range(8000)))
    began = time.monotonic()
    to_pdf(words)
    whole = time.monotonic() - began
    with pytest.raises(Enough):
        to_pdf(words, look=look)
    assert time.monotonic() - began - whole < whole / 2


def test_a_typesetter_that_is_stopped_leaves_no_picture_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)

    class Enough(Exception):
        pass

    def look() -> None:
        if list(tmp_path.iterdir()):
            raise Enough

    with pytest.raises(Enough):
        to_pdf(document(*(paragraph(f"Hello {number}") for number in range(8000))), look=look)
    assert list(tmp_path.iterdir()) == []
