"""The forms of what was handed in, for the assessor: each as it was frozen, and all in one ZIP."""

from collections.abc import Iterable

from flask import Response, abort, current_app, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from journal import file_serving, frozen_files, frozen_forms, making, signing, transactions
from journal.access import ANYONE, allow
from journal.assess import visits
from journal.assess.forms import CodeForm
from journal.assess.note_routes import assess, still_in
from journal.assess.routes import ask_for_code, note_read, private, say_damaged
from journal.assess.visits import Inside
from journal.audit import Event
from journal.domain.making import Stopped
from journal.domain.submission import FileKind
from journal.extensions import db
from journal.models.confidential import act_as
from journal.portfolio_forms import FORMS, ZIP, Form
from journal.storage import storage

__all__ = ["assess"]


@assess.get("/<token>/pdf")
@allow(ANYONE)
def take_pdf(token: str) -> ResponseReturnValue:
    """The PDF as it was frozen."""
    return take(token, FileKind.PDF)


@assess.get("/<token>/html")
@allow(ANYONE)
def take_html(token: str) -> ResponseReturnValue:
    """The HTML file as it was frozen."""
    return take(token, FileKind.HTML)


@assess.get("/<token>/docx")
@allow(ANYONE)
def take_docx(token: str) -> ResponseReturnValue:
    """The Word file as it was frozen."""
    return take(token, FileKind.DOCX)


@assess.get("/<token>/xlsx")
@allow(ANYONE)
def take_xlsx(token: str) -> ResponseReturnValue:
    """The mapping form as it was frozen."""
    return take(token, FileKind.XLSX)


@assess.get("/<token>/leap2a")
@allow(ANYONE)
def take_leap2a(token: str) -> ResponseReturnValue:
    """What was handed in, for another portfolio system."""
    found, form = visits.inside(db.session, token), FORMS[FileKind.LEAP2A.value]
    if found is None:
        return ask_for_code(CodeForm(formdata=None))
    if form not in frozen_forms.offered(found.submission):
        abort(404)
    try:
        made = frozen_forms.leap2a_of(storage(), frozen_forms.frozen(found.submission))
    except frozen_files.Changed as changed:
        return say_damaged(changed, token)
    return taken(found, form, made.read(), made.size)


@assess.post("/<token>/zip")
@allow(ANYONE)
def take_zip(token: str) -> ResponseReturnValue:
    """All of it in one ZIP, signed now. Its files are read while nobody waits for the database,
    and then it is asked once more whether the link is open."""
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
        flash(making.STOPPED)
        return private(redirect(url_for(".come_in", token=token), code=303))
    except frozen_files.Changed as changed:
        return say_damaged(changed, token)
    transactions.begin_again()
    found = visits.inside(db.session, token)
    if found is None:
        return ask_for_code(CodeForm(formdata=None), 404)
    act_as(db.session, found.holder)
    settings, owner = current_app.extensions["settings"], found.link.author_id
    made = contents.zip(signing.signer_for(db.session, found.holder, settings, owner))
    return taken(found, FORMS[ZIP], made.read(), made.size)


def take(token: str, kind: FileKind) -> ResponseReturnValue:
    """One file, once it has been found to be what was frozen."""
    found = visits.inside(db.session, token)
    if found is None:
        return ask_for_code(CodeForm(formdata=None))
    form = FORMS[kind.value]
    if not frozen_forms.is_kept(found.submission, kind):
        abort(404)
    try:
        data = frozen_files.read(storage(), found.submission, kind)
    except frozen_files.Changed as changed:
        return say_damaged(changed, token)
    return taken(found, form, [data], len(data))


def taken(found: Inside, form: Form, body: Iterable[bytes], size: int) -> ResponseReturnValue:
    """A download, for as long as the link is open; the worker is told of it."""
    note_read(found, Event.SUBMISSION_TAKEN)
    blocks = file_serving.while_theirs(iter(body), still_in(found))
    answer = Response(blocks, content_type=form.media_type)
    answer.content_length = size
    name = f"portfolio{form.ending}"
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return private(answer)
