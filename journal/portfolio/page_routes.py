"""Finding the page numbers of a portfolio, without taking the file out."""

from uuid import UUID

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from journal import transactions
from journal.access import SIGNED_IN, allow
from journal.documents.pdf import PdfError
from journal.extensions import db
from journal.portfolio import queries
from journal.portfolio.file_routes import keep_pages
from journal.portfolio.files import edition_for
from journal.portfolio.frozen_routes import portfolio
from journal.programmes import content_of
from journal.signed_in import current_person

__all__ = ["portfolio"]

FOUND = "Here are the page numbers of the PDF as it would be made now."
NOT_FOUND = (
    "The PDF could not be made just now, so the page numbers are not known. "
    "Please try again in a while."
)


@portfolio.post("/<uuid:portfolio_id>/pages")
@allow(SIGNED_IN)
def find_pages(portfolio_id: UUID) -> ResponseReturnValue:
    """Typeset once, outside any transaction since it takes a second or more, and keep the pages."""
    me = current_person()
    found = queries.get_portfolio(db.session, me, portfolio_id) or abort(404)
    edition = edition_for(db.session, me, found, content_of(db.session, me))
    db.session.rollback()
    back = redirect(url_for("rehearsal.index", portfolio_id=portfolio_id), code=303)
    try:
        edition.member("pdf")
    except PdfError:
        flash(NOT_FOUND)
        return back
    transactions.begin_again()
    keep_pages(portfolio_id, edition)
    flash(FOUND)
    return back
