"""Writing: a new entry, a change, and what happens when two pages changed the same entry."""

from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from journal import following_up, keeping
from journal.access import SIGNED_IN, allow
from journal.database import begin_writing
from journal.domain.draft import Draft, sections
from journal.domain.entry_kind import EntryKind
from journal.domain.merging import keeps_every_word
from journal.domain.reflective_model import FREE, ReflectiveModel
from journal.domain.standing import MANY_TAGS
from journal.entries import actions, queries
from journal.entries.forms import (
    EntryForm,
    form_for,
    laid_out,
    merged_form,
    rewritten,
)
from journal.entries.looking_over import parts_of
from journal.entries.routes import entries, model_for, onward, read_kind, stored_model
from journal.entries.tag_forms import known_refs
from journal.extensions import db
from journal.follow_up_view import learning_need
from journal.forms import LONGEST_LINE, trimmed
from journal.library import content
from journal.models import Action, Entry
from journal.names import names_of
from journal.programmes import content_of
from journal.signed_in import current_person
from journal.transactions import keep_writes
from journal.two_texts import put_together, side_by_side
from journal.typed_values import as_number, as_uuid

__all__ = ["entries"]

LOOKS_ONLY = frozenset({"preview", "other model"})
SAVED_ELSEWHERE = "This entry was saved somewhere else meanwhile"
SAVED_BEFORE = "You have saved this entry already, with words that are not in this text"
KEPT_SAVED = (
    "What was saved stays as it is. Your own text is put away: you can bring it back for 30 days."
)


@entries.get("/new")
@allow(SIGNED_IN)
def new() -> str:
    """Choose what to write; once that is chosen, write it."""
    me = current_person()
    if "kind" not in request.args:
        models = content().reflective_models.values()
        return render_template(
            "entries/choose.html", kinds=list(EntryKind), models=models, tags=tags_asked_for()
        )
    kind = read_kind(request.args["kind"]) or EntryKind.REFLECTION
    model = model_for(kind, request.args.get("model", FREE))
    begun = started_from_learning()
    return show_form(form_for(model, typed=keeping.going_on(me), begun=begun), kind, model)


@entries.post("/new")
@allow(SIGNED_IN)
def create() -> ResponseReturnValue:
    """Save a new entry, or show what it will look like."""
    me = current_person()
    kind = read_kind(request.args.get("kind", "")) or EntryKind.REFLECTION
    model = model_for(kind, request.args.get("model", FREE))
    form = form_for(model)
    if request.form.get("do") in LOOKS_ONLY:
        return look_without_saving(form, kind, model, None)
    if not form.validate():
        return show_form(form, kind, model), 422
    draft = form.draft(kind, model.key if model else None)
    entry_id = UUID(form.entry_id.data)
    if would_replace(entry_id, draft):
        return show_both(form, entry_id, model, SAVED_BEFORE)
    entry = actions.write(db.session, me, draft, entry_id, tags_asked_for())
    learned = learning_asked_about()
    if learned is not None:
        following_up.link_entry(db.session, me, learned, entry)
    keeping.finish(me)
    flash("Saved. Only you can read it until you share it.")
    return redirect(url_for(".show", entry_id=entry.id), code=303)


@entries.get("/<uuid:entry_id>/edit")
@allow(SIGNED_IN)
def edit(entry_id: UUID) -> str:
    """Change an entry of one's own."""
    me = current_person()
    entry = queries.get_own_entry(db.session, me, entry_id) or abort(404)
    model = model_for(entry.kind, request.args.get("model", entry.model or FREE))
    whole = queries.whole_of(db.session, me, entry)
    form = form_for(model, whole, stored_model(entry), keeping.going_on(me))
    return show_form(form, entry.kind, model, entry=entry)


@entries.post("/<uuid:entry_id>/edit")
@allow(SIGNED_IN)
def save(entry_id: UUID) -> ResponseReturnValue:
    """Save a new version; when it was saved elsewhere meanwhile, show both texts."""
    me = current_person()
    entry = queries.get_own_entry(db.session, me, entry_id, to_write=True) or abort(404)
    model = model_for(entry.kind, request.args.get("model", entry.model or FREE))
    form = form_for(model, queries.whole_of(db.session, me, entry), stored_model(entry))
    if request.form.get("do") in ANSWERS_TO_BOTH:
        return ANSWERS_TO_BOTH[request.form["do"]](form, entry, model)
    if request.form.get("do") in LOOKS_ONLY:
        return look_without_saving(form, entry.kind, model, entry)
    if not form.validate():
        return show_form(form, entry.kind, model, entry=entry), 422
    draft = form.draft(entry.kind, model.key if model else None)
    before = parts_of(entry)
    try:
        actions.save(db.session, me, entry, draft, as_number(form.revision.data))
    except actions.SavedElsewhere:
        return show_both(form, entry_id, model)
    keeping.finish(me)
    flash("Saved.")
    return onward(entry, before)


def would_replace(entry_id: UUID, draft: Draft) -> bool:
    """Whether a form sent again, from another tab perhaps, would take words out of the entry that
    it made the first time."""
    me = current_person()
    entry = queries.get_own_entry(db.session, me, entry_id)
    if entry is None or entry.revision > 1:
        return False
    whole = queries.whole_of(db.session, me, entry)
    was, typed = (
        " ".join([each.title, each.text, *each.answers.values()]) for each in (whole, draft)
    )
    return not keeps_every_word(was, typed)


def show_both(
    form: EntryForm, entry_id: UUID, model: ReflectiveModel | None, why: str = SAVED_ELSEWHERE
) -> ResponseReturnValue:
    """What was just typed beside what is saved by now; what was typed is kept meanwhile."""
    me = current_person()
    db.session.rollback()
    begin_writing(db.session)
    entry = queries.get_own_entry(db.session, me, entry_id) or abort(404)
    if keeping.keep_typed(me):
        keep_writes()
    form.entry_id.data = str(entry.id)
    form.revision.data = str(entry.revision)
    whole = queries.whole_of(db.session, me, entry)
    both = side_by_side(form.labels, form.typed, laid_out(model, whole, stored_model(entry)))
    return show_form(form, entry.kind, model, entry=entry, both=both, why=why), 409


def keep_saved(form: EntryForm, entry: Entry, model: ReflectiveModel | None) -> ResponseReturnValue:
    """Leave what is saved as it is; what was typed can be brought back."""
    if not keeping.keep_typed(current_person(), put_away=True):
        return show_both(form, entry.id, model)
    flash(KEPT_SAVED)
    return redirect(url_for(".show", entry_id=entry.id), code=303)


def show_together(
    form: EntryForm, entry: Entry, model: ReflectiveModel | None
) -> ResponseReturnValue:
    """Both texts in one form, to be looked over; what was typed alone can be brought back."""
    me = current_person()
    if not keeping.keep_typed(me, put_away=True):
        return show_both(form, entry.id, model)
    keeping.begin_anew()
    whole = queries.whole_of(db.session, me, entry)
    began = queries.get_revision(db.session, me, entry.id, as_number(form.base.data))
    base, saved = (
        laid_out(model, each, content().reflective_models.get(each.model or "")) if each else {}
        for each in (began, whole)
    )
    merged = merged_form(model, put_together(base, form.typed, saved), whole)
    return show_form(merged, entry.kind, model, entry=entry, is_merged=True)


ANSWERS_TO_BOTH = {"keep saved": keep_saved, "together": show_together}


def look_without_saving(
    form: EntryForm, kind: EntryKind, model: ReflectiveModel | None, entry: Entry | None
) -> str:
    """The same text as it will look, or on the questions of another model; nothing is saved."""
    if request.form["do"] == "preview":
        return show_form(form, kind, model, entry=entry, preview=True)
    other = model_for(kind, request.form.get("other_model", FREE))
    return show_form(rewritten(form, model, other), kind, other, entry=entry)


def show_form(
    form: EntryForm,
    kind: EntryKind,
    model: ReflectiveModel | None,
    *,
    entry: Entry | None = None,
    preview: bool = False,
    **more: object,
) -> str:
    """The page to write on, new or not."""
    typed = sections(model, form.answers(), form.typed["text"])
    return render_template(
        "entries/write.html",
        form=form,
        kind=kind,
        model=model,
        entry=entry,
        models=list(content().reflective_models.values()),
        readers=readers_of(entry) if entry else [],
        tags=() if entry else tags_asked_for(),
        preview=typed if preview else None,
        **{"both": None, "why": "", "is_merged": False, **more},
    )


def readers_of(entry: Entry) -> list[str]:
    """The names of those who will see what is saved."""
    shares = queries.live_shares(db.session, current_person(), [entry.id])
    return sorted(names_of(db.session, [given.reader_id for given in shares]).values())


def tags_asked_for() -> tuple[tuple[str, str], ...]:
    """The tags in the address, as in `?tag=peer-worker:K4`: what a new entry is written for."""
    texts = content_of(db.session, current_person())
    known, _ = known_refs(request.args.getlist("tag")[:MANY_TAGS], texts)
    return known


def learning_asked_about() -> Action | None:
    """What the address names that was read or learned, and about which nothing is written yet."""
    asked = as_uuid(request.args.get("action"))
    return learning_need(db.session, current_person(), asked)


def started_from_learning() -> dict[str, Any]:
    """What a new entry about something read or learned begins with: never words in an address."""
    learned = learning_asked_about()
    if learned is None:
        return {}
    minutes = as_number(request.args.get("minutes"))
    return {"title": trimmed(learned.text)[:LONGEST_LINE], "minutes": minutes or None}
