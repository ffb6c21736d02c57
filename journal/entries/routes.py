"""The pages of the journal: list, write, read, change."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from journal import audit
from journal.access import SIGNED_IN, allow
from journal.domain.draft import sections, uses_prompts
from journal.domain.entry_kind import EntryKind
from journal.domain.passages import has_marks
from journal.domain.reflective_model import FREE, ReflectiveModel
from journal.domain.standing import MANY_TAGS
from journal.entries import actions, queries
from journal.entries.forms import EntryForm, form_for, known_refs, rewritten
from journal.extensions import db
from journal.library import content
from journal.models import Entry
from journal.models.confidential import Part
from journal.names import names_of
from journal.signed_in import current_person
from journal.tag_views import tag_views

LOOKS_ONLY = frozenset({"preview", "other model"})

entries = Blueprint("entries", __name__, url_prefix="/entries")


@entries.get("")
@allow(SIGNED_IN)
def index() -> str:
    """One's own journal, newest first."""
    me, kind = current_person(), read_kind(request.args.get("kind", ""))
    page = queries.own_entries(db.session, me, kind=kind, after=request.args.get("after", ""))
    shares = queries.live_shares(db.session, me, [entry.id for entry in page.rows])
    shared = {given.entry_id for given in shares}
    return render_template(
        "entries/index.html", page=page, kind=kind, kinds=list(EntryKind), shared=shared
    )


@entries.get("/new")
@allow(SIGNED_IN)
def new() -> str:
    """Choose what to write; once that is chosen, write it."""
    current_person()
    if "kind" not in request.args:
        models = content().reflective_models.values()
        return render_template(
            "entries/choose.html", kinds=list(EntryKind), models=models, tags=tags_asked_for()
        )
    kind = read_kind(request.args["kind"]) or EntryKind.REFLECTION
    model = model_for(kind, request.args.get("model", FREE))
    return show_form(form_for(model), kind, model)


@entries.post("/new")
@allow(SIGNED_IN)
def create() -> ResponseReturnValue:
    """Save a new entry, or show what it will look like."""
    kind = read_kind(request.args.get("kind", "")) or EntryKind.REFLECTION
    model = model_for(kind, request.args.get("model", FREE))
    form = form_for(model)
    if request.form.get("do") in LOOKS_ONLY:
        return look_without_saving(form, kind, model, None)
    if not form.validate():
        return show_form(form, kind, model), 422
    draft = form.draft(kind, model.key if model else None)
    entry_id = UUID(form.entry_id.data)
    entry = actions.write(db.session, current_person(), draft, entry_id, tags_asked_for())
    flash("Saved. Only you can read it until you share it.")
    return redirect(url_for(".show", entry_id=entry.id), code=303)


@entries.get("/<uuid:entry_id>")
@allow(SIGNED_IN)
def show(entry_id: UUID) -> str:
    """One entry, its tags and what was said about it."""
    me = current_person()
    entry = queries.get_entry(db.session, me, entry_id) or abort(404)
    audit.opened(me, entry.author_id, ("entry", entry.id))
    if entry.author_id != me.id:
        return render_template("entries/read.html", **reading(entry))
    shares = queries.live_shares(db.session, me, [entry.id])
    whole = queries.whole_of(db.session, me, entry)
    read = reading(entry, [given.reader_id for given in shares])
    read["sections"] = sections(stored_model(entry), whole.answers, whole.text)
    return render_template("entries/show.html", **read, shares=shares)


@entries.get("/<uuid:entry_id>/preview")
@allow(SIGNED_IN)
def preview(entry_id: UUID) -> str:
    """To its writer, exactly what everybody reads with whom the entry is shared."""
    me = current_person()
    entry = queries.get_own_entry(db.session, me, entry_id) or abort(404)
    whole = queries.whole_of(db.session, me, entry)
    keeps_some = any(map(has_marks, (whole.title, whole.text, *whole.answers.values())))
    return render_template("entries/preview.html", **reading(entry), keeps_some=keeps_some)


def reading(entry: Entry, others: Sequence[UUID] = ()) -> dict[str, Any]:
    """What the reading part of a page is made of: the row that holds no private passage."""
    parts: list[Part] = [*entry.feedback, *entry.verdicts, *entry.attestations]
    people = [entry.author_id, *others, *(part.author_id for part in parts)]
    return {
        "entry": entry,
        "sections": sections(stored_model(entry), entry.answers, entry.text),
        "tags": tag_views(entry),
        "frameworks": content().frameworks,
        "names": names_of(db.session, people),
    }


@entries.get("/<uuid:entry_id>/edit")
@allow(SIGNED_IN)
def edit(entry_id: UUID) -> str:
    """Change an entry of one's own."""
    me = current_person()
    entry = queries.get_own_entry(db.session, me, entry_id) or abort(404)
    model = model_for(entry.kind, request.args.get("model", entry.model or FREE))
    form = form_for(model, queries.whole_of(db.session, me, entry), stored_model(entry))
    return show_form(form, entry.kind, model, entry=entry)


@entries.post("/<uuid:entry_id>/edit")
@allow(SIGNED_IN)
def save(entry_id: UUID) -> ResponseReturnValue:
    """Save a new version; when it was saved elsewhere meanwhile, show both texts."""
    me = current_person()
    entry = queries.get_own_entry(db.session, me, entry_id) or abort(404)
    model = model_for(entry.kind, request.args.get("model", entry.model or FREE))
    form = form_for(model, queries.whole_of(db.session, me, entry), stored_model(entry))
    if request.form.get("do") in LOOKS_ONLY:
        return look_without_saving(form, entry.kind, model, entry)
    if not form.validate():
        return show_form(form, entry.kind, model, entry=entry), 422
    draft = form.draft(entry.kind, model.key if model else None)
    try:
        actions.save(db.session, me, entry, draft, read_number(form.revision.data))
    except actions.SavedElsewhere:
        db.session.rollback()
        now_saved = queries.get_own_entry(db.session, me, entry_id) or abort(404)
        form.revision.data = str(now_saved.revision)
        return show_form(form, entry.kind, model, entry=now_saved, saved_elsewhere=True), 409
    flash("Saved.")
    return redirect(url_for(".show", entry_id=entry.id), code=303)


@entries.get("/<uuid:entry_id>/history")
@allow(SIGNED_IN)
def history(entry_id: UUID) -> str:
    """Every version that was saved."""
    me = current_person()
    entry = queries.get_own_entry(db.session, me, entry_id) or abort(404)
    revisions = queries.revisions_of(db.session, me, entry_id)
    read = [
        (kept, sections(content().reflective_models.get(kept.model or ""), kept.answers, kept.text))
        for kept in revisions
    ]
    return render_template("entries/history.html", entry=entry, revisions=read)


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
    saved_elsewhere: bool = False,
) -> str:
    """The page to write on, new or not."""
    typed = sections(model, form.answers(), form.text.data or "")
    saved = queries.whole_of(db.session, current_person(), entry) if entry else None
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
        saved=sections(model, saved.answers, saved.text) if saved and saved_elsewhere else None,
    )


def readers_of(entry: Entry) -> list[str]:
    """The names of those who will see what is saved."""
    shares = queries.live_shares(db.session, current_person(), [entry.id])
    return sorted(names_of(db.session, [given.reader_id for given in shares]).values())


def tags_asked_for() -> tuple[tuple[str, str], ...]:
    """The tags in the address, as in `?tag=peer-worker:K4`: what a new entry is written for."""
    known, _ = known_refs(request.args.getlist("tag")[:MANY_TAGS], content())
    return known


def read_kind(text: str) -> EntryKind | None:
    """A kind from an address; None when it is none."""
    return EntryKind(text) if text in set(EntryKind) else None


def read_number(given: object) -> int:
    """A revision as it came with a form; 0, which is never the newest, for anything else."""
    text = str(given or "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def model_for(kind: EntryKind, key: str) -> ReflectiveModel | None:
    """The model whose questions an entry of this kind is written against, if any."""
    return content().reflective_models.get(key) if uses_prompts(kind, key) else None


def stored_model(entry: Entry) -> ReflectiveModel | None:
    """The model an entry was written against."""
    return content().reflective_models.get(entry.model or "")
