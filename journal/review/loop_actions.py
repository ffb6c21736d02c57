"""Closing the loop of feedback: it was tried, it was seen, or it was put aside."""

from uuid import UUID

from sqlalchemy.orm import Session

from journal import mail, relationships
from journal.audit import Event, record
from journal.domain.feedback import FeedbackKind, Loop
from journal.feedback_loops import loops_of
from journal.free_id import add_with_free_id
from journal.models import Entry, Feedback, Person
from journal.models.confidential import visible
from journal.review.queries import readers_of


def say_tried(
    session: Session, worker: Person, entry: Entry, given: Feedback, text: str, reply_id: UUID
) -> None:
    """The worker tried it, and says what happened; whoever gave it is told that something waits."""
    if not is_new(session, worker, reply_id):
        return
    add_reply(session, worker, entry, given, FeedbackKind.TRIED, text, reply_id)
    record_act(session, worker, Event.FEEDBACK_TRIED, entry)
    page = mail.page("review.show", entry_id=entry.id)
    for person in readers_of(session, worker, entry):
        if person.id == given.author_id and person.left_at is None:
            bond = relationships.between(session, worker.id, person.id)
            mail.something_waits(session, person, page, bond)
    session.flush()


def see(
    session: Session, giver: Person, entry: Entry, given: Feedback, text: str, reply_id: UUID
) -> None:
    """Whoever gave it has seen what came of it, and the loop is closed; twice is once."""
    if loops_of(entry).get(given.id) is not Loop.TRIED or not is_new(session, giver, reply_id):
        return
    add_reply(session, giver, entry, given, FeedbackKind.SEEN, text, reply_id)
    record_act(session, giver, Event.FEEDBACK_SEEN, entry)
    worker = session.get_one(Person, entry.author_id)
    if text and worker.left_at is None:
        bond = relationships.between(session, worker.id, giver.id)
        page = mail.page("entries.show", entry_id=entry.id)
        mail.something_waits(session, worker, page, bond)
    session.flush()


def put_aside(session: Session, worker: Person, entry: Entry, given: Feedback) -> None:
    """The worker has read it, and there is nothing to try; it waits no more."""
    if loops_of(entry).get(given.id) is Loop.OPEN:
        add_reply(session, worker, entry, given, FeedbackKind.SEEN, "", None)
        record_act(session, worker, Event.FEEDBACK_ANSWERED, entry)


def is_new(session: Session, author: Person, reply_id: UUID) -> bool:
    """Whether a form with this id was not sent before."""
    again = visible(Feedback, to=author).where(
        Feedback.id == reply_id, Feedback.author_id == author.id
    )
    return session.scalar(again) is None


def add_reply(
    session: Session,
    author: Person,
    entry: Entry,
    given: Feedback,
    kind: FeedbackKind,
    text: str,
    reply_id: UUID | None,
) -> None:
    """A message about one piece of feedback, in the thread of its entry."""
    reply = Feedback(
        entry_id=entry.id,
        author_id=author.id,
        text=text,
        kind=kind,
        answers_id=given.id,
        on_revision=entry.changed_in,
    )
    if reply_id is not None:
        reply.id = reply_id
    add_with_free_id(session, reply)


def record_act(session: Session, author: Person, event: Event, entry: Entry) -> None:
    """Note the act in the account of the worker."""
    record(session, author, event, owner=entry.author_id, subject=("entry", entry.id))
    session.flush()
