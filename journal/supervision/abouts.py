"""What a point on an agenda is about: a way there for whoever may go, and nothing for others."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from flask import current_app, url_for
from sqlalchemy.orm import Session

from journal.domain.framework import Framework
from journal.domain.supervision import About
from journal.models import Action, AgendaItem, Entry, Feedback, Person
from journal.models.confidential import for_viewer
from journal.programmes import standard_of
from journal.typed_values import as_uuid

ACTION_PAGE = "actions.show"
WORDS = {
    About.ENTRY: "Open the entry",
    About.FEEDBACK: "Open the feedback",
    About.ACTION: "Open the action",
}


def links_of(
    session: Session, me: Person, items: Sequence[AgendaItem]
) -> dict[UUID, tuple[str, str]]:
    """(words, address) for each point that leads somewhere this person may go."""
    entries = entries_of(session, me, items)
    known = standard_of(session, me).framework
    return {
        item.id: link
        for item in items
        if (link := link_to(item.about_kind, item.about_key, entries, known)) is not None
    }


def link_to(
    kind: str, key: str, entries: dict[str, UUID], known: Framework
) -> tuple[str, str] | None:
    """One such link."""
    if kind == About.KSB and key in known:
        return f"Look at {key}", url_for("coverage.ksb", code=key)
    if kind == About.ACTION and key in entries and ACTION_PAGE in current_app.view_functions:
        return WORDS[About.ACTION], url_for(ACTION_PAGE, action_id=entries[key])
    if kind in (About.ENTRY, About.FEEDBACK) and key in entries:
        anchor = "feedback-heading" if kind == About.FEEDBACK else None
        return WORDS[About(kind)], url_for("entries.show", entry_id=entries[key], _anchor=anchor)
    return None


def entries_of(session: Session, me: Person, items: Sequence[AgendaItem]) -> dict[str, UUID]:
    """What these points are about, as far as this person may see it: the page's id by the key."""
    keys = [as_uuid(item.about_key) for item in items if item.about_kind]
    wanted = [key for key in keys if key is not None]
    if not wanted:
        return {}
    found = [
        sa.select(Entry.id.label("key"), Entry.id.label("page")).where(
            Entry.id.in_(wanted), Entry.deleted_at.is_(None)
        ),
        sa.select(Feedback.id.label("key"), Feedback.entry_id.label("page")).where(
            Feedback.id.in_(wanted)
        ),
        sa.select(Action.id.label("key"), Action.id.label("page")).where(Action.id.in_(wanted)),
    ]
    return {
        str(row.key): row.page for each in found for row in session.execute(for_viewer(each, me))
    }


def first_words(session: Session, me: Person, kind: str, key: str) -> tuple[str, str, str]:
    """The kind and key of what somebody wants to bring, and words to begin with.

    What this person cannot see is brought as nothing but their own words.
    """
    if kind not in set(About):
        return "", "", ""
    about = About(kind)
    if about is About.KSB:
        statement = standard_of(session, me).framework.get(key)
        return (about, key, f"{key}: {statement.text}") if statement else ("", "", "")
    item = AgendaItem(about_kind=kind, about_key=key)
    return (about, key, about.first_words) if entries_of(session, me, [item]) else ("", "", "")
