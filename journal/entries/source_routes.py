"""Taking what others gave into the journal: a look first, then one press."""

from dataclasses import replace
from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from journal import confidences, sources
from journal.access import SIGNED_IN, allow
from journal.domain.provenance import SourceKind
from journal.entries import queries, taking
from journal.entries.look_routes import entries
from journal.extensions import db
from journal.programmes import content_of, frameworks_around
from journal.signed_in import current_person
from journal.sources import Source

__all__ = ["entries"]


@entries.get("/from/<source_kind>/<uuid:source_id>")
@allow(SIGNED_IN)
def look_at_source(source_kind: str, source_id: UUID) -> str:
    """Exactly what will be copied, looked over for whatever could identify somebody."""
    me, source = current_person(), load(source_kind, source_id)
    texts = content_of(db.session, me)
    return render_template(
        "entries/from_source.html",
        source=source,
        kind_in_path=source_kind,
        entry=sources.taken(db.session, me, source.id),
        confirms=source.confirms and queries.get_own_entry(db.session, me, source.confirms),
        tagged=[known for tag in source.tags if (known := texts.statement(*tag))],
        look=confidences.look_over(db.session, me, [("What will be copied", source.text)]),
    )


@entries.post("/from/<source_kind>/<uuid:source_id>")
@allow(SIGNED_IN)
def take_source(source_kind: str, source_id: UUID) -> ResponseReturnValue:
    """Copy it, with who gave it and when."""
    me = current_person()
    taking.hold(db.session, me)
    entry = taking.take(db.session, me, load(source_kind, source_id))
    if entry.deleted_at is not None:
        flash("You took this in before, and deleted it. Here you can bring it back.")
        return redirect(url_for(".deleted"), code=303)
    flash("It is in your journal. Only you can read it until you share it.")
    return redirect(url_for(".show", entry_id=entry.id), code=303)


def load(source_kind: str, source_id: UUID) -> Source:
    """What may be taken from there, or the page that is not there."""
    known = {kind.value.replace("_", "-"): kind for kind in SourceKind}
    if source_kind not in known:
        abort(404)
    me = current_person()
    frameworks = frameworks_around(db.session, me, [me.id])
    found = sources.get_source(db.session, me, known[source_kind], source_id, frameworks)
    if found is None:
        abort(404)
    texts = content_of(db.session, me)
    return replace(found, tags=tuple(tag for tag in found.tags if texts.statement(*tag)))
