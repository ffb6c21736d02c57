"""What people without an account said of the cast: testimony and feedback cards."""

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from journal.domain.observation import CONSENT, YES, saw_key
from journal.domain.provenance import SourceKind
from journal.models import Person, Provenance, Testimony
from journal.models.base import now
from journal.models.confidential import act_as
from journal.witness import card_actions as cards
from journal.witness import observation_actions as observations
from journal.witness import testimony_actions as testimonies

if TYPE_CHECKING:
    from tests.world import World


def add_to(session: Session, world: "World") -> None:
    """One of each in every state that makes a difference to who may read it."""
    for worker in ("worker", "other_worker"):
        add_testimonies(session, world, worker)
        add_cards(session, world, worker)
    add_provenance(session, world)
    add_observation(session, world)


def add_testimonies(session: Session, world: "World", worker: str) -> None:
    """One that is open, one that was given, one that was taken back."""
    person = world.people[worker]
    for state in ("open", "given", "withdrawn"):
        made, _ = asked(session, person, world.canary(f"{worker}shown{state}", worker))
        if state == "given":
            words = (world.canary(f"{worker}{place}", worker) for place in ("by", "as", "said"))
            testimonies.give(session, made, testimonies.Given(*words))
        if state == "withdrawn":
            testimonies.withdraw(session, person, made)
        ids(world, "testimony_id").append(made.id)
        ids(world, "source_id").append(made.id)


def asked(session: Session, person: Person, shown: str) -> tuple[Testimony, str]:
    """A question with a link to pass on: the row, and the link."""
    act_as(session, person)
    question = testimonies.Asked("Jo Bell", "", shown, 30)
    return testimonies.ask(session, person, uuid4(), question)


def add_cards(session: Session, world: "World", worker: str) -> None:
    """One that is open, one that was given, one that was given and taken back."""
    person = world.people[worker]
    for state in ("open", "given", "takenback"):
        act_as(session, person)
        made = cards.make(session, person).card
        ids(world, "card_id").append(made.id)
        ids(world, "source_id").append(made.id)
        if state == "open":
            continue
        seen_by = (worker,) if state == "given" else ()
        answers = {"good": world.canary(f"{worker}card{state}", *seen_by)}
        cards.give(session, made, answers, may_be_used=True)
        if state == "takenback":
            cards.take_back(session, made)


def add_provenance(session: Session, world: "World") -> None:
    """The statement of one entry, as if it had been copied from elsewhere."""
    act_as(session, world.worker)
    product = world.entries["product"]
    session.add(
        Provenance(
            entry_id=product.id,
            author_id=world.worker.id,
            statement_number=1,
            source_kind=SourceKind.TESTIMONY,
            source_id=uuid4(),
            given_by=world.canary("productgivenby", "worker", "supervisor"),
            given_at=now(),
        )
    )
    session.flush()


def add_observation(session: Session, world: "World") -> None:
    """Held by the worker and the supervisor, with a word on it."""
    act_as(session, world.supervisor)
    both = ("worker", "supervisor")
    words = {
        key: world.canary(f"observed{place}", *both)
        for place, key in enumerate(
            ("setting", "well", "one_thing", saw_key(("peer-worker", "S2")))
        )
    }
    fields = {"codes": "peer-worker:S2", CONSENT: YES, **words}
    bond = world.relationships["supervisor"]
    when = observations.When(now(), 45)
    made = observations.plan(session, world.supervisor, uuid4(), bond, fields, when)
    said = world.canary("observedword", *both)
    observations.say(session, world.supervisor, made, 1, False, said)
    ids(world, "record_id").append(made.id)
    ids(world, "source_id").append(made.id)


def ids(world: "World", name: str) -> list[UUID]:
    """The ids that an argument of this name can be in the world."""
    return world.ids.setdefault(name, [])
