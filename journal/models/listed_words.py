"""Words that the confidentiality help always or never points at."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from journal.domain.looking_over import Listing
from journal.models.base import Base, Moment, RandomId
from journal.models.confidential import Confidential, Somebody


class OwnWords(Confidential, Base):
    """Words on one person's own lists, for everything they write or for one entry alone.

    A list of words to point at may well hold a name, so nobody else ever sees it.
    """

    __tablename__ = "own_words"
    __table_args__ = (
        sa.Index("ix_own_words_author_id", "author_id"),
        sa.ForeignKeyConstraint(
            ["entry_id", "author_id"], ["entries.id", "entries.author_id"], ondelete="CASCADE"
        ),
    )

    id: Mapped[RandomId]
    author_id: Mapped[UUID] = mapped_column(sa.ForeignKey("people.id"))
    entry_id: Mapped[UUID | None]
    listing: Mapped[Listing]
    words: Mapped[str]
    added_at: Mapped[Moment]

    @classmethod
    def visible_to(cls, viewer: Somebody) -> sa.ColumnElement[bool]:
        """The author's alone."""
        return cls.author_id == viewer.id

    def editable_by(self, actor: Somebody) -> bool:
        """The author's alone."""
        return self.author_id == actor.id


class OrganisationWords(Base):
    """Words on the lists of an organisation: the names of its own services, say."""

    __tablename__ = "organisation_words"
    __table_args__ = (sa.Index("ix_organisation_words_organisation_id", "organisation_id"),)

    id: Mapped[RandomId]
    organisation_id: Mapped[UUID] = mapped_column(sa.ForeignKey("organisations.id"))
    listing: Mapped[Listing]
    words: Mapped[str]
    added_at: Mapped[Moment]
