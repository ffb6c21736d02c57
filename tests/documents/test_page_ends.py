"""What the end of a page never cuts in two, read back from real PDFs."""

import io

import pypdf

from journal.documents import tree
from journal.documents.pdf import to_pdf
from tests.documents.examples import document, paragraph, text


def torn(pages: list[str], names: list[str]) -> list[str]:
    """What begins on one page and ends on another."""
    return [
        name
        for name in names
        if not any(f"{name} begins" in page and f"{name} ends" in page for page in pages)
    ]


def pages_of(made: tree.Document) -> list[str]:
    return [
        " ".join(page.extract_text().split())
        for page in pypdf.PdfReader(io.BytesIO(to_pdf(made))).pages
    ]


def test_a_row_of_a_table_is_never_cut_by_the_end_of_a_page() -> None:
    names = [f"Row{number}." for number in range(60)]
    sentences = [
        f"{name} begins {'and goes on ' * (number % 9 * 2)}{name} ends"
        for number, name in enumerate(names)
    ]
    rows = tuple((text(each), text("x")) for each in sentences)
    places = tuple(
        tree.AnnexRow(f"row-{number}", "K1", each, ()) for number, each in enumerate(sentences)
    )
    table = tree.Table((text("What"), text("Where")), rows)
    pages = pages_of(document(table, tree.PageBreak(), tree.Annex("Map", places)))
    first = next(at for at, page in enumerate(pages) if "Where it is shown" in page)
    assert len(pages[:first]) > 4
    assert len(pages[first:]) > 2
    assert torn(pages[:first], names) == torn(pages[first:], names) == []


def test_a_claim_and_what_was_said_of_it_stand_on_one_page() -> None:
    names = [f"Claim{number}." for number in range(40)]
    claims = [
        (
            tree.Heading(3, f"{name} begins"),
            *[paragraph("It goes on, and on, and on. " * 3)] * (number % 4),
            tree.BulletList(((paragraph(f"{name} ends"),),)),
        )
        for number, name in enumerate(names)
    ]
    pages = pages_of(document(*(block for claim in claims for block in claim)))
    assert len(pages) > 6
    assert torn(pages, names) == []
