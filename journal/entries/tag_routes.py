"""Saying what an entry shows: tags, what is found when looking for one, and what is suggested."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from flask import abort, flash, render_template, request
from flask.typing import ResponseReturnValue

from journal import keeping
from journal.access import SIGNED_IN, allow
from journal.content import Content
from journal.domain.framework import Framework, Statement, StatementKind
from journal.domain.standing import MANY_TAGS
from journal.entries import actions, queries
from journal.entries.looking_over import parts_of
from journal.entries.routes import onward
from journal.entries.statement_routes import entries
from journal.entries.suggestions import suggested_for
from journal.entries.tag_forms import Ref, TagsTyped, read_tags
from journal.extensions import db
from journal.models import Entry
from journal.programmes import content_of, frameworks_around
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
        return show_tags(entry, read_tags(again, content_of(db.session, me), refs_on(entry)))
    refs = refs_on(entry)
    reasons = {(tag.framework, tag.code): tag.reason for tag in entry.tags}
    looked_for = request.args.get("find", "")[:200]
    return show_tags(entry, TagsTyped(refs, reasons, refs, reasons, looked_for, ()))


@entries.post("/<uuid:entry_id>/tags")
@allow(SIGNED_IN)
def save_tags(entry_id: UUID) -> ResponseReturnValue:
    """Save the tags, or look for more without losing the reasons already typed."""
    me = current_person()
    entry = queries.get_own_entry(db.session, me, entry_id, to_write=True) or abort(404)
    typed = read_tags(request.form, content_of(db.session, me), refs_on(entry))
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
    me = current_person()
    texts, recent = content_of(db.session, me), queries.recent_tags(db.session, me)
    lookup = [texts.statement(*ref) for ref in recent if ref not in typed.ticked]
    return render_template(
        "entries/tags.html",
        entry=entry,
        typed=typed,
        chosen=chosen_of(texts, typed.ticked),
        found=find_statements(typed.looked_for) if typed.looked_for.strip() else [],
        recent=[each for each in lookup if each],
        suggested=suggested_for(db.session, me, entry, typed.ticked),
        many=len(typed.ticked) > MANY_TAGS,
    )


def refs_on(entry: Entry) -> tuple[Ref, ...]:
    """The tags of an entry as it is saved."""
    return tuple((tag.framework, tag.code) for tag in entry.tags)


def chosen_of(texts: Content, refs: Sequence[Ref]) -> list[Statement]:
    """The statements ticked. One that is in no version any more says so, and may stay or go."""
    if all(texts.statement(*ref) for ref in refs):
        return [texts.frameworks[key][code] for key, code in refs]
    me = current_person()
    earlier = frameworks_around(db.session, me, [me.id])
    return [texts.statement(*ref) or no_longer_there(earlier, ref) for ref in refs]


def no_longer_there(earlier: Mapping[str, Framework], ref: Ref) -> Statement:
    """A statement that a version before this one had, with its words where they are known."""
    key, code = ref
    was = earlier[key].get(code) if key in earlier else None
    words = f"{was.text} (no longer in this version)" if was else "no longer in this version"
    return Statement(key, code, words, was.kind if was else StatementKind.SKILL, "", "")


def find_statements(looked_for: str) -> list[Statement]:
    """The best matches of every framework, the apprenticeship's first."""
    found = [
        one
        for each in content_of(db.session, current_person()).frameworks.values()
        for one in each.find(looked_for)[:MOST_FOUND]
    ]
    return found if looked_for.strip() else []
