"""A record that people hold together, its versions, and what each holder says of them."""

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, object_session, relationship

from journal.domain.joint_records import Part as Side
from journal.domain.joint_records import RecordKind, RecordState, SupervisionPurpose
from journal.models.base import Base, Moment, RandomId
from journal.models.confidential import Confidential, Part, Somebody, in_rule, visible
from journal.models.relationship import Relationship


class Holder(Part, Base):
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
    append_only = True

    id: Mapped[RandomId]
    record_id: Mapped[UUID] = mapped_column(sa.ForeignKey("joint_records.id", ondelete="CASCADE"))
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("people.id"))
    side: Mapped[Side]
    relationship_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("relationships.id"))
    author_id: Mapped[UUID] = mapped_column(sa.ForeignKey("people.id"))
    added_at: Mapped[Moment]


def held_by(person: Somebody) -> sa.Select[UUID]:
    """The ids of the records that somebody holds at this moment.

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
    follows_id: Mapped[UUID | None] = mapped_column(
        sa.ForeignKey("joint_records.id", ondelete="SET NULL")
    )
    revision: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[Moment]
    saved_at: Mapped[Moment]

    holders: Mapped[list[Holder]] = relationship(viewonly=True, order_by=Holder.added_at)
    versions: Mapped[list["RecordVersion"]] = relationship(
        viewonly=True, order_by="RecordVersion.number"
    )
    words: Mapped[list["RecordWord"]] = relationship(viewonly=True, order_by="RecordWord.given_at")

    __mapper_args__ = {"version_id_col": revision, "version_id_generator": False}

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
    def visible_to(cls, viewer: Somebody) -> sa.ColumnElement[bool]:
        """Its holders: a worker for good, somebody who supports them while that lasts. Whoever
        begins it, until its holders are written."""
        holders = in_rule(Holder)
        held = sa.select(holders.c.id).where(holders.c.record_id == cls.id).exists()
        return cls.id.in_(held_by(viewer)) | ((cls.author_id == viewer.id) & ~held)

    def editable_by(self, actor: Somebody) -> bool:
        """Whoever begins it, and then whoever holds it at this moment."""
        session = object_session(self)
        if session is None or not sa.inspect(self).persistent:
            return self.author_id == actor.id
        with session.no_autoflush:
            mine = visible(JointRecord, to=actor).where(JointRecord.id == self.id)
            return session.scalar(mine.with_only_columns(JointRecord.id)) is not None


class RecordVersion(Part, Base):
    """What was saved once, and by whom."""

    __tablename__ = "record_versions"
    __table_args__ = (sa.UniqueConstraint("record_id", "number"),)
    whole_column = "record_id"
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


class RecordWord(Part, Base):
    """One holder's yes to one version, or how they see it differently. Never changed, only
    followed."""

    __tablename__ = "record_words"
    __table_args__ = (sa.Index("ix_record_words_record_id", "record_id", "on_version"),)
    whole_column = "record_id"
    append_only = True

    id: Mapped[RandomId]
    record_id: Mapped[UUID] = mapped_column(sa.ForeignKey("joint_records.id", ondelete="CASCADE"))
    author_id: Mapped[UUID] = mapped_column(sa.ForeignKey("people.id"))
    on_version: Mapped[int]
    agrees: Mapped[bool]
    words: Mapped[str] = mapped_column(default="")
    given_at: Mapped[Moment]


for part in (Holder, RecordVersion, RecordWord):
    part.whole = JointRecord
