"""One press on what the confidentiality help points at: other words, or “this is fine”."""

from uuid import UUID

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from journal import confidences
from journal.access import SIGNED_IN, allow
from journal.entries import queries
from journal.entries.capture_routes import entries
from journal.entries.looking_over import put_other_words
from journal.extensions import db
from journal.forms import clean, trimmed
from journal.signed_in import current_person

__all__ = ["entries"]

CHANGED = "Changed, everywhere in this entry. The version before is among the earlier versions."
FINE = "Noted. Nobody asks about that in this entry again."


@entries.post("/<uuid:entry_id>/look-over")
@allow(SIGNED_IN)
def look_over(entry_id: UUID) -> ResponseReturnValue:
    """Put other words there, or remember that these are fine, and go on looking."""
    me = current_person()
    entry = queries.get_own_entry(db.session, me, entry_id) or abort(404)
    words = clean(request.form.get("words"))[: confidences.LONGEST_WORDS]
    other = trimmed(request.form.get("other"))[: confidences.LONGEST_WORDS]
    if words.strip() and other:
        put_other_words(db.session, me, entry, words, other)
        flash(CHANGED)
    elif words.strip():
        confidences.say_fine(db.session, me, [words], entry)
        flash(FINE)
    return redirect(url_for(".share", entry_id=entry.id, _anchor="look"), code=303)
