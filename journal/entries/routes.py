"""The pages of the journal that are read: the list, an entry, and what others see of it."""

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
from journal.domain.reflective_model import ReflectiveModel
from journal.entries import queries
from journal.entries.looking_over import Headed, has_new_slip
from journal.extensions import db
from journal.library import content
from journal.models import Entry
from journal.models.confidential import Part
from journal.names import names_of
from journal.programmes import content_of_author
from journal.signed_in import current_person
from journal.tag_views import tag_views

LOOK_ONCE_MORE = (
    "Others can read this entry, and what you have just saved with it. Something new in it could "
    "identify somebody. Please have a look below."
)

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
        "frameworks": content_of_author(db.session, entry.author_id).frameworks,
        "names": names_of(db.session, people),
    }


def onward(entry: Entry, before: Sequence[Headed]) -> ResponseReturnValue:
    """From a save to the entry; or to what could identify somebody, if others read that now.

    `before` is what they read until the save: nobody is sent to look at that again.
    """
    if has_new_slip(db.session, current_person(), entry, before):
        flash(LOOK_ONCE_MORE)
        return redirect(url_for(".share", entry_id=entry.id, _anchor="look"), code=303)
    return redirect(url_for(".show", entry_id=entry.id), code=303)


def read_kind(text: str) -> EntryKind | None:
    """A kind from an address; None when it is none."""
    return EntryKind(text) if text in set(EntryKind) else None


def model_for(kind: EntryKind, key: str) -> ReflectiveModel | None:
    """The model whose questions an entry of this kind is written against, if any."""
    return content().reflective_models.get(key) if uses_prompts(kind, key) else None


def stored_model(entry: Entry) -> ReflectiveModel | None:
    """The model an entry was written against."""
    return content().reflective_models.get(entry.model or "")
