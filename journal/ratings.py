"""How sure people are of a statement, over time: the worker's view, and that of those beside them.

A later view stands beside an earlier one, and nobody's takes the place of somebody else's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from journal import mail
from journal.audit import Event, record
from journal.domain.framework import Statement
from journal.domain.ratings import Rating
from journal.domain.relationships import MAY_CONFIRM
from journal.free_id import add_with_free_id, one_at_a_time
from journal.models import KsbRating, Person, Relationship
from journal.models.confidential import visible
from journal.names import names_of

MOST_SHOWN = 60


@dataclass(frozen=True)
class Said:
    """What somebody says of how sure they, or a worker whom they support, are."""

    rating: Rating
    words: str
    shown: bool = False


@dataclass(frozen=True)
class RatingView:
    """One view of one day."""

    id: UUID
    by: str
    is_workers: bool
    is_mine: bool
    rating: Rating
    words: str
    shown: bool
    given_at: datetime

    @property
    def label(self) -> str:
        """The rating in the words of whoever gave it."""
        return self.rating.label if self.is_workers else self.rating.of_another


@dataclass(frozen=True)
class Ratings:
    """Every view of one statement that somebody may read, the latest first."""

    rows: tuple[RatingView, ...]

    @property
    def of_worker(self) -> tuple[RatingView, ...]:
        """The worker's own."""
        return tuple(each for each in self.rows if each.is_workers)

    @property
    def of_others(self) -> tuple[RatingView, ...]:
        """Those of the people who support them."""
        return tuple(each for each in self.rows if not each.is_workers)


def ratings_of(session: Session, viewer: Person, worker_id: UUID, of: Statement) -> Ratings:
    """The latest views of one statement, as far as the viewer may read them."""
    rows = session.scalars(
        visible(KsbRating, to=viewer)
        .where(
            KsbRating.worker_id == worker_id,
            KsbRating.framework == of.framework,
            KsbRating.code == of.code,
        )
        .order_by(KsbRating.given_at.desc(), KsbRating.id)
        .limit(MOST_SHOWN)
    ).all()
    names = names_of(session, [each.author_id for each in rows]) if rows else {}
    return Ratings(tuple(view_of(viewer, each, names[each.author_id]) for each in rows))


def view_of(viewer: Person, row: KsbRating, name: str) -> RatingView:
    """One view for one viewer."""
    return RatingView(
        row.id,
        name,
        row.author_id == row.worker_id,
        row.author_id == viewer.id,
        row.rating,
        row.words,
        row.shown,
        row.given_at,
    )


def supporting(
    session: Session, viewer: Person, worker_id: UUID
) -> tuple[Person, Relationship] | None:
    """A worker whose practice this person may confirm now, and by which relationship."""
    found: Sequence[Relationship] = session.scalars(
        sa.select(Relationship)
        .where(
            Relationship.worker_id == worker_id,
            Relationship.other_id == viewer.id,
            Relationship.kind.in_(MAY_CONFIRM),
            Relationship.is_current(),
        )
        .order_by(Relationship.began_at, Relationship.id)
    ).all()
    return (found[0].worker, found[0]) if found else None


def rate(
    session: Session,
    author: Person,
    worker: Person,
    of: Statement,
    said: Said,
    rating_id: UUID,
    relationship: Relationship | None = None,
) -> KsbRating:
    """Keep how somebody sees it today; a form sent twice is kept once."""
    one_at_a_time(session, author)
    again = session.scalar(visible(KsbRating, to=author).where(KsbRating.id == rating_id))
    if again is not None and again.author_id == author.id:
        return again
    made = KsbRating(
        id=rating_id,
        worker_id=worker.id,
        author_id=author.id,
        relationship_id=relationship.id if relationship else None,
        framework=of.framework,
        code=of.code,
        rating=said.rating,
        words=said.words,
        shown=said.shown and relationship is None,
    )
    add_with_free_id(session, made)
    note(session, author, made)
    if relationship is not None and worker.left_at is None:
        mail.something_waits(session, worker, mail.page("coverage.ksb", code=of.code))
        session.flush()
    return made


def set_shown(session: Session, worker: Person, rating: KsbRating, *, shown: bool) -> None:
    """Show one's own view to those who may confirm, or no longer."""
    if rating.shown != shown:
        rating.shown = shown
        note(session, worker, rating)


def own_rating(session: Session, worker: Person, rating_id: UUID) -> KsbRating | None:
    """One view of a worker's own."""
    return session.scalar(
        visible(KsbRating, to=worker)
        .where(
            KsbRating.id == rating_id,
            KsbRating.author_id == worker.id,
            KsbRating.worker_id == worker.id,
        )
        .with_for_update()
    )


def note(session: Session, author: Person, rating: KsbRating) -> None:
    """Keep the act in the account of the worker."""
    subject = ("ksb_rating", rating.id)
    record(session, author, Event.RATING_GIVEN, owner=rating.worker_id, subject=subject)
    session.flush()
