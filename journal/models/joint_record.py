"""A record that people hold together, its versions, and what each holder says of them."""

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, object_session, relationship

from journal.domain.joint_records import Part as Side
from journal.domain.joint_records import RecordKind, RecordState, SupervisionPurpose
from journal.models.base import Base, Moment, RandomId, now
from journal.models.confidential import Confidential, Part, Somebody, in_rule, visible
from journal.models.relationship import Relationship


def had_left(person: Somebody, record_id: Any, moment: Any) -> sa.ColumnElement[bool]:
    """Whether somebody had left a group, as one of its workers, before this moment.

    What two hold nobody writes in once they have parted; a group goes on, and whoever has left
    it reads no more than was written while they were there.
    """
    holders: Any = in_rule(Holder)
    bonds: Any = sa.alias(Relationship.__table__, name="bonds_of_a_group")
    theirs = sa.select(holders.c.id).where(
        holders.c.record_id == record_id,
        holders.c.side == Side.FACILITATOR,
        holders.c.relationship_id == bonds.c.id,
        bonds.c.worker_id == person.id,
    )

    ended, lasted = (
        sa.exists(theirs.where(which).correlate_except(holders, bonds))
        for which in (
            bonds.c.ended_at < moment,
            bonds.c.ended_at.is_(None) | (bonds.c.ended_at >= moment),
        )
    )
    return sa.and_(ended, ~lasted)


class OfItsTime(Part):
    """A part of a record that a worker reads if it was there before they left."""

    has_own_rule = True
    written: ClassVar[str]
    """The column of the moment at which it was written."""

    @classmethod
    def visible_to(cls, viewer: Somebody) -> sa.ColumnElement[bool]:
        """Of every record that they read, and of those that went on without them."""
        record_id: Any = getattr(cls, cls.whole_column)
        theirs = sa.or_(super().visible_to(viewer), record_id.in_(held_by(viewer)))
        return sa.and_(theirs, ~had_left(viewer, record_id, getattr(cls, cls.written)))


class Holder(OfItsTime, Base):
    """Somebody who holds a record: a worker for good, whoever supports them while that lasts.

    `author_id` is who put them there. A supporter holds it by a relationship with one of the
    workers, and a facilitator by one with each; when it ends, so does what they can read.
    """

    __tablename__ = "record_holders"
    __table_args__ = (
        sa.UniqueConstraint("record_id", "person_id", "relationship_id"),
        sa.CheckConstraint(
            "(side = 'worker') = (relationship_id IS NULL)", name="a_supporter_by_a_relationship"
        ),
        sa.Index("ix_record_holders_person_id", "person_id"),
    )
    whole_column = "record_id"
    written = "added_at"
    append_only = True

    id: Mapped[RandomId]
    record_id: Mapped[UUID] = mapped_column(sa.ForeignKey("joint_records.id", ondelete="CASCADE"))
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("people.id"))
    side: Mapped[Side]
    relationship_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("relationships.id"))
    author_id: Mapped[UUID] = mapped_column(sa.ForeignKey("people.id"))
    added_at: Mapped[Moment]

    bond: Mapped[Relationship | None] = relationship(viewonly=True, lazy="joined")


def held_by(person: Somebody) -> sa.Select[UUID]:
    """The ids of the records that somebody holds at this moment, also of a group they have left.

    Read past the ORM's model, since this is itself the rule that the walls write into a query.
    """
    holders = in_rule(Holder)
    current = sa.select(Relationship.id).where(Relationship.is_current())
    lasts = holders.c.relationship_id.is_(None) | holders.c.relationship_id.in_(current)
    return sa.select(holders.c.record_id).where(holders.c.person_id == person.id, lasts)


class JointRecord(Confidential, Base):
    """What its holders wrote together, as it stands now.

    `fields` holds what was written under each heading of its kind, by the heading's key.
    `revision` counts saves, so that a save made on an old version is noticed.
    """

    __tablename__ = "joint_records"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["organisation_id", "author_id"], ["people.organisation_id", "people.id"]
        ),
        sa.Index("ix_joint_records_starts_at", "starts_at", "id"),
    )
    owner_columns = ("author_id", "kind")

    id: Mapped[RandomId]
    organisation_id: Mapped[UUID]
    author_id: Mapped[UUID]
    kind: Mapped[RecordKind]
    purpose: Mapped[SupervisionPurpose | None]
    state: Mapped[RecordState] = mapped_column(default=RecordState.OPEN)
    fields: Mapped[dict[str, str]]
    starts_at: Mapped[datetime | None]
    minutes: Mapped[int | None]
    review_on: Mapped[date | None]
    every_weeks: Mapped[int | None]
    cancelled_because: Mapped[str] = mapped_column(default="")
    held_at: Mapped[datetime | None]
    """When somebody said that it took place."""
    follows_id: Mapped[UUID | None] = mapped_column(
        sa.ForeignKey("joint_records.id", ondelete="SET NULL")
    )
    revision: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[Moment]
    saved_at: Mapped[Moment]

    holders: Mapped[list[Holder]] = relationship(viewonly=True, order_by=Holder.added_at)
    words: Mapped[list["RecordWord"]] = relationship(viewonly=True, order_by="RecordWord.given_at")

    __mapper_args__ = {"version_id_col": revision, "version_id_generator": False}

    def left_at(self, person_id: UUID) -> datetime | None:
        """When somebody who took part in a group as a worker left it, if they have."""
        theirs = [
            each.bond.ended_at
            for each in self.holders
            if each.side is Side.FACILITATOR and each.bond and each.bond.worker_id == person_id
        ]
        ends = [each for each in theirs if each and each <= now()]
        return max(ends) if ends and len(ends) == len(theirs) else None

    @hybrid_property
    def took_place_at(self) -> datetime:
        """When it was; of what has no time of its own, when it was begun."""
        return self.starts_at or self.created_at

    @took_place_at.inplace.expression
    @classmethod
    def _took_place_at(cls) -> sa.ColumnElement[datetime]:
        """The same, as SQL."""
        return sa.func.coalesce(cls.starts_at, cls.created_at)

    @classmethod
    def lasts(cls, me: Somebody | None = None) -> sa.ColumnElement[bool]:
        """Whether somebody still supports a worker under it, as SQL; with a name, whether that
        is so for them."""
        current = sa.select(Relationship.id).where(Relationship.is_current())
        if me is not None:
            is_one = (Relationship.worker_id == me.id) | (Relationship.other_id == me.id)
            current = current.where(is_one)
        lasting = sa.select(Holder.id).where(
            Holder.record_id == cls.id, Holder.relationship_id.in_(current)
        )
        return lasting.exists()

    @classmethod
    def visible_to(cls, viewer: Somebody) -> sa.ColumnElement[bool]:
        """Its holders: a worker for good, somebody who supports them while that lasts. A group's,
        a worker who has left it only if nothing was saved since. Whoever begins it, until its
        holders are written."""
        holders = in_rule(Holder)
        held = sa.select(holders.c.id).where(holders.c.record_id == cls.id).exists()
        is_theirs = cls.id.in_(held_by(viewer)) & ~had_left(viewer, cls.id, cls.saved_at)
        return is_theirs | ((cls.author_id == viewer.id) & ~held)

    def editable_by(self, actor: Somebody) -> bool:
        """Whoever begins it, and then whoever holds it at this moment."""
        session = object_session(self)
        if session is None or not sa.inspect(self).persistent:
            return self.author_id == actor.id
        with session.no_autoflush:
            mine = visible(JointRecord, to=actor).where(JointRecord.id == self.id)
            return session.scalar(mine.with_only_columns(JointRecord.id)) is not None


class RecordVersion(OfItsTime, Base):
    """What was saved once, and by whom."""

    __tablename__ = "record_versions"
    __table_args__ = (sa.UniqueConstraint("record_id", "number"),)
    whole_column = "record_id"
    written = "written_at"
    append_only = True

    id: Mapped[RandomId]
    record_id: Mapped[UUID] = mapped_column(sa.ForeignKey("joint_records.id", ondelete="CASCADE"))
    author_id: Mapped[UUID] = mapped_column(sa.ForeignKey("people.id"))
    number: Mapped[int]
    fields: Mapped[dict[str, str]]
    starts_at: Mapped[datetime | None]
    minutes: Mapped[int | None]
    review_on: Mapped[date | None]
    every_weeks: Mapped[int | None]
    written_at: Mapped[Moment]


class RecordWord(OfItsTime, Base):
    """One holder's yes to one version, or how they see it differently. Never changed, only
    followed."""

    __tablename__ = "record_words"
    __table_args__ = (sa.Index("ix_record_words_record_id", "record_id", "on_version"),)
    whole_column = "record_id"
    written = "given_at"
    append_only = True

    id: Mapped[RandomId]
    record_id: Mapped[UUID] = mapped_column(sa.ForeignKey("joint_records.id", ondelete="CASCADE"))
    author_id: Mapped[UUID] = mapped_column(sa.ForeignKey("people.id"))
    on_version: Mapped[int]
    agrees: Mapped[bool]
    words: Mapped[str] = mapped_column(default="")
    given_at: Mapped[Moment]

    @classmethod
    def visible_to(cls, viewer: Somebody) -> sa.ColumnElement[bool]:
        """And one's own at any time."""
        mine = (cls.author_id == viewer.id) & cls.record_id.in_(held_by(viewer))
        return super().visible_to(viewer) | mine


for part in (Holder, RecordVersion, RecordWord):
    part.whole = JointRecord
