"""Search: the words come in a form, and the results stand at an address that says nothing."""

from urllib.parse import urlencode
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from journal import audit
from journal.access import SIGNED_IN, allow
from journal.extensions import db
from journal.names import names_of
from journal.programmes import content_of
from journal.search import actions, queries
from journal.search.forms import NARROWING, SearchForm, search_form
from journal.signed_in import current_person

search = Blueprint("search", __name__)


@search.get("/search")
@allow(SIGNED_IN)
def start() -> str:
    """An empty form; an address may ask for a KSB, a kind or a time, but never for words."""
    given = {name: request.args[name] for name in NARROWING if request.args.get(name)}
    form = search_form(content_of(db.session, current_person()), MultiDict(given))
    if not form.fields():
        return render_template("search/show.html", form=form, finds=None)
    return show_finds(form, f"{url_for('.start')}?{urlencode(form.fields())}")


@search.post("/search")
@allow(SIGNED_IN)
def look() -> ResponseReturnValue:
    """Keep what is looked for, and lead to what is found."""
    form = search_form(content_of(db.session, current_person()))
    if not form.validate():
        return render_template("search/show.html", form=form, finds=None), 422
    if not form.fields():
        return redirect(url_for(".start"), code=303)
    kept = actions.look(db.session, current_person(), form.fields())
    return redirect(url_for(".found", search_id=kept.id), code=303)


@search.get("/search/<uuid:search_id>")
@allow(SIGNED_IN)
def found(search_id: UUID) -> str:
    """What a search of one's own finds now."""
    kept = queries.get_search(db.session, current_person(), search_id) or abort(404)
    form = search_form(content_of(db.session, current_person()), MultiDict(kept.fields))
    return show_finds(form, url_for(".found", search_id=kept.id))


def show_finds(form: SearchForm, here: str) -> str:
    """The form as it was filled in, and a page of what it finds."""
    me = current_person()
    finds = queries.find(db.session, me, form.asked(), request.args.get("after", ""))
    entries = [each.entry for each in finds.rows]
    audit.listed(me, [(entry.author_id, entry.id) for entry in entries])
    following = here + ("&" if "?" in here else "?") + f"after={finds.next_key}"
    return render_template(
        "search/show.html",
        form=form,
        finds=finds,
        following=following if finds.next_key else "",
        names=names_of(db.session, [entry.author_id for entry in entries]),
    )
