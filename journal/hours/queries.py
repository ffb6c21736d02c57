"""Lines of hours for one person: every query begins at what they may read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from journal.domain.relationships import RelationshipKind
from journal.hours_log import standing, unverified
from journal.models import Entry, HoursLine, Person, Relationship
from journal.models.confidential import visible
from journal.models.programme import shows_supervisors
from journal.models.relationship import workers_of
from journal.paging import Page, key_text, page_of, read_key

VERIFIERS = (RelationshipKind.MANAGER, RelationshipKind.COACH)
MOST_IN_ONE_SITTING = 200
MOST_TO_LOG = 20


@dataclass(frozen=True)
class ToVerify:
    """One learner's lines that wait, and how many more there are than one sitting shows."""

    worker: Person
    lines: Sequence[HoursLine]


def get_line(
    session: Session, viewer: Person, line_id: UUID, *, to_write: bool = False
) -> HoursLine | None:
    """One line with what was said of it, if this person may read it; a replaced one too."""
    wanted = (
        visible(HoursLine, to=viewer)
        .where(HoursLine.id == line_id)
        .options(selectinload(HoursLine.words))
    )
    return session.scalar(wanted.with_for_update() if to_write else wanted)


def get_own_line(session: Session, author: Person, line_id: UUID) -> HoursLine | None:
    """A line of one's own that stands, to change it or take it off."""
    line = get_line(session, author, line_id, to_write=True)
    return line if line and line.author_id == author.id and line.replaced_at is None else None


def page_of_lines(session: Session, viewer: Person, worker_id: UUID, after: str) -> Page[HoursLine]:
    """A page of somebody's log, the newest day first."""
    return page_of(
        session,
        standing(viewer, worker_id).options(selectinload(HoursLine.words)),
        key=(HoursLine.dated, HoursLine.id),
        after=read_key(after, date.fromisoformat),
        key_of=lambda line: key_text(line.dated, line.id),
    )


def before_and_after(
    session: Session, viewer: Person, line: HoursLine
) -> tuple[list[HoursLine], HoursLine | None]:
    """The lines that this one replaced, newest first, and the one that replaced it."""
    gone = session.scalars(
        visible(HoursLine, to=viewer)
        .where(HoursLine.author_id == line.author_id, HoursLine.replaced_at.is_not(None))
        .options(selectinload(HoursLine.words))
    ).all()
    by_id = {each.id: each for each in gone}
    earlier: list[HoursLine] = []
    before = line.replaces_id
    while before in by_id:
        earlier.append(by_id[before])
        before = by_id[before].replaces_id
    later = session.scalar(visible(HoursLine, to=viewer).where(HoursLine.replaces_id == line.id))
    return earlier, later


def get_worker(session: Session, viewer: Person, worker_id: UUID) -> Person | None:
    """Somebody whose log this person may read: their own, or of one whom they support so."""
    if worker_id == viewer.id:
        return viewer
    return session.scalar(
        sa.select(Person).where(Person.id == worker_id, Person.id.in_(workers_read_by(viewer)))
    )


def workers_read_by(viewer: Person) -> sa.Select[UUID]:
    """Whose log somebody may read: those whom they manage or coach, and those whom they supervise
    who let their supervisors read it."""
    shown = sa.and_(
        Relationship.kind == RelationshipKind.SUPERVISOR,
        Relationship.worker_id.in_(shows_supervisors()),
    )
    return sa.select(Relationship.worker_id).where(
        Relationship.other_id == viewer.id,
        Relationship.kind.in_(VERIFIERS) | shown,
        Relationship.is_current(),
    )


def may_verify(session: Session, viewer: Person, worker_id: UUID) -> bool:
    """Whether somebody is this worker's line manager or coach now. Nobody verifies their own."""
    return worker_id in learners_of(session, viewer)


def learners_of(session: Session, viewer: Person) -> frozenset[UUID]:
    """The ids of everybody whose line manager or coach somebody is now."""
    return frozenset(session.scalars(workers_of(viewer, *VERIFIERS))) - {viewer.id}


def waiting_for(session: Session, viewer: Person) -> list[ToVerify]:
    """What waits for somebody's word, worker by worker, oldest first; as much as one sitting holds.

    A line about which they asked stays here until it is changed or verified.
    """
    waiting = session.scalars(
        visible(HoursLine, to=viewer)
        .where(
            HoursLine.author_id.in_(workers_of(viewer, *VERIFIERS)),
            HoursLine.author_id != viewer.id,
            HoursLine.replaced_at.is_(None),
            unverified(),
        )
        .options(selectinload(HoursLine.words))
        .order_by(HoursLine.dated, HoursLine.id)
        .limit(MOST_IN_ONE_SITTING)
    ).all()
    ids = {line.author_id for line in waiting}
    people = session.scalars(sa.select(Person).where(Person.id.in_(ids)).order_by(Person.name))
    return [
        ToVerify(worker, [line for line in waiting if line.author_id == worker.id])
        for worker in people
    ]


def lines_named(session: Session, viewer: Person, ids: Sequence[UUID]) -> Sequence[HoursLine]:
    """The lines of these ids that stand and that this person may read, to say something of."""
    return session.scalars(
        visible(HoursLine, to=viewer)
        .where(HoursLine.id.in_(ids), HoursLine.replaced_at.is_(None))
        .options(selectinload(HoursLine.words))
        .order_by(HoursLine.dated, HoursLine.id)
        .with_for_update()
    ).all()


def verifiers_of(session: Session, worker_id: UUID) -> Sequence[Person]:
    """Who reads somebody's lines: their line managers and coaches of this moment."""
    return session.scalars(
        sa.select(Person)
        .join(Relationship, Relationship.other_id == Person.id)
        .where(
            Relationship.worker_id == worker_id,
            Relationship.kind.in_(VERIFIERS),
            Relationship.is_current(),
        )
        .distinct()
        .order_by(Person.name, Person.id)
    ).all()


def entries_to_log(session: Session, author: Person) -> Sequence[Entry]:
    """One's own entries with minutes of off-the-job training that are on no line yet."""
    on_a_line = (
        visible(HoursLine, to=author)
        .where(HoursLine.author_id == author.id, HoursLine.replaced_at.is_(None))
        .with_only_columns(HoursLine.entry_id)
        .where(HoursLine.entry_id.is_not(None))
    )
    return session.scalars(
        visible(Entry, to=author)
        .where(
            Entry.author_id == author.id,
            Entry.deleted_at.is_(None),
            Entry.off_the_job,
            Entry.minutes > 0,
            Entry.id.not_in(on_a_line),
        )
        .order_by(Entry.dated.desc(), Entry.id)
        .limit(MOST_TO_LOG)
    ).all()


def get_entry(session: Session, author: Person, entry_id: UUID | None) -> Entry | None:
    """One's own entry that a line belongs to, with its tags."""
    if entry_id is None:
        return None
    return session.scalar(
        visible(Entry, to=author)
        .where(Entry.id == entry_id, Entry.author_id == author.id, Entry.deleted_at.is_(None))
        .options(selectinload(Entry.tags))
    )
