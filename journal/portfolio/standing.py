"""Where a portfolio stands: its document of this moment, its fingerprint, and what was signed."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from journal.content import Content
from journal.documents import tree
from journal.documents.canonical import digest_of
from journal.domain.attention import Item, what_stops
from journal.domain.portfolio import Selection
from journal.domain.submission import Signed, as_they_stand
from journal.models import Person, Portfolio, PortfolioStatement
from journal.models.confidential import visible
from journal.portfolio.compiling import Manuscript
from journal.portfolio.enclosures import NO_FILES, Enclosures
from journal.portfolio.files import edition_for


@dataclass(frozen=True)
class Standing:
    """A portfolio as it is now, and the statements on it as they stand."""

    portfolio: UUID
    script: Manuscript
    document: tree.Document
    digest: str
    given: tuple[Signed, ...]
    files: Enclosures = NO_FILES

    @property
    def selection(self) -> Selection:
        """The pieces, and what they show."""
        return self.script.selection

    @property
    def stops(self) -> tuple[Item, ...]:
        """What stops it from being frozen now."""
        return what_stops(self.selection, self.digest, self.given)


def standing_of(
    session: Session, author: Person, portfolio: Portfolio, content: Content
) -> Standing:
    """Everything about this moment, from the database."""
    edition = edition_for(session, author, portfolio, content)
    document = edition.document
    given = as_they_stand(signed(each) for each in statements_on(session, author, portfolio.id))
    return Standing(
        portfolio.id, edition.script, document, digest_of(document), given, edition.files
    )


def statements_on(
    session: Session, viewer: Person, portfolio_id: UUID
) -> Sequence[PortfolioStatement]:
    """What this person may read of what was said about a portfolio, oldest first."""
    wanted = visible(PortfolioStatement, to=viewer).where(
        PortfolioStatement.portfolio_id == portfolio_id
    )
    order = wanted.order_by(PortfolioStatement.given_at, PortfolioStatement.id)
    return session.scalars(order).all()


def signed(row: PortfolioStatement) -> Signed:
    """A statement as the domain knows it."""
    return Signed(
        row.kind, row.author_id, row.name, row.capacity, row.words, row.digest, row.given_at
    )
