"""What an assessor takes away or writes down: the files, and notes of their own."""

from collections.abc import Callable

from flask import Response, abort, current_app, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from journal import frozen_files
from journal.access import ANYONE, allow
from journal.assess import notes, visits
from journal.assess.forms import CodeForm
from journal.assess.notes import Typed
from journal.assess.routes import (
    ask_for_code,
    assess,
    looked_for,
    note_read,
    page_of,
    private,
    say_damaged,
)
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
    """Keep the notes of a page, all at once, and go on to where the press leads: no press on that
    page, a search neither, loses what was typed in it."""
    found = visits.inside(db.session, token)
    if found is None:
        return ask_for_code(CodeForm(formdata=None), 404, unkept())
    return not_kept(found, token) or private(redirect(way_on(token), code=303))


@assess.post("/<token>/leave")
@allow(ANYONE)
def leave(token: str) -> ResponseReturnValue:
    """Go, with the notes kept; whoever comes to this browser next has to give a code. Notes that
    cannot be kept any more are shown once more."""
    found = visits.inside(db.session, token)
    if found is None and (typed := unkept()):
        return ask_for_code(CodeForm(formdata=None), 404, typed)
    if found is not None:
        has_notes = any(name.startswith(NOTE) for name in request.form)
        if has_notes and (problem := not_kept(found, token)):
            return problem
        visits.leave(db.session, found)
    response = make_response(redirect(url_for(".come_in", token=token), code=303))
    visits.forget(response, token)
    return private(response)


def unkept() -> str:
    """The notes in which somebody wrote on the page that was sent, one after the other."""
    anchors = [name.removeprefix(NOTE) for name in request.form if name.startswith(NOTE)]
    changed = [each.text for each in map(typed_beside, anchors) if each.is_changed]
    return "\n\n".join(text for text in changed if text.strip())


def not_kept(found: Inside, token: str) -> ResponseReturnValue | None:
    """Keep the notes that were typed; the answer is the page that says why it could not be."""
    try:
        document = frozen_files.document_in(storage(), found.submission)
    except frozen_files.Changed as changed:
        return say_damaged(changed, token, unkept())
    anchors = [each.anchor for each in document.sections]
    typed = {anchor: typed_beside(anchor) for anchor in anchors if NOTE + anchor in request.form}
    if any(len(each.text) > notes.LONGEST for each in typed.values()):
        return private((page_of(found, token, document, typed), 422))
    notes.keep(db.session, found.holder, typed)
    return None


def way_on(token: str) -> str:
    """Back beside the note whose button was pressed, or to what was looked for."""
    section = request.form.get("section")
    words = looked_for() if request.form.get("do") == "find" else ""
    anchor = NOTE + section if section else None
    return url_for(".come_in", token=token, kept=section, find=words or None, _anchor=anchor)


def typed_beside(anchor: str) -> Typed:
    """The note beside one section, as the page sent it."""
    return Typed(clean(request.form.get(NOTE + anchor)), request.form.get(BEFORE + anchor, ""))


def file_named(name: str, data: bytes, media_type: str) -> ResponseReturnValue:
    """A download."""
    response = Response(data, content_type=media_type)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return private(response)
