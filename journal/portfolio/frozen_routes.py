"""The further forms of what was handed in, and all of it in one signed ZIP."""

from uuid import UUID

from flask import abort, current_app, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from journal import frozen_files, frozen_forms, making, signing, transactions
from journal.access import SIGNED_IN, allow
from journal.domain.making import Stopped
from journal.domain.submission import FileKind
from journal.extensions import db
from journal.portfolio.assessor_routes import portfolio
from journal.portfolio.submission_routes import as_download, load, send, show_submission
from journal.portfolio_forms import FORMS, ZIP
from journal.signed_in import current_person
from journal.storage import storage

__all__ = ["portfolio"]


@portfolio.get("/submissions/<uuid:submission_id>/docx")
@allow(SIGNED_IN)
def frozen_docx(submission_id: UUID) -> ResponseReturnValue:
    """The Word file as it was frozen."""
    return send_if_made(submission_id, FileKind.DOCX)


@portfolio.get("/submissions/<uuid:submission_id>/xlsx")
@allow(SIGNED_IN)
def frozen_xlsx(submission_id: UUID) -> ResponseReturnValue:
    """The mapping form as it was frozen."""
    return send_if_made(submission_id, FileKind.XLSX)


@portfolio.get("/submissions/<uuid:submission_id>/leap2a")
@allow(SIGNED_IN)
def frozen_leap2a(submission_id: UUID) -> ResponseReturnValue:
    """What was handed in, for another portfolio system."""
    found, form = load(submission_id), FORMS[FileKind.LEAP2A.value]
    if form not in frozen_forms.offered(found):
        abort(404)
    try:
        made = frozen_forms.leap2a_of(storage(), frozen_forms.frozen(found))
    except frozen_files.Changed as changed:
        return show_submission(found, changed.kind), 500
    return as_download(found, form, made.read(), made.size)


@portfolio.post("/submissions/<uuid:submission_id>/zip")
@allow(SIGNED_IN)
def frozen_zip(submission_id: UUID) -> ResponseReturnValue:
    """All of it in one ZIP, signed now. Its files are read while nobody waits for the database."""
    found = load(submission_id)
    if not frozen_forms.has_room(found, ZIP):
        abort(404)
    kept = frozen_forms.frozen(found)
    db.session.rollback()
    try:
        with making.watched(kept.author_id) as watch:
            contents = frozen_forms.contents_of(storage(), kept, watch)
    except Stopped:
        flash(making.STOPPED)
        return redirect(url_for(".submission", submission_id=submission_id), code=303)
    except frozen_files.Changed as changed:
        return show_submission(load(submission_id), changed.kind), 500
    transactions.begin_again()
    found, settings = load(submission_id), current_app.extensions["settings"]
    made = contents.zip(signing.signer_for(db.session, current_person(), settings))
    return as_download(found, FORMS[ZIP], made.read(), made.size)


def send_if_made(submission_id: UUID, kind: FileKind) -> ResponseReturnValue:
    """One file; nothing is here of what was handed in before there was this form."""
    found = load(submission_id)
    return send(found, kind) if frozen_forms.is_kept(found, kind) else abort(404)
