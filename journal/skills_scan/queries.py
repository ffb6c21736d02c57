"""Scans for one person, and who stands around them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from journal.domain.entry_kind import EntryKind
from journal.domain.relationships import RelationshipKind
from journal.models import Entry, Person, Relationship, ScanAnswer, SkillsScan
from journal.models.confidential import for_viewer, visible
from journal.moments import read_moment
from journal.paging import Page, key_text, page_of, read_key

MOST_OF_ONE = 50
"""Scans of one person on a page: far more than anybody does in an apprenticeship."""
MOST_CERTIFICATES = 50
MOST_BESIDE = 6
"""Scans in one picture: the baseline and the latest."""
READ_IT = (RelationshipKind.MANAGER, RelationshipKind.COACH)
"""To whom a scan is sent."""


@dataclass(frozen=True)
class Certificate:
    """An entry of the worker's that holds a qualification, for a viewer who may read it."""

    id: UUID
    title: str
    author_id: UUID


def get_scan(
    session: Session, viewer: Person, scan_id: UUID, *, to_write: bool = False
) -> SkillsScan | None:
    """One scan with all that was answered and said, if this person may read it."""
    wanted = (
        visible(SkillsScan, to=viewer)
        .where(SkillsScan.id == scan_id)
        .options(selectinload(SkillsScan.answers), selectinload(SkillsScan.words))
    )
    if to_write:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    return session.scalar(wanted)


def scans_by(session: Session, viewer: Person, author_id: UUID) -> Sequence[SkillsScan]:
    """Somebody's scans, the latest first, as far as the viewer may read them."""
    return session.scalars(
        visible(SkillsScan, to=viewer)
        .where(SkillsScan.author_id == author_id)
        .order_by(SkillsScan.number.desc())
        .limit(MOST_OF_ONE)
        .options(selectinload(SkillsScan.answers))
    ).all()


def sent_by_others(session: Session, viewer: Person, after: str) -> Page[SkillsScan]:
    """The scans of those whom this person supports, the latest first."""
    return page_of(
        session,
        visible(SkillsScan, to=viewer).where(SkillsScan.author_id != viewer.id),
        key=(SkillsScan.sent_at, SkillsScan.id),
        after=read_key(after, read_moment),
        key_of=lambda scan: key_text(scan.sent_at, scan.id),
    )


def beside(session: Session, viewer: Person, scan: SkillsScan) -> list[SkillsScan]:
    """The first and the latest scans of the same questions up to this one, the oldest first."""
    before = session.scalars(
        visible(SkillsScan, to=viewer)
        .where(
            SkillsScan.author_id == scan.author_id,
            SkillsScan.number < scan.number,
            SkillsScan.standard == scan.standard,
            SkillsScan.standard_version == scan.standard_version,
            SkillsScan.sent_at.is_not(None),
        )
        .order_by(SkillsScan.number)
        .options(selectinload(SkillsScan.answers))
        .limit(MOST_OF_ONE)
    ).all()
    return [*before[:1], *before[1:][-(MOST_BESIDE - 2) :], scan]


def kinds_to(session: Session, viewer: Person, worker_id: UUID) -> frozenset[RelationshipKind]:
    """What somebody is to a worker at this moment."""
    return frozenset(
        session.scalars(
            sa.select(Relationship.kind).where(
                Relationship.worker_id == worker_id,
                Relationship.other_id == viewer.id,
                Relationship.is_current(),
            )
        )
    )


def readers_of(session: Session, worker: Person) -> Sequence[Relationship]:
    """The worker's line managers and coaches at this moment."""
    return session.scalars(
        sa.select(Relationship)
        .where(
            Relationship.worker_id == worker.id,
            Relationship.kind.in_(READ_IT),
            Relationship.is_current(),
        )
        .options(joinedload(Relationship.other))
        .order_by(Relationship.kind.desc(), Relationship.began_at, Relationship.id)
    ).all()


def own_certificates(session: Session, worker: Person) -> Sequence[Certificate]:
    """The worker's entries that hold a qualification, the latest first."""
    wanted = (
        sa.select(Entry.id, Entry.title, Entry.author_id)
        .where(
            Entry.author_id == worker.id,
            Entry.kind == EntryKind.CERTIFICATE,
            Entry.deleted_at.is_(None),
        )
        .order_by(Entry.dated.desc(), Entry.id)
        .limit(MOST_CERTIFICATES)
    )
    return [Certificate(*row) for row in session.execute(for_viewer(wanted, worker))]


def certificates_among(
    session: Session, viewer: Person, answers: Iterable[ScanAnswer]
) -> dict[str, Certificate]:
    """Of the certificates that the answers name, those that this person may read, by their id."""
    wanted = {UUID(each) for answer in answers for each in answer.certificate_ids}
    if not wanted:
        return {}
    rows = session.execute(
        for_viewer(
            sa.select(Entry.id, Entry.title, Entry.author_id).where(
                Entry.id.in_(wanted), Entry.deleted_at.is_(None)
            ),
            viewer,
        )
    )
    return {str(row.id): Certificate(*row) for row in rows}
