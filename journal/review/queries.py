"""What is shared with somebody, and whose turn it is: every query begins at the viewer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from journal.domain.entry_kind import EntryKind
from journal.domain.relationships import RelationshipKind
from journal.domain.waiting import Key, State, Turn, in_line
from journal.models import Attestation, Entry, Feedback, Person, Relationship, Share, Verdict
from journal.models.base import now
from journal.models.confidential import for_viewer, visible
from journal.models.entry import WITH_ALL_PARTS
from journal.names import names_of
from journal.paging import PAGE_SIZE, Page, key_text


@dataclass(frozen=True)
class Waiting:
    """One row of the queue."""

    entry_id: UUID
    author_id: UUID
    author: str
    title: str
    kind: EntryKind
    state: State
    waited: timedelta
    tags: int


def get_entry(
    session: Session, viewer: Person, entry_id: UUID, *, to_write: bool = False
) -> Entry | None:
    """One entry with all its parts, if this person may read it.

    `to_write` waits for whoever is writing beside it at this moment, so that a form sent
    twice at once is still written once.
    """
    wanted = (
        visible(Entry, to=viewer)
        .where(Entry.id == entry_id, Entry.deleted_at.is_(None))
        .options(*WITH_ALL_PARTS)
    )
    return session.scalar(wanted.with_for_update() if to_write else wanted)


def get_shared_entry(
    session: Session, reader: Person, entry_id: UUID, *, to_write: bool = False
) -> Entry | None:
    """Somebody else's entry that is shared with this person now."""
    entry = get_entry(session, reader, entry_id, to_write=to_write)
    return entry if entry and entry.author_id != reader.id else None


def get_own_entry(
    session: Session, author: Person, entry_id: UUID, *, to_write: bool = False
) -> Entry | None:
    """An entry of this person's own."""
    entry = get_entry(session, author, entry_id, to_write=to_write)
    return entry if entry and entry.author_id == author.id else None


def relationship_in(session: Session, reader: Person, entry: Entry) -> Relationship:
    """As what this person reads the entry; whoever is several things speaks as the first."""
    found = session.scalars(
        for_viewer(
            sa.select(Relationship)
            .join(Share, Share.relationship_id == Relationship.id)
            .where(Share.entry_id == entry.id, Share.reader_id == reader.id),
            reader,
        )
    ).all()
    return min(found, key=lambda each: list(RelationshipKind).index(each.kind))


def changed_since_word_of(reader: Person, entry: Entry) -> bool:
    """Whether the text is newer than the last version on which this person said something."""
    said: list[Feedback | Verdict] = [*entry.feedback, *entry.verdicts]
    read = [each.on_revision for each in said if each.author_id == reader.id]
    return bool(read) and max(read) < entry.changed_in


def supported_by(session: Session, person: Person) -> Sequence[str]:
    """The names of the workers whom this person supports now."""
    return session.scalars(
        sa.select(Person.name)
        .where(
            Person.id.in_(
                sa.select(Relationship.worker_id).where(
                    Relationship.other_id == person.id, Relationship.is_current()
                )
            )
        )
        .order_by(Person.name)
    ).all()


def readers_of(session: Session, author: Person, entry: Entry) -> Sequence[Person]:
    """Who takes part in the thread of an entry and can read it at this moment.

    While nobody has said anything yet, that is everybody who can read it.
    """
    live = session.scalars(
        visible(Share, to=author)
        .where(Share.entry_id == entry.id, Share.author_id == author.id, Share.is_live())
        .with_only_columns(Share.reader_id)
    )
    reading, spoke = set(live), set()
    for model in (Feedback, Verdict, Attestation):
        of_entry = sa.select(model.author_id).where(model.entry_id == entry.id)
        spoke |= set(session.scalars(for_viewer(of_entry, author)))
    wanted = reading & spoke or reading
    return session.scalars(
        sa.select(Person).where(Person.id.in_(wanted)).order_by(Person.name)
    ).all()


def only_of(
    session: Session, reader: Person, turns: dict[UUID, Turn], author_id: UUID
) -> dict[UUID, Turn]:
    """Of these entries, those of one worker."""
    theirs = sa.select(Entry.id).where(Entry.author_id == author_id)
    ids = set(session.scalars(for_viewer(theirs, reader)))
    return {which: turn for which, turn in turns.items() if which in ids}


def page_of_queue(
    session: Session,
    reader: Person,
    turns: dict[UUID, Turn],
    states: frozenset[State],
    after: Key | None,
) -> Page[Waiting]:
    """One page of what waits, the longest wait first."""
    line = in_line(turns, states, after)
    shown = line[:PAGE_SIZE]
    rows = waiting_rows(session, reader, turns, [which for _, which in shown])
    return Page(rows, key_text(*shown[-1]) if len(line) > len(shown) else None)


def waiting_rows(
    session: Session, reader: Person, turns: dict[UUID, Turn], ids: Sequence[UUID]
) -> list[Waiting]:
    """The entries of one page, in the order of `ids`."""
    found = session.scalars(
        visible(Entry, to=reader).where(Entry.id.in_(ids)).options(selectinload(Entry.tags))
    )
    entries = {entry.id: entry for entry in found}
    names = names_of(session, [entry.author_id for entry in entries.values()])
    return [
        Waiting(
            entry_id=entry.id,
            author_id=entry.author_id,
            author=names[entry.author_id],
            title=entry.title,
            kind=entry.kind,
            state=turns[entry.id].state,
            waited=now() - turns[entry.id].since,
            tags=len(entry.tags),
        )
        for entry in map(entries.get, ids)
        if entry is not None
    ]
