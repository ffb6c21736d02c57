"""A link by which one named assessor reads one submission, and the visits made by it."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from journal.models.base import Base, Moment, RandomId, this_moment
from journal.models.confidential import Confidential, Part, Somebody
from journal.models.person import Person

BY_HOLDER = frozenset({"code_hash", "code_used_at"})
"""What whoever holds the link may change: that the code has been used."""
BY_ADMINISTRATOR = frozenset({"revoked_at"})


class AssessorVisit(Part, Base):
    """A browser that was let in with the code. Of the secret in its cookie only a hash is kept.

    `author_id` is the worker, whose link it is. It ends with the link, or when the assessor leaves.
    """

    __tablename__ = "assessor_visits"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["link_id", "author_id"],
            ["assessor_links.id", "assessor_links.author_id"],
            ondelete="CASCADE",
        ),
    )
    whole_column = "link_id"
    owner_columns = ("link_id", "author_id", "cookie_hash", "began_at")

    id: Mapped[RandomId]
    link_id: Mapped[UUID]
    author_id: Mapped[UUID]
    cookie_hash: Mapped[str] = mapped_column(unique=True)
    began_at: Mapped[Moment]
    left_at: Mapped[datetime | None]

    def editable_by(self, actor: Somebody) -> bool:
        """Whoever comes by the link."""
        return self.link_id == actor.id


class AssessorLink(Confidential, Base):
    """For a named person, until a day, for one submission. Whoever holds it acts as this row.

    It holds nothing of the submission, so that an administrator may list and revoke it. Of the
    secret in the address and of the code only hashes are kept; a code is good once.
    """

    __tablename__ = "assessor_links"
    __table_args__ = (
        sa.UniqueConstraint("id", "author_id"),
        sa.ForeignKeyConstraint(
            ["organisation_id", "author_id"], ["people.organisation_id", "people.id"]
        ),
        sa.ForeignKeyConstraint(
            ["submission_id", "author_id"], ["submissions.id", "submissions.author_id"]
        ),
        sa.Index("ix_assessor_links_submission_id", "submission_id"),
        sa.Index("ix_assessor_links_organisation_id", "organisation_id", "made_at"),
    )
    owner_columns = (
        "organisation_id", "author_id", "submission_id", "token_hash", "name", "email", "made_at",
        "from_organisation", "expires_at",
    )  # fmt: skip

    id: Mapped[RandomId]
    organisation_id: Mapped[UUID]
    author_id: Mapped[UUID]
    submission_id: Mapped[UUID]
    token_hash: Mapped[str] = mapped_column(unique=True)
    code_hash: Mapped[str]
    code_used_at: Mapped[datetime | None]
    name: Mapped[str]
    email: Mapped[str]
    from_organisation: Mapped[str]
    made_at: Mapped[Moment]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    @classmethod
    def is_open(cls) -> sa.ColumnElement[bool]:
        """Neither revoked nor run out, at this moment."""
        return cls.revoked_at.is_(None) & (cls.expires_at > this_moment())

    @classmethod
    def visible_to(cls, viewer: Somebody) -> sa.ColumnElement[bool]:
        """The worker; whoever holds it, while it is open; the organisation's administrators."""
        administrators = sa.select(Person.id).where(
            Person.id == viewer.id,
            Person.organisation_id == cls.organisation_id,
            Person.is_administrator,
            Person.left_at.is_(None),
        )
        return (
            (cls.author_id == viewer.id)
            | ((cls.id == viewer.id) & cls.is_open())
            | administrators.exists()
        )

    def editable_by(self, actor: Somebody) -> bool:
        """The worker makes it; its holder uses the code up; an administrator revokes it."""
        changed = {each.key for each in sa.inspect(self).attrs if each.history.has_changes()}
        if self.id == actor.id:
            return changed <= BY_HOLDER
        if self.author_id == actor.id:
            return True
        is_here = actor.organisation_id == self.organisation_id
        is_administrator = isinstance(actor, Person) and actor.is_administrator
        return is_here and is_administrator and changed <= BY_ADMINISTRATOR


AssessorVisit.whole = AssessorLink
