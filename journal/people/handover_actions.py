"""Handing on: each thing that a worker chose, to one person who supports them now."""

from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal import following_up, joint_records, mail
from journal.audit import Event, record
from journal.domain.actions import ActionState
from journal.following_up import Agreed
from journal.models import (
    Action,
    Entry,
    HandedOn,
    JointRecord,
    Person,
    Relationship,
    Share,
)
from journal.models.base import now
from journal.models.confidential import for_viewer, visible
from journal.people.handover_copies import Copy, as_seen, copies_of
from journal.people.handover_queries import Offered

CARRIED_ON = "Carried on with {name}."


class ChangedSince(Exception):
    """Something that is to go has changed since the worker looked at it."""


def hand_on(
    session: Session, me: Person, chosen: Offered, to: Relationship, page: str, seen: str
) -> None:
    """Let the next one have what was chosen, as the worker saw it. Done twice, it is done once."""
    copies = copies_of(session, me, chosen.records)
    if seen != as_seen(copies, chosen):
        raise ChangedSince
    for copy in copies:
        hand_on_record(session, me, copy, to)
    for action in chosen.actions:
        carry_on(session, me, action, to)
    for entry in chosen.entries:
        share(session, me, entry, to)
    mail.something_waits(session, to.other, page, to)
    session.flush()


def hand_on_record(session: Session, me: Person, copy: Copy, to: Relationship) -> None:
    """Let them read a copy of a record as it stands; handed on anew, it is the newer copy."""
    given = session.scalar(
        visible(HandedOn, to=me).where(
            HandedOn.record_id == copy.record.id,
            HandedOn.relationship_id == to.id,
            HandedOn.author_id == me.id,
        )
    )
    if given is not None and given.taken_back_at is None and given.text == copy.text:
        return
    if given is None:
        given = HandedOn(record_id=copy.record.id, relationship_id=to.id, author_id=me.id)
        session.add(given)
    given.title, given.text = copy.title, copy.text
    given.handed_at, given.taken_back_at = now(), None
    session.flush()
    joint_records.note(session, me, Event.RECORD_HANDED_ON, copy.record)


def take_back(session: Session, me: Person, of: JointRecord) -> None:
    """Whoever it was handed on to can no longer read the record."""
    mine = visible(HandedOn, to=me).where(
        HandedOn.record_id == of.id, HandedOn.author_id == me.id, HandedOn.taken_back_at.is_(None)
    )
    for each in session.scalars(mine).all():
        each.taken_back_at = now()
        joint_records.note(session, me, Event.RECORD_TAKEN_BACK, of)


def carry_on(session: Session, me: Person, action: Action, to: Relationship) -> None:
    """The same action, written down anew with the next one; the old one says where it went.

    What the former supporter had taken on becomes the worker's own: nobody else said yes to it.
    """
    if action.state is not ActionState.OPEN:
        return
    following_up.let_go(session, me, action, CARRIED_ON.format(name=to.other.name))
    anew = Agreed(
        text=action.text,
        due_on=action.due_on,
        kind=action.kind,
        owner_id=me.id,
        worker_id=me.id,
        relationship=to,
    )
    following_up.agree(session, me, uuid4(), anew)


def share(session: Session, me: Person, entry: Entry, to: Relationship) -> None:
    """A fresh yes to one reader, unless they read it already."""
    live = sa.select(Share.id).where(
        Share.entry_id == entry.id, Share.relationship_id == to.id, Share.withdrawn_at.is_(None)
    )
    if session.scalar(for_viewer(live, me)) is not None:
        return
    session.add(
        Share(entry_id=entry.id, author_id=me.id, reader_id=to.other_id, relationship_id=to.id)
    )
    session.flush()
    record(session, me, Event.ENTRY_SHARED, owner=me.id, subject=("entry", entry.id))
