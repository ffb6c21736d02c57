"""The forms of what was handed in, for the assessor: each as it was frozen, and all in one ZIP."""

from flask import Response, abort, current_app
from flask.typing import ResponseReturnValue

from journal import file_serving, frozen_files, frozen_forms, making, signing, transactions
from journal.access import ANYONE, allow
from journal.assess import visits
from journal.assess.forms import CodeForm
from journal.assess.note_routes import assess, still_in
from journal.assess.routes import ask_for_code, note_read, private, say_damaged
from journal.assess.visits import Inside
from journal.audit import Event
from journal.documents.zips import Member
from journal.domain.making import Stopped
from journal.domain.submission import FileKind
from journal.extensions import db
from journal.models.confidential import act_as
from journal.portfolio_forms import ANY_IN_ZIP, FORMS, ZIP, Form
from journal.storage import storage

__all__ = ["assess"]


@assess.get(f"/<token>/<{ANY_IN_ZIP}:kept_form>")
@allow(ANYONE)
def take_form(token: str, kept_form: str) -> ResponseReturnValue:
    """One form as it was frozen, where it was made and has room for what went along."""
    found, form = visits.inside(db.session, token), FORMS[kept_form]
    if found is None:
        return ask_for_code(CodeForm(formdata=None))
    if form not in frozen_forms.offered(found.submission):
        abort(404)
    try:
        kept = frozen_forms.frozen(found.submission)
        made = frozen_forms.form_alone(storage(), kept, FileKind(kept_form))
    except frozen_files.Changed as changed:
        return say_damaged(changed, token)
    return taken(found, form, made)


@assess.post("/<token>/zip")
@allow(ANYONE)
def take_zip(token: str) -> ResponseReturnValue:
    """All of it in one ZIP, signed now. Its files are read while nobody waits for the database,
    and then it is asked once more whether the link is open. Whoever stops it stays on the page,
    with the notes they are writing."""
    found = visits.inside(db.session, token)
    if found is None:
        return ask_for_code(CodeForm(formdata=None), 404)
    if not frozen_forms.has_room(found.submission, ZIP):
        abort(404)
    kept, visit_id = frozen_forms.frozen(found.submission), found.visit.id
    db.session.rollback()
    try:
        with making.watched(kept.author_id, visit_id) as watch:
            contents = frozen_forms.contents_of(storage(), kept, watch)
    except Stopped:
        return private(Response(status=204))
    except frozen_files.Changed as changed:
        return say_damaged(changed, token)
    transactions.begin_again()
    found = visits.inside(db.session, token)
    if found is None:
        return ask_for_code(CodeForm(formdata=None), 404)
    act_as(db.session, found.holder)
    settings, owner = current_app.extensions["settings"], found.link.author_id
    made = contents.zip(signing.signer_for(db.session, found.holder, settings, owner))
    return taken(found, FORMS[ZIP], made)


def taken(found: Inside, form: Form, made: Member) -> ResponseReturnValue:
    """A download, for as long as the link is open; the worker is told of it."""
    note_read(found, Event.SUBMISSION_TAKEN)
    blocks = file_serving.while_theirs(iter(made.read()), still_in(found))
    answer = Response(blocks, content_type=form.media_type)
    answer.content_length = made.size
    name = frozen_forms.file_name(found.submission, form)
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return private(answer)
