"""All cards as one PDF, to read on a device or to print at a shop."""

from uuid import UUID

from flask import Response, current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from journal.access import SIGNED_IN, allow
from journal.documents.pdf import PdfError, to_pdf
from journal.domain.rehearsal import Which, chosen
from journal.extensions import db
from journal.formatting import today
from journal.rehearsal.forms import one_of
from journal.rehearsal.practise_routes import rehearsal
from journal.rehearsal.printing import document_of
from journal.rehearsal.routes import by_duty, load
from journal.signed_in import current_person

__all__ = ["rehearsal"]


@rehearsal.post("/pdf")
@allow(SIGNED_IN)
def make_pdf(portfolio_id: UUID) -> ResponseReturnValue:
    """Typeset the cards once everything is read, so that nobody waits to write meanwhile."""
    me = current_person()
    found, texts, deck = load(portfolio_id)
    which = one_of(Which, request.form.get("which"), Which.ASKED)
    groups = by_duty(chosen(deck.cards.values(), which), texts)
    document = document_of(groups, found.title, me.name, today())
    db.session.rollback()
    try:
        made = to_pdf(document)
    except PdfError:
        current_app.logger.exception("The cards could not be typeset.")
        flash("The PDF could not be made just now. You can print the cards from the page.")
        return redirect(url_for(".index", portfolio_id=portfolio_id), code=303)
    answer = Response(made, content_type="application/pdf")
    answer.headers.set("Content-Disposition", "attachment", filename="rehearsal-cards.pdf")
    return answer
