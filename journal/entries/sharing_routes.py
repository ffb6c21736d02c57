"""What is done with an entry once it is written: sharing, deleting, bringing back."""

from collections.abc import Sequence
from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from journal import submitted
from journal.access import SIGNED_IN, allow
from journal.entries import actions, queries
from journal.entries.forms import ShareForm
from journal.entries.looking_over import look_over
from journal.entries.tag_routes import entries
from journal.extensions import db
from journal.models import Entry, Relationship, Share
from journal.names import names_of
from journal.signed_in import current_person

__all__ = ["entries"]

IS_BACK = (
    "It is back, with its tags and everything said about it. Only you can read it until you share "
    "it again."
)


@entries.get("/<uuid:entry_id>/share")
@allow(SIGNED_IN)
def share(entry_id: UUID) -> str:
    """Choose who may read an entry."""
    me = current_person()
    entry = queries.get_own_entry(db.session, me, entry_id) or abort(404)
    return show_share(entry, *share_form(entry))


@entries.post("/<uuid:entry_id>/share")
@allow(SIGNED_IN)
def share_now(entry_id: UUID) -> ResponseReturnValue:
    """Let the people ticked read the entry."""
    me = current_person()
    entry = queries.get_own_entry(db.session, me, entry_id, to_write=True) or abort(404)
    form, offered, shares = share_form(entry)
    if not form.validate():
        return show_share(entry, form, offered, shares), 422
    chosen = [each for each in offered if str(each.id) in (form.readers.data or [])]
    page = url_for("entries.show", entry_id=entry.id, _external=True)
    actions.share(db.session, me, entry, chosen, page)
    flash("Shared. You can take it back at any time, on this page.")
    return redirect(url_for(".show", entry_id=entry.id), code=303)


@entries.post("/<uuid:entry_id>/share/<uuid:share_id>/withdraw")
@allow(SIGNED_IN)
def withdraw(entry_id: UUID, share_id: UUID) -> ResponseReturnValue:
    """Take a share back."""
    me = current_person()
    entry = queries.get_own_entry(db.session, me, entry_id, to_write=True) or abort(404)
    shares = queries.live_shares(db.session, me, [entry.id])
    given = queries.get_share(db.session, me, entry.id, share_id) or abort(404)
    for each in shares:
        if each.reader_id == given.reader_id:
            actions.withdraw(db.session, me, entry, each)
    flash("Taken back. They can no longer read it.")
    return redirect(url_for(".show", entry_id=entry.id), code=303)


@entries.get("/<uuid:entry_id>/delete")
@allow(SIGNED_IN)
def confirm_delete(entry_id: UUID) -> str:
    """Say what goes and what others keep, before anything goes."""
    me = current_person()
    entry = queries.get_own_entry(db.session, me, entry_id) or abort(404)
    shares = queries.live_shares(db.session, me, [entry.id])
    readers = names_of(db.session, [given.reader_id for given in shares])
    return render_template(
        "entries/delete.html",
        entry=entry,
        readers=sorted(readers.values()),
        stands_handed_in=submitted.stands_in_one(db.session, me, entry.id),
    )


@entries.post("/<uuid:entry_id>/delete")
@allow(SIGNED_IN)
def delete(entry_id: UUID) -> ResponseReturnValue:
    """Put an entry away."""
    me = current_person()
    if queries.get_deleted_entry(db.session, me, entry_id):
        return redirect(url_for(".deleted"), code=303)
    entry = queries.get_own_entry(db.session, me, entry_id, to_write=True) or abort(404)
    actions.delete(db.session, me, entry)
    flash("Deleted. You can bring it back for 30 days.")
    return redirect(url_for(".deleted"), code=303)


@entries.get("/deleted")
@allow(SIGNED_IN)
def deleted() -> str:
    """What can still be brought back."""
    return render_template(
        "entries/deleted.html", entries=queries.deleted_entries(db.session, current_person())
    )


@entries.post("/<uuid:entry_id>/bring-back")
@allow(SIGNED_IN)
def bring_back(entry_id: UUID) -> ResponseReturnValue:
    """Undo a deletion."""
    me = current_person()
    if queries.get_own_entry(db.session, me, entry_id):
        return redirect(url_for(".show", entry_id=entry_id), code=303)
    entry = queries.get_deleted_entry(db.session, me, entry_id) or abort(404)
    actions.bring_back(db.session, me, entry)
    flash(IS_BACK)
    return redirect(url_for(".show", entry_id=entry.id), code=303)


def share_form(entry: Entry) -> tuple[ShareForm, Sequence[Relationship], Sequence[Share]]:
    """The form with those who do not read the entry yet, them, and the shares there are."""
    me = current_person()
    shares = queries.live_shares(db.session, me, [entry.id])
    reading = {given.reader_id for given in shares}
    by_person = {each.other_id: each for each in reversed(queries.readers_for(db.session, me))}
    offered = [each for person, each in by_person.items() if person not in reading]
    form = ShareForm()
    form.readers.choices = [
        (str(each.id), f"{each.other.name}, your {each.kind.label}") for each in offered
    ]
    return form, offered, shares


def show_share(
    entry: Entry, form: ShareForm, offered: Sequence[Relationship], shares: Sequence[Share]
) -> str:
    """The share page."""
    names = names_of(db.session, [given.reader_id for given in shares])
    return render_template(
        "entries/share.html",
        entry=entry,
        form=form,
        offered=offered,
        shares=shares,
        names=names,
        look=look_over(db.session, current_person(), entry),
        stands_handed_in=submitted.stands_in_one(db.session, current_person(), entry.id),
    )
