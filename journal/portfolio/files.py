"""From a portfolio in the database to the bytes of a file: for pages and commands alike."""

from collections.abc import Callable, Mapping

from sqlalchemy.orm import Session

from journal.content import Content
from journal.documents import html, pdf, tree
from journal.models import Person, Portfolio
from journal.names import names_of
from journal.portfolio import queries
from journal.portfolio.compiling import Manuscript, document_of
from journal.portfolio.contents import people_in, selection_of
from journal.portfolio.sections import day_of


def as_html(document: tree.Document) -> bytes:
    """One file that needs nothing else."""
    return html.to_html(document).encode()


WRITERS: Mapping[str, Callable[[tree.Document], bytes]] = {"html": as_html, "pdf": pdf.to_pdf}
"""How each format is written; the key is also the ending of the file's name."""
MEDIA_TYPES = {"html": "text/html; charset=utf-8", "pdf": "application/pdf"}


def document_for(
    session: Session, author: Person, portfolio: Portfolio, content: Content
) -> tree.Document:
    """The portfolio as its author would hand it over now."""
    return document_of(manuscript_for(session, author, portfolio, content))


def manuscript_for(
    session: Session, author: Person, portfolio: Portfolio, content: Content
) -> Manuscript:
    """All that the document is made of."""
    ids = [piece.entry_id for piece in portfolio.pieces]
    selection = selection_of(portfolio, queries.entries_of(session, author, ids), content)
    carried = [placed.piece.evidence for placed in selection.carried]
    return Manuscript(
        title=portfolio.title,
        introduction=portfolio.introduction,
        closing=portfolio.closing,
        name=author.name,
        standard=content.standard,
        selection=selection,
        names=names_of(session, people_in(carried)),
        date=day_of(selection.newest(portfolio.changed_at)),
    )


def name_of(document: tree.Document, ending: str) -> str:
    """A file name that says what it is and of which day, and no word that anybody wrote."""
    return f"portfolio-{document.date.isoformat()}.{ending}"
