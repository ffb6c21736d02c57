"""What changes when a file from elsewhere is looked through, brought in, or put aside."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from journal.audit import Event, record
from journal.domain.draft import for_others
from journal.elsewhere.planning import Plan, Step, as_kept, steps_from
from journal.elsewhere.queries import brought_before, waiting_of
from journal.free_id import one_at_a_time
from journal.models import Arrival, ArrivalFile, Attachment, Entry, Person, Revision, Tag
from journal.models.base import now

WAITS_FOR = timedelta(days=1)


def keep(session: Session, author: Person, plan: Plan, name: str) -> Arrival:
    """Keep a plan until its owner says yes. One waits at a time: an older one goes."""
    one_at_a_time(session, author)
    for older in waiting_of(session, author):
        forget(session, author, older)
    arrival = Arrival(
        id=uuid4(),
        organisation_id=author.organisation_id,
        author_id=author.id,
        source=plan.source,
        name=name,
        plan=as_kept(plan),
    )
    session.add(arrival)
    session.flush()
    for address in sorted({file.address for step in plan.new for file in step.files}):
        session.add(ArrivalFile(arrival_id=arrival.id, author_id=author.id, address=address))
    note(session, author, Event.ARRIVAL_KEPT, arrival)
    return arrival


def bring_in(session: Session, author: Person, arrival: Arrival) -> int:
    """Make entries of all that is new in it: private, and the worker's own. All or nothing."""
    one_at_a_time(session, author)
    session.refresh(arrival)
    if arrival.brought_at is not None:
        return 0
    there = brought_before(session, author)
    steps = [step for step in steps_from(arrival.plan) if step.came_as not in there]
    made = [entry_of(author, arrival, step) for step in steps]
    session.add_all(made)
    session.flush()
    for entry, step in zip(made, steps, strict=True):
        session.add_all(parts_of(entry, step))
    arrival.plan = {
        **{key: value for key, value in arrival.plan.items() if key != "steps"},
        "entries": [str(entry.id) for entry in made],
        "files": sum(len(step.files) for step in steps),
    }
    arrival.brought_at = now()
    session.flush()
    for file in arrival.files:
        session.delete(file)
    note(session, author, Event.ENTRIES_BROUGHT_IN, arrival)
    return len(made)


def forget(session: Session, author: Person, arrival: Arrival) -> None:
    """Put a file aside that waits, or the account of one that came in; entries stay."""
    session.delete(arrival)
    note(session, author, Event.ARRIVAL_FORGOTTEN, arrival)


def purge(session: Session, author: Person) -> int:
    """Put aside what has waited for longer than a day; the answer is how many."""
    over = [each for each in waiting_of(session, author) if each.came_at <= now() - WAITS_FOR]
    for arrival in over:
        forget(session, author, arrival)
    return len(over)


def entry_of(author: Person, arrival: Arrival, step: Step) -> Entry:
    """An entry with the words of a step, as others could read them one day."""
    return Entry(
        id=uuid4(),
        organisation_id=author.organisation_id,
        author_id=author.id,
        came_from=arrival.source,
        came_as=step.came_as,
        revision=1,
        changed_in=1,
        created_at=now(),
        saved_at=now(),
        **asdict(for_others(step.draft)),
    )


def parts_of(entry: Entry, step: Step) -> Iterable[Revision | Tag | Attachment]:
    """Its first version, the worker's claims, and its files."""
    yield Revision(entry_id=entry.id, author_id=entry.author_id, number=1, **asdict(step.draft))
    for framework, code in step.tags:
        yield Tag(entry_id=entry.id, author_id=entry.author_id, framework=framework, code=code,
                  reason="")  # fmt: skip
    for file in step.files:
        yield Attachment(entry_id=entry.id, author_id=entry.author_id, **asdict(file))


def entry_ids(arrival: Arrival) -> Sequence[UUID]:
    """The entries that it brought."""
    return [UUID(each) for each in arrival.plan.get("entries", [])]


def note(session: Session, author: Person, event: Event, arrival: Arrival) -> None:
    """Record the act, and send it to the database together with what it did."""
    record(session, author, event, owner=author.id, subject=("arrival", arrival.id))
    session.flush()
