"""From a portfolio in the database to an edition of it: for pages and commands alike."""

from sqlalchemy.orm import Session

from journal.content import Content
from journal.domain.redaction import redacted
from journal.formatting import day_of
from journal.models import Person, Portfolio
from journal.names import names_of
from journal.portfolio import queries
from journal.portfolio.compiling import Manuscript
from journal.portfolio.edition import Edition
from journal.portfolio.enclosures import Enclosures
from journal.portfolio_contents import people_in, selection_of
from journal.storage import storage


def edition_for(
    session: Session, author: Person, portfolio: Portfolio, content: Content
) -> Edition:
    """The portfolio as its author would hand it over now, ready to be made into files. The
    session is not needed after."""
    ids = [piece.entry_id for piece in portfolio.pieces]
    selection = selection_of(portfolio, queries.entries_of(session, author, ids), content)
    carried = [placed.piece.evidence for placed in selection.carried]
    moment = selection.newest(portfolio.changed_at)
    script = Manuscript(
        title=redacted(portfolio.title),
        introduction=redacted(portfolio.introduction),
        closing=redacted(portfolio.closing),
        name=author.name,
        standard=content.standard,
        selection=selection,
        names=names_of(session, people_in(carried)),
        date=day_of(moment),
    )
    files = Enclosures(selection.enclosed, storage())
    return Edition(portfolio.id, portfolio.version, moment, script, files)
