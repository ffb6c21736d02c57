"""An entry in a peer worker's journal, and every version of it."""

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship, selectinload

from journal.domain.entry_kind import EntryKind
from journal.models.attachment import Attachment
from journal.models.base import Base, Moment, RandomId
from journal.models.confidential import Confidential, Somebody
from journal.models.feedback import Feedback
from journal.models.provenance import Provenance
from journal.models.share import Share
from journal.models.statement import Attestation, EvidenceStatement
from journal.models.tag import Tag
from journal.models.taken_out import TakenOut
from journal.models.verdict import Verdict


class Entry(Confidential, Base):
    """What a peer worker wrote: theirs, private until shared with a named person.

    `answers` holds what was written to each prompt of the reflective model, by the
    prompt's key; `text` what was written freely. `dated` is the date of the entry, not
    of an encounter, which would help to identify somebody. `revision` counts saves, so
    that a save made on an old version is noticed; `changed_in` is the last of them that
    changed what others may read, and `saved_at` when that was: nobody notices any other save.

    `came_from` names the system from which it was brought over, and `came_as` is the fingerprint
    of what stood there, so that the same is not brought over twice.

    A passage marked *just for me* is in no column here, so that nothing that reads an entry
    can give it away: the whole of what was typed is the newest `Revision`.
    """

    __tablename__ = "entries"
    __table_args__ = (
        sa.UniqueConstraint("id", "author_id"),
        sa.ForeignKeyConstraint(
            ["organisation_id", "author_id"], ["people.organisation_id", "people.id"]
        ),
        sa.Index("ix_entries_author_id_dated", "author_id", "dated", "id"),
    )

    id: Mapped[RandomId]
    organisation_id: Mapped[UUID]
    author_id: Mapped[UUID]
    kind: Mapped[EntryKind]
    model: Mapped[str | None]
    title: Mapped[str]
    text: Mapped[str]
    answers: Mapped[dict[str, str]]
    dated: Mapped[date]
    minutes: Mapped[int | None]
    off_the_job: Mapped[bool] = mapped_column(default=False)
    came_from: Mapped[str | None]
    came_as: Mapped[str | None]
    revision: Mapped[int] = mapped_column(default=1)
    changed_in: Mapped[int] = mapped_column(default=1, server_default="1")
    created_at: Mapped[Moment]
    saved_at: Mapped[Moment]
    deleted_at: Mapped[datetime | None]

    tags: Mapped[list[Tag]] = relationship(viewonly=True, order_by=Tag.created_at)
    feedback: Mapped[list[Feedback]] = relationship(viewonly=True, order_by=Feedback.written_at)
    verdicts: Mapped[list[Verdict]] = relationship(viewonly=True, order_by=Verdict.given_at)
    statements: Mapped[list[EvidenceStatement]] = relationship(
        viewonly=True, order_by=EvidenceStatement.number
    )
    attestations: Mapped[list[Attestation]] = relationship(
        viewonly=True, order_by=Attestation.given_at
    )

    provenances: Mapped[list[Provenance]] = relationship(
        viewonly=True, order_by=Provenance.copied_at
    )
    attachments: Mapped[list[Attachment]] = relationship(
        viewonly=True, order_by=(Attachment.added_at, Attachment.id)
    )

    __mapper_args__ = {"version_id_col": revision, "version_id_generator": False}

    @classmethod
    def visible_to(cls, viewer: Somebody) -> sa.ColumnElement[bool]:
        """The author's own, and what is shared with the viewer now and not deleted."""
        shared = sa.select(Share.entry_id).where(Share.reader_id == viewer.id, Share.is_live())
        return (cls.author_id == viewer.id) | (cls.id.in_(shared) & cls.deleted_at.is_(None))

    def editable_by(self, actor: Somebody) -> bool:
        """Nobody but the author writes in a journal."""
        return self.author_id == actor.id


WITH_ALL_PARTS = tuple(
    selectinload(part)
    for part in (
        Entry.tags,
        Entry.feedback,
        Entry.verdicts,
        Entry.statements,
        Entry.attestations,
        Entry.provenances,
    )
)
"""Options that load an entry with all that was said of it."""

for part in (Tag, Feedback, Verdict, EvidenceStatement, Attestation, Attachment, Provenance):
    part.whole = Entry
TakenOut.whole = Entry


class Revision(Confidential, Base):
    """All that was typed when an entry was saved once. Only its author ever reads it."""

    __tablename__ = "revisions"
    __table_args__ = (
        sa.UniqueConstraint("entry_id", "number"),
        sa.ForeignKeyConstraint(
            ["entry_id", "author_id"], ["entries.id", "entries.author_id"], ondelete="CASCADE"
        ),
    )
    append_only = True

    id: Mapped[RandomId]
    entry_id: Mapped[UUID]
    author_id: Mapped[UUID]
    number: Mapped[int]
    kind: Mapped[EntryKind]
    model: Mapped[str | None]
    title: Mapped[str]
    text: Mapped[str]
    answers: Mapped[dict[str, str]]
    dated: Mapped[date]
    minutes: Mapped[int | None]
    off_the_job: Mapped[bool]
    saved_at: Mapped[Moment]

    @classmethod
    def visible_to(cls, viewer: Somebody) -> sa.ColumnElement[bool]:
        """The author's alone: it holds passages just for them, and what was taken out later."""
        return cls.author_id == viewer.id

    def editable_by(self, actor: Somebody) -> bool:
        """Written once, by the author."""
        return self.author_id == actor.id
