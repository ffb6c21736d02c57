"""Feedback whose loop is still open, for whoever should take the next step."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from journal.domain.feedback import JUST_READ, FeedbackKind, Loop, Message, loops
from journal.models import Entry, Feedback, Person
from journal.models.base import now
from journal.models.confidential import for_viewer
from journal.names import names_of

MOST_TO_TRY = 3
MOST_TRIED = 20
STAYS = timedelta(weeks=12)
"""How long feedback waits to be tried on the first page. After that it waits beside its entry."""


@dataclass(frozen=True)
class OpenLoop:
    """One piece of feedback, on which entry, and who had the last word about it and when."""

    feedback_id: UUID
    entry_id: UUID
    author_id: UUID
    title: str
    name: str
    text: str
    at: datetime


def to_try(session: Session, worker: Person) -> list[OpenLoop]:
    """What others suggested and the worker has not tried or put aside, the newest first."""
    reply = aliased(Feedback)
    replied = sa.select(reply.id).where(reply.answers_id == Feedback.id)
    rows = session.execute(
        for_viewer(
            columns(Feedback)
            .where(
                Entry.author_id == worker.id,
                Feedback.author_id != worker.id,
                Feedback.kind == FeedbackKind.WORDS,
                Feedback.text != JUST_READ,
                Feedback.written_at > now() - STAYS,
                ~replied.exists(),
            )
            .order_by(Feedback.written_at.desc(), Feedback.id)
            .limit(MOST_TO_TRY),
            worker,
        )
    ).all()
    names = names_of(session, [row.by for row in rows]) if rows else {}
    return [
        OpenLoop(row.id, row.entry_id, worker.id, row.title, names[row.by], row.text, row.at)
        for row in rows
    ]


def tried_waiting(session: Session, giver: Person, of: UUID | None = None) -> list[OpenLoop]:
    """What workers tried after this person's feedback, and they have not seen; the oldest first.

    Of one worker only, if one is named.
    """
    replies = {reply: given for given, reply in unseen_by(session, giver)}
    if not replies:
        return []
    wanted = columns(Feedback).where(Feedback.id.in_(replies))
    if of is not None:
        wanted = wanted.where(Feedback.author_id == of)
    wanted = wanted.order_by(Feedback.written_at, Feedback.id).limit(MOST_TRIED)
    rows = {row.id: row for row in session.execute(for_viewer(wanted, giver))}
    names = names_of(session, [row.by for row in rows.values()])
    return [
        OpenLoop(given, row.entry_id, row.by, row.title, names[row.by], row.text, row.at)
        for given, row in ((replies[each], rows[each]) for each in replies if each in rows)
    ]


def tried_by_worker(session: Session, giver: Person) -> Counter[UUID]:
    """How much of what waits to be seen comes from each worker."""
    wanted = sa.select(Feedback.author_id).where(
        Feedback.id.in_([reply for _, reply in unseen_by(session, giver)])
    )
    return Counter(session.scalars(for_viewer(wanted, giver)))


def unseen_by(session: Session, giver: Person) -> list[tuple[UUID, UUID]]:
    """(feedback, reply) wherever the last word is that the worker tried it; the oldest first."""
    replies = (
        sa.select(Feedback.answers_id, Feedback.id, Feedback.kind)
        .where(Feedback.answers_id.is_not(None))
        .order_by(Feedback.written_at, Feedback.id)
    )
    last: dict[UUID | None, tuple[UUID, FeedbackKind]] = {}
    for given, reply, kind in session.execute(for_viewer(replies, giver)):
        last.pop(given, None)
        last[given] = (reply, kind)
    tried = {
        given: reply
        for given, (reply, kind) in last.items()
        if given and kind is FeedbackKind.TRIED
    }
    if not tried:
        return []
    mine = sa.select(Feedback.id).where(Feedback.id.in_(tried), Feedback.author_id == giver.id)
    given_by_me = set(session.scalars(for_viewer(mine, giver)))
    return [(given, reply) for given, reply in tried.items() if given in given_by_me]


def loops_of(entry: Entry) -> Mapping[UUID, Loop]:
    """How far each piece of feedback on an entry has come."""
    return loops(
        (
            Message(
                id=each.id,
                author=each.author_id,
                kind=each.kind,
                answers=each.answers_id,
                at=each.written_at,
                says_only_read=each.text == JUST_READ,
            )
            for each in entry.feedback
        ),
        entry.author_id,
    )


def columns(message: Any) -> sa.Select[Any]:
    """What a row about one message is made of."""
    return (
        sa.select(
            message.id,
            message.entry_id,
            message.author_id.label("by"),
            Entry.title,
            message.text,
            message.written_at.label("at"),
        )
        .join(Entry, Entry.id == message.entry_id)
        .where(Entry.deleted_at.is_(None))
    )
