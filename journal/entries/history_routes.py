"""Every version of an entry: listed, compared, and brought back as a new version."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from journal.access import SIGNED_IN, allow
from journal.domain.differences import differences
from journal.domain.draft import sections
from journal.entries import actions, queries
from journal.entries.forms import form_class, laid_out
from journal.entries.looking_over import parts_of
from journal.entries.routes import model_for, onward
from journal.entries.writing_routes import entries
from journal.extensions import db
from journal.library import content
from journal.models import Revision
from journal.signed_in import current_person
from journal.two_texts import shown
from journal.typed_values import as_number

__all__ = ["entries"]

RESTORED = "Version {} is the present one again. The version before stays in the list."
SAVED_MEANWHILE = (
    "The entry was saved somewhere else meanwhile. Nothing changed. Please look again."
)


@entries.get("/<uuid:entry_id>/history")
@allow(SIGNED_IN)
def history(entry_id: UUID) -> str:
    """Every version that was saved, the newest first."""
    me = current_person()
    entry = queries.get_own_entry(db.session, me, entry_id) or abort(404)
    before = as_number(request.args.get("before"))
    page = queries.page_of_revisions(db.session, me, entry_id, before)
    return render_template("entries/history.html", entry=entry, page=page)


@entries.get("/<uuid:entry_id>/history/<int(max=2147483647):number>")
@allow(SIGNED_IN)
def version(entry_id: UUID, number: int) -> str:
    """What one version changed, or what has changed since."""
    me = current_person()
    entry = queries.get_own_entry(db.session, me, entry_id) or abort(404)
    kept = queries.get_revision(db.session, me, entry_id, number) or abort(404)
    since = request.args.get("with") == "present" and number != entry.revision
    old: Revision | None
    if since:
        old, new = kept, queries.whole_of(db.session, me, entry)
    else:
        old, new = queries.get_revision(db.session, me, entry_id, number - 1), kept
    return render_template(
        "entries/version.html",
        entry=entry,
        kept=kept,
        since=since,
        changes=changes(old, new) if old else [],
        sections=sections(
            content().reflective_models.get(kept.model or ""), kept.answers, kept.text
        ),
    )


@entries.post("/<uuid:entry_id>/history/<int(max=2147483647):number>/restore")
@allow(SIGNED_IN)
def restore(entry_id: UUID, number: int) -> ResponseReturnValue:
    """Make an old version the present one: a new version, so that none is taken away."""
    me = current_person()
    entry = queries.get_own_entry(db.session, me, entry_id, to_write=True) or abort(404)
    kept = queries.get_revision(db.session, me, entry_id, number) or abort(404)
    based_on = as_number(request.form.get("revision"))
    before = parts_of(entry)
    try:
        actions.save(db.session, me, entry, actions.draft_of(kept), based_on)
    except actions.SavedElsewhere:
        db.session.rollback()
        flash(SAVED_MEANWHILE)
        return redirect(url_for(".version", entry_id=entry_id, number=number), code=303)
    flash(RESTORED.format(number))
    return onward(entry, before)


def changes(old: Revision, new: Revision) -> list[tuple[str, object]]:
    """The fields that differ, each with its pieces, in the order of the newer version's form."""
    models = content().reflective_models
    model = model_for(new.kind, new.model or "")
    before = laid_out(model, old, models.get(old.model or ""))
    after = laid_out(model, new, models.get(new.model or ""))
    labels = form_class(model)(formdata=None).labels
    pairs = [(label, shown(before.get(name)), shown(after.get(name)))
             for name, label in labels.items()]  # fmt: skip
    return [(label, differences(was, now)) for label, was, now in pairs if was != now]
