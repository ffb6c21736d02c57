"""Saying what an entry shows: tags, what is found when looking for one, and what is suggested."""

from uuid import UUID

from flask import abort, flash, render_template, request
from flask.typing import ResponseReturnValue

from journal import keeping
from journal.access import SIGNED_IN, allow
from journal.domain.framework import Statement
from journal.domain.standing import MANY_TAGS
from journal.entries import actions, queries
from journal.entries.forms import TagsTyped, read_tags
from journal.entries.looking_over import parts_of
from journal.entries.routes import onward
from journal.entries.statement_routes import entries
from journal.entries.suggestions import suggested_for
from journal.extensions import db
from journal.library import content
from journal.models import Entry
from journal.signed_in import current_person

__all__ = ["entries"]

MOST_FOUND = 12


@entries.get("/<uuid:entry_id>/tags")
@allow(SIGNED_IN)
def tags(entry_id: UUID) -> str:
    """Say what an entry shows."""
    me = current_person()
    entry = queries.get_own_entry(db.session, me, entry_id) or abort(404)
    again = keeping.going_on(me)
    if again is not None:
        return show_tags(entry, read_tags(again, content()))
    refs = tuple((tag.framework, tag.code) for tag in entry.tags)
    reasons = {(tag.framework, tag.code): tag.reason for tag in entry.tags}
    looked_for = request.args.get("find", "")[:200]
    return show_tags(entry, TagsTyped(refs, reasons, refs, reasons, looked_for, ()))


@entries.post("/<uuid:entry_id>/tags")
@allow(SIGNED_IN)
def save_tags(entry_id: UUID) -> ResponseReturnValue:
    """Save the tags, or look for more without losing the reasons already typed."""
    me = current_person()
    entry = queries.get_own_entry(db.session, me, entry_id, to_write=True) or abort(404)
    typed = read_tags(request.form, content())
    if request.form.get("do") == "find":
        return show_tags(entry, typed)
    if typed.problems:
        return show_tags(entry, typed), 422
    before = parts_of(entry)
    actions.set_tags(db.session, me, entry, typed.changed, typed.taken_off)
    db.session.expire(entry, ["tags"])
    keeping.finish(me)
    flash("Tags saved.")
    return onward(entry, before)


@entries.get("/tags/find")
@allow(SIGNED_IN)
def find_tags() -> str:
    """What the picker shows while somebody types; the page works without it."""
    found = find_statements(request.args.get("find", "")[:200])
    return render_template("entries/_found.html", found=found, ticked=())


def show_tags(entry: Entry, typed: TagsTyped) -> str:
    """The tag page, with everything typed so far."""
    recent = queries.recent_tags(db.session, current_person())
    frameworks = content().frameworks
    lookup = [
        frameworks[key][code]
        for key, code in recent
        if key in frameworks and code in frameworks[key] and (key, code) not in typed.ticked
    ]
    return render_template(
        "entries/tags.html",
        entry=entry,
        typed=typed,
        chosen=[frameworks[key][code] for key, code in typed.ticked],
        found=find_statements(typed.looked_for) if typed.looked_for.strip() else [],
        recent=lookup,
        suggested=suggested_for(db.session, current_person(), entry, typed.ticked),
        many=len(typed.ticked) > MANY_TAGS,
    )


def find_statements(looked_for: str) -> list[Statement]:
    """The best matches of every framework, the apprenticeship's first."""
    found = [
        one for each in content().frameworks.values() for one in each.find(looked_for)[:MOST_FOUND]
    ]
    return found if looked_for.strip() else []
