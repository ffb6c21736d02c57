"""What an assessor takes away or writes down: the files, and notes of their own."""

from collections.abc import Callable

from flask import Response, abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from journal import frozen_files
from journal.access import ANYONE, allow
from journal.assess import notes, visits
from journal.assess.forms import CodeForm
from journal.assess.notes import Typed
from journal.assess.routes import ask_for_code, assess, note_read, page_of, private, say_damaged
from journal.assess.visits import Inside
from journal.audit import Event
from journal.document_pages import shown
from journal.extensions import db
from journal.forms import clean
from journal.storage import storage

__all__ = ["assess"]

NOTE, BEFORE = "note-", "before-"
TEXT = "text/plain; charset=utf-8"


@assess.get("/<token>/files/<int:number>")
@allow(ANYONE)
def take_file(token: str, number: int) -> ResponseReturnValue:
    """A file that went along: a picture on the page, a recording that is played, a download."""
    found = visits.inside(db.session, token)
    if found is None:
        return ask_for_code(CodeForm(formdata=None))
    try:
        answer = frozen_files.download(storage(), found.submission, number, still_in(found))
    except frozen_files.Changed as changed:
        return say_damaged(changed, token)
    if answer is None:
        abort(404)
    note_read(found, Event.SUBMISSION_OPENED if is_looked_at() else Event.SUBMISSION_TAKEN)
    return private(answer)


def is_looked_at() -> bool:
    """Whether a picture or a player of our page asks, and not a press on a link."""
    return request.headers.get("Sec-Fetch-Dest") in {"image", "audio", "video"}


def still_in(found: Inside) -> Callable[[], bool]:
    """Asks whether this browser is in still, in a moment of its own: while the bytes flow, the
    request is over."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    holder, visit_id = found.holder, found.visit.id

    def ask() -> bool:
        with app.app_context():
            return visits.is_in(db.session, holder, visit_id)

    return ask


@assess.get("/<token>/notes")
@allow(ANYONE)
def take_notes(token: str) -> ResponseReturnValue:
    """The assessor's own notes, as plain text."""
    found = visits.inside(db.session, token)
    if found is None:
        return ask_for_code(CodeForm(formdata=None))
    try:
        sections = shown(frozen_files.document_in(storage(), found.submission)).sections
    except frozen_files.Changed as changed:
        return say_damaged(changed, token)
    mine = notes.notes_of(db.session, found.holder)
    text = notes.as_text(mine, [(each.anchor, each.name) for each in sections])
    return file_named("my-notes.txt", text.encode(), TEXT)


@assess.post("/<token>/notes")
@allow(ANYONE)
def keep_notes(token: str) -> ResponseReturnValue:
    """Keep the notes of a page, all at once: none is lost when another is kept."""
    found = visits.inside(db.session, token)
    if found is None:
        unkept = (text for name, text in request.form.items() if name.startswith(NOTE))
        words = "\n\n".join(clean(text) for text in unkept if text.strip())
        return ask_for_code(CodeForm(formdata=None), 404, words)
    try:
        document = frozen_files.document_in(storage(), found.submission)
    except frozen_files.Changed as changed:
        return say_damaged(changed, token)
    anchors = [each.anchor for each in document.sections]
    typed = {anchor: typed_beside(anchor) for anchor in anchors if NOTE + anchor in request.form}
    if any(len(each.text) > notes.LONGEST for each in typed.values()):
        return private((page_of(found, token, document, typed), 422))
    notes.keep(db.session, found.holder, typed)
    section = request.form.get("section", "")
    if section not in anchors:
        return private(redirect(url_for(".come_in", token=token), code=303))
    back = url_for(".come_in", token=token, kept=section, _anchor=NOTE + section)
    return private(redirect(back, code=303))


def typed_beside(anchor: str) -> Typed:
    """The note beside one section, as the page sent it."""
    return Typed(clean(request.form.get(NOTE + anchor)), request.form.get(BEFORE + anchor, ""))


def file_named(name: str, data: bytes, media_type: str) -> ResponseReturnValue:
    """A download."""
    response = Response(data, content_type=media_type)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return private(response)
