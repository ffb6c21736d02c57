"""Writing in one go: a note from the home page, and what becomes of it later."""

from uuid import UUID, uuid4

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from journal import keeping
from journal.access import SIGNED_IN, allow
from journal.check_ins import get_check_in, said_in
from journal.domain.check_in import NOTE_TITLE, as_note
from journal.domain.draft import Draft
from journal.domain.entry_kind import EntryKind
from journal.domain.from_note import as_reflection
from journal.domain.questions import Question, question_at, questions_for
from journal.entries import actions, queries
from journal.entries.capture_form import CaptureForm, ReflectForm, reflect_form
from journal.entries.sharing_routes import entries
from journal.entries.writing_routes import would_replace
from journal.extensions import db
from journal.formatting import today
from journal.library import content
from journal.models import Entry
from journal.signed_in import current_person
from journal.typed_values import as_number, as_uuid

__all__ = ["entries"]

KEPT = Markup('Saved. Only you can read it. <a href="{}">Open it</a>')
IS_A_REFLECTION = (
    "This is a reflection now. Your words stand where they seemed to fit: move them as you like. "
    "The note as you first wrote it stays among the earlier versions."
)
SAVED_MEANWHILE = (
    "The note was saved somewhere else meanwhile. Nothing is lost. Please choose again."
)
BROUGHT = (
    "This is a supervision note now, and yours alone. Take out what you want to keep to yourself. "
    "Nobody reads it until you share it. Your check-in stays where it was."
)


@entries.app_context_processor
def for_blank_pages() -> dict[str, object]:
    """What the first page and the writing page need against the blank page."""
    return {
        "capture_form": lambda: CaptureForm(formdata=None),
        "gentle_questions": lambda: questions_for(today(), content().questions),
    }


@entries.get("/capture")
@allow(SIGNED_IN)
def capture() -> str:
    """The one box on a page of its own, with a question to start from if one was chosen."""
    form = CaptureForm(formdata=keeping.going_on(current_person()))
    return show_capture(form, asked_about())


@entries.post("/capture")
@allow(SIGNED_IN)
def keep() -> ResponseReturnValue:
    """Keep what was typed, in one press, and go back to where they came from."""
    form, question = CaptureForm(), asked_about()
    if not form.validate():
        return show_capture(form, question), 422
    me, draft = current_person(), form.draft(question)
    entry_id = UUID(form.entry_id.data)
    if would_replace(entry_id, draft):
        entry_id = uuid4()
    entry = actions.write(db.session, me, draft, entry_id)
    keeping.finish(me)
    flash(KEPT.format(url_for(".show", entry_id=entry.id)))
    return redirect(url_for("home.show"), code=303)


@entries.get("/<uuid:entry_id>/reflect")
@allow(SIGNED_IN)
def reflect(entry_id: UUID) -> ResponseReturnValue:
    """Choose the questions along which a note becomes a reflection."""
    note = queries.get_own_entry(db.session, current_person(), entry_id) or abort(404)
    if note.kind is not EntryKind.NOTE:
        return redirect(url_for(".edit", entry_id=note.id), code=303)
    return show_reflect(note, new_reflect_form(note))


@entries.post("/<uuid:entry_id>/reflect")
@allow(SIGNED_IN)
def make_reflection(entry_id: UUID) -> ResponseReturnValue:
    """Lay the note's words out along the questions: a new version, to go on writing in."""
    me = current_person()
    note = queries.get_own_entry(db.session, me, entry_id, to_write=True) or abort(404)
    form = new_reflect_form(note)
    if note.kind is not EntryKind.NOTE:
        return redirect(url_for(".edit", entry_id=note.id), code=303)
    if not form.validate():
        return show_reflect(note, form), 422
    model = content().reflective_models[form.model.data]
    draft = as_reflection(actions.draft_of(queries.whole_of(db.session, me, note)), model)
    try:
        actions.save(db.session, me, note, draft, as_number(form.revision.data))
    except actions.SavedElsewhere:
        db.session.rollback()
        form.model.errors = [SAVED_MEANWHILE]
        now_saved = queries.get_own_entry(db.session, me, entry_id) or abort(404)
        form.revision.data = str(now_saved.revision)
        return show_reflect(now_saved, form), 409
    flash(IS_A_REFLECTION)
    return redirect(url_for(".edit", entry_id=note.id), code=303)


@entries.post("/from-check-in/<uuid:check_in_id>")
@allow(SIGNED_IN)
def bring_check_in(check_in_id: UUID) -> ResponseReturnValue:
    """Copy a check-in into a supervision note of one's own; the check-in itself is never shared."""
    me = current_person()
    check_in = get_check_in(db.session, me, check_in_id) or abort(404)
    draft = Draft(
        kind=EntryKind.SUPERVISION_NOTE,
        model=None,
        title=NOTE_TITLE,
        text=as_note(said_in(check_in)),
        answers={},
        dated=today(),
        minutes=None,
        off_the_job=False,
    )
    note = actions.write(db.session, me, draft, as_uuid(request.form.get("entry_id")) or uuid4())
    flash(BROUGHT)
    return redirect(url_for(".edit", entry_id=note.id), code=303)


def show_capture(form: CaptureForm, question: Question | None) -> str:
    """The page with the one box."""
    if question:
        form.text.label.text = "What comes to mind?"
    return render_template("entries/capture.html", form=form, question=question)


def asked_about() -> Question | None:
    """The question in the address, as in `?about=12`."""
    return question_at(request.args.get("about", ""), content().questions)


def new_reflect_form(note: Entry) -> ReflectForm:
    """Every model to choose from."""
    return reflect_form(content().reflective_models.values(), note.revision)


def show_reflect(note: Entry, form: ReflectForm) -> str:
    """The page on which the questions are chosen."""
    models = content().reflective_models.values()
    return render_template("entries/reflect.html", entry=note, form=form, models=models)
