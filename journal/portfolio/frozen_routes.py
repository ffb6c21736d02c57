"""The forms of what was handed in, and all of it in one signed ZIP."""

from uuid import UUID

from flask import Response, abort, current_app, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from journal import frozen_files, frozen_forms, making, signing, transactions
from journal.access import SIGNED_IN, allow
from journal.documents.zips import Member
from journal.domain.making import Stopped
from journal.domain.submission import FileKind
from journal.extensions import db
from journal.models import Submission
from journal.portfolio.assessor_routes import portfolio
from journal.portfolio.submission_routes import load, show_submission
from journal.portfolio_forms import ANY_IN_ZIP, FORMS, ZIP, Form
from journal.signed_in import current_person
from journal.storage import storage

__all__ = ["portfolio"]


@portfolio.get(f"/submissions/<uuid:submission_id>/<{ANY_IN_ZIP}:kept_form>")
@allow(SIGNED_IN)
def frozen_form(submission_id: UUID, kept_form: str) -> ResponseReturnValue:
    """One form as it was frozen, where it was made and has room for what went along."""
    found, form = load(submission_id), FORMS[kept_form]
    if form not in frozen_forms.offered(found):
        abort(404)
    try:
        kept = frozen_forms.frozen(found)
        made = frozen_forms.form_alone(storage(), kept, FileKind(kept_form))
    except frozen_files.Changed as changed:
        return show_submission(found, changed.kind), 500
    return as_download(found, form, made)


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
    return as_download(found, FORMS[ZIP], made)


def as_download(found: Submission, form: Form, made: Member) -> Response:
    """A file of a submission, under a name that says of which day it is."""
    answer = Response(made.read(), content_type=form.media_type)
    answer.content_length = made.size
    name = frozen_forms.file_name(found, form)
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer
