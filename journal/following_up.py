"""Writing down actions and what becomes of them, whichever room they are agreed in.

Every change is a step that stays: what was agreed at first can always be read.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from journal import mail
from journal.audit import Event, record
from journal.domain.actions import ActionKind, ActionState
from journal.free_id import add_with_free_id, id_for_words, one_at_a_time
from journal.models import Action, ActionStep, Entry, Person, Relationship
from journal.models.base import now
from journal.models.confidential import visible


@dataclass(frozen=True)
class Agreed:
    """What is to be done, by whom and until when; and where that was agreed."""

    text: str
    due_on: date | None
    kind: ActionKind
    owner_id: UUID
    worker_id: UUID
    relationship: Relationship | None
    record_id: UUID | None = None
    about_entry_id: UUID | None = None
    codes: tuple[str, ...] = ()
    scan_id: UUID | None = None


def agree(
    session: Session, author: Person, action_id: UUID, agreed: Agreed, *, by_letter: bool = True
) -> Action:
    """Write an action down, and let its owner know if somebody else did. Sent twice, it is one;
    with other words, it is another. Nobody agrees one with somebody who only reads."""
    if agreed.relationship and not agreed.relationship.kind.may_confirm:
        raise ValueError("An action is agreed with somebody who vouches for practice.")
    one_at_a_time(session, author)
    ids = (action_id, id_for_words(action_id, agreed.text))
    there = session.scalars(visible(Action, to=author).where(Action.id.in_(ids))).all()
    for again in there:
        if (again.author_id, again.text) == (author.id, agreed.text):
            return again
    made = Action(
        id=ids[bool(there)],
        author_id=author.id,
        worker_id=agreed.worker_id,
        owner_id=agreed.owner_id,
        relationship_id=agreed.relationship.id if agreed.relationship else None,
        record_id=agreed.record_id,
        about_entry_id=agreed.about_entry_id,
        kind=agreed.kind,
        state=ActionState.OPEN,
        text=agreed.text,
        codes=list(agreed.codes),
        scan_id=agreed.scan_id,
        due_on=agreed.due_on,
    )
    add_with_free_id(session, made)
    keep_step(session, author, made, Event.ACTION_AGREED, "")
    if by_letter:
        tell_owner(session, author, made)
    return made


def finish(session: Session, author: Person, action: Action, why: str = "") -> None:
    """It is done; a second press changes nothing."""
    if action.state is ActionState.OPEN:
        close(action, ActionState.DONE)
        keep_step(session, author, action, Event.ACTION_DONE, why)


def let_go(session: Session, author: Person, action: Action, why: str) -> None:
    """It need not be done any more, for a reason."""
    if action.state is ActionState.OPEN:
        close(action, ActionState.LET_GO)
        keep_step(session, author, action, Event.ACTION_LET_GO, why)


def change(
    session: Session, author: Person, action: Action, text: str, due_on: date | None, why: str
) -> None:
    """Other words or another day, for a reason. One that was done or let go is open again."""
    as_it_is = (action.text, action.due_on, action.state)
    if as_it_is == (text, due_on, ActionState.OPEN):
        return
    action.text, action.due_on = text, due_on
    action.state, action.closed_at = ActionState.OPEN, None
    keep_step(session, author, action, Event.ACTION_CHANGED, why)
    tell_owner(session, author, action)


def link_entry(session: Session, owner: Person, action: Action, entry: Entry) -> None:
    """What its owner wrote about what they read or learned."""
    action.entry_id = entry.id
    session.flush()


def close(action: Action, state: ActionState) -> None:
    """From now on there is nothing more to do."""
    action.state, action.closed_at = state, now()


def keep_step(session: Session, author: Person, action: Action, event: Event, why: str) -> None:
    """Keep how the action stands now, with the act in the account of the worker."""
    session.flush()
    session.add(
        ActionStep(
            action_id=action.id,
            author_id=author.id,
            state=action.state,
            text=action.text,
            due_on=action.due_on,
            why=why,
        )
    )
    record(session, author, event, owner=action.worker_id, subject=("action", action.id))
    session.flush()
    session.refresh(action, ["steps"])


def tell_owner(session: Session, author: Person, action: Action) -> None:
    """Whoever is to do it learns that something waits, unless they wrote it themselves."""
    owner = session.get_one(Person, action.owner_id)
    if owner.id != author.id and owner.left_at is None:
        by = action.relationship_id and session.get(Relationship, action.relationship_id)
        mail.something_waits(session, owner, mail.page("actions.index"), by or None)
    session.flush()
