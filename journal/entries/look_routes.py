"""One press on what the confidentiality help points at: other words, or “this is fine”."""

from uuid import UUID

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from journal import confidences
from journal.access import SIGNED_IN, allow
from journal.entries import actions, queries
from journal.entries.capture_routes import entries
from journal.entries.history_routes import SAVED_MEANWHILE
from journal.entries.looking_over import CannotPut, put_other_words
from journal.entries.sharing_routes import share_form, show_share
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
    entry = queries.get_own_entry(db.session, me, entry_id, to_write=True) or abort(404)
    words = clean(request.form.get("words"))[: confidences.LONGEST_WORDS]
    other = trimmed(request.form.get("other"))
    if words.strip() and other:
        try:
            put_other_words(db.session, me, entry, words, other)
        except CannotPut as problem:
            flash(str(problem))
            return show_share(entry, *share_form(entry)), 422
        except actions.SavedElsewhere:
            db.session.rollback()
            flash(SAVED_MEANWHILE)
            return redirect(url_for(".share", entry_id=entry_id, _anchor="look"), code=303)
        flash(CHANGED)
    elif words.strip():
        confidences.say_fine(db.session, me, [words], entry)
        flash(FINE)
    return redirect(url_for(".share", entry_id=entry.id, _anchor="look"), code=303)
