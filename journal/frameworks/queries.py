"""What the frameworks' pages read of a journal: every query begins with its viewer."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from journal.content import Content
from journal.domain.framework import PRINCIPLES
from journal.domain.spread import Spread, Tagged, spread
from journal.models import Entry, Meaning, Person, Relationship, Share, Tag
from journal.models.confidential import for_viewer, visible
from journal.paging import Page, key_text, page_of, read_key

LARGEST_NUMBER = 2**31 - 1
LONGEST_NUMBER = len(str(LARGEST_NUMBER))
PARTS = (Entry.tags, Entry.verdicts, Entry.statements, Entry.attestations, Entry.provenances)


def entries_tagged(
    session: Session, author: Person, framework: str, code: str, after: str
) -> Page[Entry]:
    """A page of one's own entries with this tag, newest first, with what was said of them."""
    tagged = (
        visible(Entry, to=author)
        .join(Tag, Tag.entry_id == Entry.id)
        .where(Entry.author_id == author.id, Entry.deleted_at.is_(None))
        .where(Tag.framework == framework, Tag.code == code)
        .options(*(selectinload(part) for part in PARTS))
    )
    return page_of(
        session,
        tagged,
        key=(Entry.dated, Entry.id),
        after=read_key(after, date.fromisoformat),
        key_of=lambda entry: key_text(entry.dated, entry.id),
    )


def shared_among(session: Session, author: Person, entries: Sequence[Entry]) -> set[UUID]:
    """Which of these entries somebody else can read now."""
    statement = sa.select(Share.entry_id).where(
        Share.author_id == author.id,
        Share.entry_id.in_([entry.id for entry in entries]),
        Share.is_live(),
    )
    return set(session.scalars(for_viewer(statement, author)))


def spread_of(session: Session, author: Person, content: Content, today: date) -> Spread:
    """How this person's own entries spread over the principles and the months."""
    statement = (
        sa.select(Tag.entry_id, Tag.code, Entry.dated)
        .join(Entry, Entry.id == Tag.entry_id)
        .where(Entry.author_id == author.id, Entry.deleted_at.is_(None))
        .where(Tag.framework == PRINCIPLES)
    )
    rows = session.execute(for_viewer(statement, author))
    tagged = [Tagged(row.entry_id, row.code, row.dated) for row in rows]
    return spread([each.code for each in content.principles], tagged, today)


def latest_meanings(session: Session, author: Person) -> dict[str, Meaning]:
    """This person's latest words on each principle."""
    newest = (
        sa.select(Meaning.principle, sa.func.max(Meaning.number))
        .where(Meaning.author_id == author.id)
        .group_by(Meaning.principle)
    )
    found = visible(Meaning, to=author).where(
        Meaning.author_id == author.id,
        sa.tuple_(Meaning.principle, Meaning.number).in_(newest),
    )
    return {meaning.principle: meaning for meaning in session.scalars(found)}


def latest_meaning(session: Session, author: Person, principle: str) -> Meaning | None:
    """This person's latest words on one principle."""
    return session.scalar(meanings(author, principle).order_by(Meaning.number.desc()).limit(1))


def meanings_before(
    session: Session, author: Person, principle: str, number: int, after: str
) -> Page[Meaning]:
    """A page of the earlier versions, the newest of them first."""
    return page_of(
        session,
        meanings(author, principle).where(Meaning.number < number),
        key=(Meaning.number, Meaning.id),
        after=read_key(after, read_number),
        key_of=lambda meaning: f"{meaning.number}~{meaning.id}",
    )


def meanings(author: Person, principle: str) -> sa.Select[Meaning]:
    """Every version of one's own words on one principle."""
    return visible(Meaning, to=author).where(
        Meaning.author_id == author.id, Meaning.principle == principle
    )


def read_number(text: str) -> int:
    """A version's number from an address; ValueError for one that no database could hold."""
    if not text.isdecimal() or len(text) > LONGEST_NUMBER or int(text) > LARGEST_NUMBER:
        raise ValueError(text)
    return int(text)


def get_supported(session: Session, viewer: Person, worker_id: UUID) -> Person | None:
    """A peer worker whom the viewer supports now."""
    now_supported = supported_by(viewer).where(Relationship.worker_id == worker_id).limit(1)
    relationship = session.scalar(now_supported)
    return relationship.worker if relationship else None


def people_supported(session: Session, viewer: Person) -> list[Person]:
    """Every peer worker whom the viewer supports now, by name."""
    people = {each.worker_id: each.worker for each in session.scalars(supported_by(viewer))}
    return sorted(people.values(), key=lambda person: (person.name.casefold(), person.id))


def supported_by(viewer: Person) -> sa.Select[Relationship]:
    """The relationships in which the viewer supports somebody now."""
    return (
        sa.select(Relationship)
        .where(Relationship.other_id == viewer.id, Relationship.is_current())
        .options(joinedload(Relationship.worker))
    )
