"""Actions as pages show them, whichever room the page is in: a fixed number of queries."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import Session

from journal import audit
from journal.domain.actions import ActionKind, ActionState, is_overdue
from journal.domain.joint_records import RecordKind
from journal.formatting import today
from journal.models import Action, Entry, JointRecord, Person
from journal.models.confidential import for_viewer, visible
from journal.names import names_of
from journal.programmes import standard_of

MOST_ON_AN_AGENDA = 40
MOST_AT_ONCE = 3
RECORD_PAGES = {
    RecordKind.OBSERVATION: "observations.show",
    RecordKind.PROGRESS_REVIEW: "progress_reviews.show",
    RecordKind.LEARNING_SUPPORT: "progress_reviews.show_support",
    RecordKind.GATEWAY: "gateway.signing",
}
RECORD_PAGE = "supervision.show"


@dataclass(frozen=True)
class Origin:
    """Where an action was agreed, as far as the viewer may see that place."""

    record_id: UUID | None
    record_page: str
    record: str
    starts_at: datetime | None
    entry_id: UUID | None
    is_own_entry: bool


@dataclass(frozen=True)
class ActionView:
    """One action for one viewer."""

    id: UUID
    text: str
    kind: ActionKind
    state: ActionState
    due_on: date | None
    closed_at: datetime | None
    owner: str
    worker: str
    is_mine: bool
    is_about_me: bool
    may_change: bool
    is_overdue: bool
    is_due_today: bool
    origin: Origin | None
    worker_id: UUID
    entry_id: UUID | None
    codes: tuple[str, ...]
    """The statements of the standard that it is to help with."""
    tags: tuple[str, ...]
    """The same as tags for an entry about it, as `/entries/new` takes them."""


def open_actions_between(
    session: Session,
    viewer: Person,
    relationship_ids: Collection[UUID],
    agreed_in: RecordKind | None = None,
) -> list[ActionView]:
    """What is still to do in these relationships, the nearest day first: for an agenda; of one
    kind of meeting alone, if a kind is named.

    A page that shows them calls `note_listed` as well.
    """
    wanted = (
        visible(Action, to=viewer)
        .where(Action.relationship_id.in_(relationship_ids), Action.state == ActionState.OPEN)
        .order_by(Action.due_on.is_(None), Action.due_on, Action.made_at, Action.id)
        .limit(MOST_ON_AN_AGENDA)
    )
    if agreed_in is not None:
        there = sa.select(JointRecord.id).where(JointRecord.kind == agreed_in)
        wanted = wanted.where(Action.record_id.in_(there))
    return views_of(session, viewer, session.scalars(wanted).all())


def next_actions(session: Session, owner: Person) -> list[ActionView]:
    """What this person is to do next, for the first page."""
    wanted = (
        visible(Action, to=owner)
        .where(Action.owner_id == owner.id, Action.state == ActionState.OPEN)
        .order_by(Action.due_on.is_(None), Action.due_on, Action.made_at, Action.id)
        .limit(MOST_AT_ONCE)
    )
    return views_of(session, owner, session.scalars(wanted).all())


def note_listed(viewer: Person, views: Iterable[ActionView]) -> None:
    """Note in the account of each worker that somebody was shown their actions."""
    audit.listed(viewer, [(view.worker_id, view.id) for view in views], "action")


def learning_need(session: Session, owner: Person, action_id: UUID | None) -> Action | None:
    """Something to read or learn that this person owns, about which nothing is written yet."""
    if action_id is None:
        return None
    action = session.scalar(visible(Action, to=owner).where(Action.id == action_id))
    is_one = action is not None and action.kind.is_learning and action.entry_id is None
    return action if is_one and action and action.owner_id == owner.id else None


def views_of(session: Session, viewer: Person, actions: Sequence[Action]) -> list[ActionView]:
    """These actions for this viewer."""
    people = [person for each in actions for person in (each.owner_id, each.worker_id)]
    names = names_of(session, people) if actions else {}
    records = records_of(session, viewer, [each.record_id for each in actions])
    entries = entries_of(session, viewer, [each.about_entry_id for each in actions])
    framework = standard_of(session, viewer).framework.key if actions else ""
    return [
        view_of(viewer, each, names, origin_of(viewer, each, records, entries), framework)
        for each in actions
    ]


def view_of(
    viewer: Person,
    action: Action,
    names: dict[UUID, str],
    origin: Origin | None,
    framework: str,
) -> ActionView:
    """One action for this viewer."""
    return ActionView(
        id=action.id,
        text=action.text,
        kind=action.kind,
        state=action.state,
        due_on=action.due_on,
        closed_at=action.closed_at,
        owner=names[action.owner_id],
        worker=names[action.worker_id],
        is_mine=action.owner_id == viewer.id,
        is_about_me=action.worker_id == viewer.id,
        may_change=action.editable_by(viewer),
        is_overdue=is_overdue(action.state, action.due_on, today()),
        is_due_today=action.state is ActionState.OPEN and action.due_on == today(),
        origin=origin,
        worker_id=action.worker_id,
        entry_id=action.entry_id if action.owner_id == viewer.id else None,
        codes=tuple(action.codes),
        tags=tuple(f"{framework}:{code}" for code in action.codes),
    )


def records_of(
    session: Session, viewer: Person, ids: Iterable[UUID | None]
) -> dict[UUID, tuple[RecordKind, datetime | None]]:
    """Of these records, the kind and time of those that the viewer holds."""
    wanted = {each for each in ids if each}
    if not wanted:
        return {}
    rows = session.execute(
        for_viewer(
            sa.select(JointRecord.id, JointRecord.kind, JointRecord.starts_at).where(
                JointRecord.id.in_(wanted)
            ),
            viewer,
        )
    )
    return {row.id: (row.kind, row.starts_at) for row in rows}


def entries_of(session: Session, viewer: Person, ids: Iterable[UUID | None]) -> dict[UUID, UUID]:
    """Of these entries, the author of those that the viewer may read."""
    wanted = {each for each in ids if each}
    if not wanted:
        return {}
    readable = sa.select(Entry.id, Entry.author_id).where(
        Entry.id.in_(wanted), Entry.deleted_at.is_(None)
    )
    return {row.id: row.author_id for row in session.execute(for_viewer(readable, viewer))}


def origin_of(
    viewer: Person,
    action: Action,
    records: dict[UUID, tuple[RecordKind, datetime | None]],
    entries: dict[UUID, UUID],
) -> Origin | None:
    """Where it was agreed; None when that is nowhere, or nowhere the viewer may look."""
    if action.record_id in records:
        kind, starts_at = records[action.record_id]
        return Origin(action.record_id, page_of(kind), kind.label, starts_at, None, False)
    if action.about_entry_id in entries:
        is_own = entries[action.about_entry_id] == viewer.id
        return Origin(None, "", "", None, action.about_entry_id, is_own)
    return None


def page_of(kind: RecordKind) -> str:
    """The page that shows a record of this kind; empty while no room has one."""
    endpoint = RECORD_PAGES.get(kind, RECORD_PAGE)
    return endpoint if endpoint in current_app.view_functions else ""
