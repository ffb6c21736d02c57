"""Looking at the whole portfolio, and making a file of it."""

from collections.abc import Mapping
from uuid import UUID

from flask import Response, abort, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from journal import making, portfolio_pages, signing, transactions
from journal.access import SIGNED_IN, allow
from journal.audit import Event
from journal.documents import html_parts
from journal.documents.html import STYLE
from journal.documents.manifest import checker
from journal.documents.pdf import PdfError
from journal.documents.pictures import with_sources
from journal.documents.zips import TooLarge
from journal.domain.making import Stopped
from journal.extensions import db
from journal.portfolio import actions, queries
from journal.portfolio.compiling import ANNEX
from journal.portfolio.edition import Edition, made_for
from journal.portfolio.files import edition_for
from journal.portfolio.piece_file_routes import portfolio
from journal.portfolio_forms import ANY_FORM, FORMS, ZIP
from journal.programmes import content_of
from journal.signed_in import current_person
from journal.storage import DamagedFile

__all__ = ["portfolio"]

PDF_LEAST, PDF_FOR_HTML = 15_000, 6.5
"""Bytes: what a PDF has in any case, and what it needs for each byte of words in the HTML."""

NO_FILE = (
    "A file that goes along cannot be read where it is kept, so nothing was made. “What needs "
    "attention” says which one. Please take it out, or add it to its entry once more."
)
NOT_MADE: Mapping[type[Exception], str] = {
    Stopped: making.STOPPED,
    PdfError: "The PDF could not be made just now. The HTML file holds the same words.",
    TooLarge: "The files that go along are more than such a file can hold, which is 4 GB in all. "
    "Please take some out, or shorten a recording. Nothing was made.",
    DamagedFile: NO_FILE,
    FileNotFoundError: NO_FILE,
}
"""Why a file could not be made, in the words that say what helps."""


@portfolio.get("/<uuid:portfolio_id>/preview")
@allow(SIGNED_IN)
def preview(portfolio_id: UUID) -> str:
    """The words of the file on the screen, before anybody else reads them.

    Without the annex, which repeats what stands there and has its pages only in the file.
    """
    me = current_person()
    found = queries.get_portfolio(db.session, me, portfolio_id) or abort(404)
    edition = edition_for(db.session, me, found, content_of(db.session, me))
    own = {each.file.sha256: each.file.id for each in edition.files.files}
    document = with_sources(
        edition.document,
        lambda each: url_for("attachments.download", attachment_id=own[each.sha256]),
    )
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


@portfolio.get("/<uuid:portfolio_id>/files")
@allow(SIGNED_IN)
def files(portfolio_id: UUID) -> str:
    """Every form that it leaves in: what each is good for, and about how large it is."""
    me = current_person()
    found = queries.get_portfolio(db.session, me, portfolio_id) or abort(404)
    edition = edition_for(db.session, me, found, content_of(db.session, me))
    return render_template(
        "portfolio/files.html",
        portfolio=found,
        forms=tuple(FORMS.values()),
        sizes=about_sizes(edition),
    )


@portfolio.post(f"/<uuid:portfolio_id>/<{ANY_FORM}:key>")
@allow(SIGNED_IN)
def make_file(portfolio_id: UUID, key: str) -> ResponseReturnValue:
    """Write a file of the form asked for, note that it was made, and answer with it.

    Typesetting takes a second or more, and a request that may write keeps others from writing:
    so the transaction is ended once everything is read, and another begun for the note.
    """
    me = current_person()
    found = queries.get_portfolio(db.session, me, portfolio_id) or abort(404)
    edition = edition_for(db.session, me, found, content_of(db.session, me))
    owner = me.id
    db.session.rollback()
    try:
        edition.check_room(key)
        with making.watched(owner) as watch:
            edition.prepare(key, watch)
    except tuple(NOT_MADE) as problem:
        flash(next(words for kind, words in NOT_MADE.items() if isinstance(problem, kind)))
        return redirect(url_for(".files", portfolio_id=portfolio_id), code=303)
    transactions.begin_again()
    me = current_person()
    if key == ZIP:
        made = edition.zip(signing.signer_for(db.session, me, current_app.extensions["settings"]))
    else:
        made = edition.member(key)
    if "pdf" in made_for(key):
        keep_pages(portfolio_id, edition)
    actions.compiled(db.session, me, portfolio_id, Event.PORTFOLIO_COMPILED)
    answer = Response(made.read(), content_type=FORMS[key].media_type)
    answer.content_length = made.size
    answer.headers.set("Content-Disposition", "attachment", filename=edition.name(key))
    return answer


def keep_pages(portfolio_id: UUID, edition: Edition) -> None:
    """Keep on which pages the pieces begin, for whoever practises with them."""
    me, script = current_person(), edition.script
    found = queries.get_portfolio(db.session, me, portfolio_id, to_write=True) or abort(404)
    around = (script.title, script.introduction, script.closing, script.name)
    mark = portfolio_pages.mark_of(around, script.selection)
    portfolio_pages.keep(db.session, me, found, mark, edition.pages)


def about_sizes(edition: Edition) -> dict[str, int]:
    """Bytes of each file, near enough to know what to expect: nothing is typeset for that."""
    sizes = edition.about_sizes()
    pictures, files = edition.files.size(pictures=True), edition.files.size()
    words = sizes["html"] - pictures * 4 // 3 - len(STYLE)
    sizes["pdf"] = round(PDF_LEAST + PDF_FOR_HTML * words) + pictures
    return {**sizes, ZIP: sum(sizes.values()) + files + len(checker())}
