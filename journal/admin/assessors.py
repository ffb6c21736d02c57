"""Assessors' links as an administrator sees them: names and dates, and nothing they open."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from journal.models import AssessorLink, Person
from journal.models.confidential import visible
from journal.moments import read_moment
from journal.names import names_of
from journal.paging import Page, key_text, page_of, read_key


@dataclass(frozen=True)
class Listed:
    """A page of links, and whose portfolios they open."""

    page: Page[AssessorLink]
    names: dict[UUID, str]


def links_of(session: Session, me: Person, after: str) -> Listed:
    """The links of the organisation, newest first."""
    page = page_of(
        session,
        visible(AssessorLink, to=me).where(AssessorLink.organisation_id == me.organisation_id),
        key=(AssessorLink.made_at, AssessorLink.id),
        after=read_key(after, read_moment),
        key_of=lambda link: key_text(link.made_at, link.id),
    )
    return Listed(page, names_of(session, {link.author_id for link in page.rows}))


def get_link(session: Session, me: Person, link_id: UUID) -> AssessorLink | None:
    """One link of the organisation."""
    wanted = visible(AssessorLink, to=me).where(
        AssessorLink.id == link_id, AssessorLink.organisation_id == me.organisation_id
    )
    return session.scalar(wanted)
