"""What other programs make of the files. Each is asked where it is installed, else it is said."""

import re
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from shutil import which

import pdfua
import pytest
from lxml import etree

from journal.documents.docx import to_docx
from journal.documents.html import to_html
from journal.documents.pdf import to_pdf
from journal.documents.tree import Document
from journal.documents.xlsx import Sheet, workbook
from tests.documents.examples import CODES, HOSTILE, PIECES, everywhere, pieces_of, portfolio
from tests.documents.test_docx import Headings

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def need(program: str, package: str) -> str:
    """Where a program is; without it the test is skipped, and the reason says what brings it."""
    found = which(program)
    if found is None:
        pytest.skip(f"There is no {program}; on Debian: apt install {package}")
    return found


def said(*command: str | Path, complaints: str | None = None) -> str:
    """What a program says; it must be content, and have just these complaints where that counts."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)  # noqa: S603
    assert done.returncode == 0, done.stdout + done.stderr
    assert complaints in {None, done.stderr}, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The portfolio as a PDF on a disk."""
    path = tmp_path_factory.mktemp("pdf") / "a.pdf"
    path.write_bytes(to_pdf(portfolio()))
    return path


def test_qpdf_finds_no_fault_in_the_pdf(pdf: Path) -> None:
    assert "No syntax or stream encoding errors found" in said(need("qpdf", "qpdf"), "--check", pdf)


def test_poppler_reads_the_structure_of_the_pdf(pdf: Path) -> None:
    found = said(need("pdfinfo", "poppler-utils"), "-struct", pdf, complaints="")
    kinds = re.findall(r"(?m)^\s*(\w+)", found)
    assert kinds.count("TD") == 2 + 3 * len(CODES)
    assert kinds.count("H1") == PIECES + 3
    assert "Tagged:          yes" in said(need("pdfinfo", "poppler-utils"), pdf)


def test_poppler_complains_of_nothing_in_an_odd_pdf(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(to_pdf(everywhere(" ".join(HOSTILE))))
    assert said(need("pdfinfo", "poppler-utils"), "-struct", path, complaints="")


@pytest.mark.parametrize(
    "of_what", [portfolio, lambda: everywhere(" ".join(HOSTILE))], ids=["plain", "odd"]
)
def test_pdfua_finds_nothing_amiss(of_what: Callable[[], Document], tmp_path: Path) -> None:
    """What of PDF/UA-1 a machine can judge without Java: tags, language, names of links, titles."""
    path = tmp_path / "a.pdf"
    path.write_bytes(to_pdf(of_what()))
    assert pdfua.validate(str(path)).findings == ()


@pytest.mark.parametrize(
    "of_what", [portfolio, lambda: everywhere(" ".join(HOSTILE))], ids=["plain", "odd"]
)
def test_the_nu_html_checker_finds_no_error(
    of_what: Callable[[], Document], tmp_path: Path
) -> None:
    checker = need("vnu", "npm default-jre-headless, then: npm install --global vnu-jar")
    path = tmp_path / "a.html"
    path.write_text(to_html(of_what()), encoding="utf-8")
    said(checker, "--errors-only", path)


def test_the_annex_names_the_pages_that_poppler_finds(pdf: Path) -> None:
    words = said(need("pdftotext", "poppler-utils"), "-layout", pdf, "-")
    pages = [" ".join(page.split()) for page in words.split("\f")]
    starts = {
        number: page
        for page, text in enumerate(pages, 1)
        for number in map(int, re.findall(r"This sentence opens piece number (\d+)\.", text))
    }
    assert len(starts) == PIECES
    annex = " ".join(page for page in pages if "The statement with the number" in page)
    named = [(int(one), int(page)) for one, page in re.findall(r"Piece (\d+) page (\d+)", annex)]
    expected = [(one, starts[one]) for index in range(len(CODES)) for one in pieces_of(index)]
    assert sorted(named) == sorted(expected)


def test_libreoffice_opens_the_word_file_with_the_same_headings(tmp_path: Path) -> None:
    office = need("soffice", "libreoffice-writer-nogui")
    (tmp_path / "a.docx").write_bytes(to_docx(portfolio()))
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    said(office, home, "--headless", "--convert-to", "odt", "--outdir", tmp_path,
         tmp_path / "a.docx")  # fmt: skip
    with zipfile.ZipFile(tmp_path / "a.odt") as opened:
        body = etree.fromstring(opened.read("content.xml"))
    found = [
        (int(each.get(f"{TEXT}outline-level")) + 1, "".join(each.itertext()))
        for each in body.iter(f"{TEXT}h")
    ]
    title, contents, *expected = Headings(to_html(portfolio())).found
    assert (title[0], contents[0]) == (1, 2)
    assert found == expected
    assert len(list(body.iter(f"{TEXT}table-of-content"))) == 1


def test_libreoffice_makes_room_for_every_line_of_a_cell(tmp_path: Path) -> None:
    office = need("soffice", "libreoffice-calc-nogui")
    statement = " ".join(f"word{number}" for number in range(20))
    rows = [(f"K{number}", statement) for number in range(1, 6)]
    (tmp_path / "a.xlsx").write_bytes(workbook([Sheet("A", ("KSB", "What"), rows, (8, 30))]))
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    said(office, home, "--headless", "--convert-to", "pdf", "--outdir", tmp_path,
         tmp_path / "a.xlsx")  # fmt: skip
    found = said(need("pdftotext", "poppler-utils"), "-bbox", tmp_path / "a.pdf", "-")
    tops = [float(top) for top in re.findall(r'yMin="([\d.]+)"[^>]*>word0<', found)]
    last = [float(top) for top in re.findall(r'yMin="([\d.]+)"[^>]*>word19<', found)]
    assert len(tops) == len(last) == len(rows)
    assert all(end < begins for end, begins in zip(last, tops[1:], strict=False))
