"""Pictures whose bytes are not in the tree: in each form that can show them, never in its way."""

import hashlib
import io
import zipfile

import pytest
from PIL import Image
from pypdf import PdfReader

from journal.documents import tree
from journal.documents.canonical import from_bytes, to_bytes
from journal.documents.docx import to_docx
from journal.documents.html import POLICY, to_html
from journal.documents.pdf import to_pdf
from tests.documents.examples import document, paragraph

SHOWS = 'A map of "quiet" <places>'


def photo() -> bytes:
    """Wider than a page."""
    out = io.BytesIO()
    Image.new("RGB", (3000, 1200), (10, 90, 80)).save(out, "JPEG")
    return out.getvalue()


PHOTO = photo()
SUM = hashlib.sha256(PHOTO).hexdigest()
SHOWN = document(paragraph("Before"), tree.Picture(SHOWS, SUM, "image/jpeg"), paragraph("After"))
PICTURES = {SUM: PHOTO}


def test_the_tree_holds_no_byte_of_it_and_comes_back_the_same() -> None:
    assert from_bytes(to_bytes(SHOWN)) == SHOWN
    assert len(to_bytes(SHOWN)) < 2000


def test_html_holds_it_and_may_show_it_and_nothing_else() -> None:
    html = to_html(SHOWN, PICTURES.__getitem__)
    assert 'alt="A map of &quot;quiet&quot; &lt;places&gt;"' in html
    assert "default-src 'none'; img-src data:; style-src" in html
    assert POLICY in to_html(document(paragraph("No picture")))
    assert "<img" not in to_html(SHOWN)


def test_pdf_and_word_show_it_no_wider_than_the_page_and_describe_it() -> None:
    pdf = to_pdf(SHOWN, pictures=PICTURES.__getitem__)
    assert sum(len(page.images) for page in PdfReader(io.BytesIO(pdf)).pages) == 1
    word = to_docx(SHOWN, PICTURES.__getitem__)
    assert word == to_docx(SHOWN, PICTURES.__getitem__)
    with zipfile.ZipFile(io.BytesIO(word)) as opened:
        text = opened.read("word/document.xml").decode()
    assert 'cx="5760000" cy="2304000"' in text
    assert "A map of &quot;quiet&quot; &lt;places&gt;" in text or SHOWS.split('"')[0] in text


@pytest.mark.parametrize("data", [b"", b"not a picture", PHOTO[:200]])
def test_one_that_cannot_be_read_keeps_no_words_back(data: bytes) -> None:
    pdf = to_pdf(SHOWN, pictures=lambda _sha256: data)
    words = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    assert "Before" in words
    assert "After" in words
    assert to_docx(SHOWN, lambda _sha256: data)[:2] == b"PK"
