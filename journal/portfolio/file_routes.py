"""Looking at the whole portfolio, and making a file of it."""

from uuid import UUID

from flask import Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from journal import transactions
from journal.access import SIGNED_IN, allow
from journal.audit import Event
from journal.documents import html_parts
from journal.documents.pdf import PdfError
from journal.extensions import db
from journal.portfolio import actions, queries
from journal.portfolio.compiling import ANNEX
from journal.portfolio.files import MEDIA_TYPES, WRITERS, document_for, name_of
from journal.portfolio.piece_routes import portfolio
from journal.programmes import content_of
from journal.signed_in import current_person

__all__ = ["portfolio"]


@portfolio.get("/<uuid:portfolio_id>/preview")
@allow(SIGNED_IN)
def preview(portfolio_id: UUID) -> str:
    """The words of the file on the screen, before anybody else reads them.

    Without the annex, which repeats what stands there and has its pages only in the file.
    """
    me = current_person()
    found = queries.get_portfolio(db.session, me, portfolio_id) or abort(404)
    document = document_for(db.session, me, found, content_of(db.session, me))
    return render_template(
        "portfolio/preview.html",
        portfolio=found,
        document=document,
        facts=Markup(html_parts.facts(document.cover.lines)),  # noqa: S704 - escaped by the writer
        sections=[
            (section, Markup(html_parts.write(section.blocks)))  # noqa: S704 - escaped as well
            for section in document.sections
            if section.anchor != ANNEX
        ],
    )


@portfolio.post("/<uuid:portfolio_id>/html")
@allow(SIGNED_IN)
def make_html(portfolio_id: UUID) -> ResponseReturnValue:
    """The portfolio as one HTML file."""
    return make(portfolio_id, "html")


@portfolio.post("/<uuid:portfolio_id>/pdf")
@allow(SIGNED_IN)
def make_pdf(portfolio_id: UUID) -> ResponseReturnValue:
    """The portfolio as a PDF."""
    return make(portfolio_id, "pdf")


def make(portfolio_id: UUID, ending: str) -> ResponseReturnValue:
    """Write a file, note that it was made, and answer with it.

    Typesetting takes a second or more, and a request that may write keeps others from writing:
    so the transaction is ended once everything is read, and another begun for the note.
    """
    me = current_person()
    found = queries.get_portfolio(db.session, me, portfolio_id) or abort(404)
    document = document_for(db.session, me, found, content_of(db.session, me))
    db.session.rollback()
    try:
        written = WRITERS[ending](document)
    except PdfError:
        flash("The PDF could not be made just now. The HTML file holds the same words.")
        return redirect(url_for(".show", portfolio_id=portfolio_id, _anchor="files"), code=303)
    transactions.begin()
    actions.compiled(db.session, me, portfolio_id, Event.PORTFOLIO_COMPILED)
    answer = Response(written, content_type=MEDIA_TYPES[ending])
    answer.headers.set("Content-Disposition", "attachment", filename=name_of(document, ending))
    return answer
