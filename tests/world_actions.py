"""What the cast of the tests said they would do, and the phrases they keep."""

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from journal import following_up
from journal.domain.actions import ActionKind
from journal.domain.feedback import FeedbackKind
from journal.following_up import Agreed
from journal.formatting import today
from journal.models import Action, Feedback, Phrase
from journal.models.confidential import act_as, visible

if TYPE_CHECKING:
    from tests.world import World

READERS = ("worker", "supervisor", "manager", "coach", "reader")


def add_to(session: Session, world: "World") -> None:
    """One of each in every state that makes a difference to who may read it."""
    done = add_action(session, world, "supervisor", "done", ("worker", "supervisor"))
    following_up.finish(session, world.supervisor, done, word(world, "donewhy"))
    change = add_action(session, world, "supervisor", "moved", ("worker", "supervisor"))
    following_up.change(
        session,
        world.supervisor,
        change,
        word(world, "movedtext"),
        today(),
        word(world, "movedwhy"),
    )
    add_action(session, world, "supervisor", "read", ("worker", "supervisor"), ActionKind.READING)
    add_action(session, world, "ex_supervisor", "past", ("worker",))
    add_action(session, world, "manager", "managed", ("worker", "manager"))
    add_action(session, world, "other_supervisor", "theirs", ("other_worker", "other_supervisor"))
    add_phrases(session, world)
    add_loop(session, world)


def add_action(
    session: Session,
    world: "World",
    supporter: str,
    name: str,
    seen_by: tuple[str, ...],
    kind: ActionKind = ActionKind.TASK,
) -> Action:
    """Something that a worker is to do, as agreed with whoever supports them in this way."""
    relationship = world.relationships[supporter]
    author = world.people[supporter]
    act_as(session, author)
    made = following_up.agree(
        session,
        author,
        uuid4(),
        Agreed(
            text=world.canary(f"action{name}", *seen_by),
            due_on=today() + timedelta(days=2),
            kind=kind,
            owner_id=relationship.worker_id,
            worker_id=relationship.worker_id,
            relationship=relationship,
        ),
    )
    note_id(world, "action_id", made.id)
    return made


def word(world: "World", place: str) -> str:
    """A word in a step of an action between the worker and their supervisor."""
    return world.canary(f"action{place}", "worker", "supervisor")


def add_phrases(session: Session, world: "World") -> None:
    """Each keeps their own."""
    for author in ("supervisor", "ex_supervisor", "other_supervisor"):
        act_as(session, world.people[author])
        phrase = Phrase(
            author_id=world.people[author].id, text=world.canary(f"phrase{author}", author)
        )
        session.add(phrase)
        session.flush()
        note_id(world, "phrase_id", phrase.id)


def add_loop(session: Session, world: "World") -> None:
    """The worker tried what the supervisor suggested, and the supervisor has seen it."""
    entry = world.entries["shared"]
    given = visible(Feedback, to=world.worker).where(Feedback.entry_id == entry.id)
    of_whom = {each.author_id: each for each in session.scalars(given)}
    first = of_whom[world.supervisor.id]
    said = (("worker", FeedbackKind.TRIED), ("supervisor", FeedbackKind.SEEN))
    for author, kind in said:
        act_as(session, world.people[author])
        reply = Feedback(
            entry_id=entry.id,
            author_id=world.people[author].id,
            text=world.canary(f"loop{kind.value}", *READERS),
            kind=kind,
            answers_id=first.id,
            on_revision=1,
        )
        session.add(reply)
        session.flush()
    for each in of_whom.values():
        note_id(world, "feedback_id", each.id)


def note_id(world: "World", name: str, thing: UUID) -> None:
    """Something that an address can hold."""
    world.ids.setdefault(name, []).append(thing)
