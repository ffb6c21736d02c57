"""Versions of a portfolio that wait for a line manager's name: what the first page tells them."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session, defer

from journal.models import Person, PortfolioStatement, VersionToSign
from journal.models.confidential import visible

MOST_SHOWN = 50


def for_me_to_sign(session: Session, me: Person) -> Sequence[VersionToSign]:
    """The versions this person is asked to sign and has said nothing of, the newest first."""
    said = sa.select(PortfolioStatement.id).where(
        PortfolioStatement.portfolio_id == VersionToSign.portfolio_id,
        PortfolioStatement.digest == VersionToSign.digest,
        PortfolioStatement.author_id == me.id,
    )
    wanted = visible(VersionToSign, to=me).where(VersionToSign.reader_id == me.id, ~said.exists())
    newest = wanted.options(defer(VersionToSign.document)).order_by(VersionToSign.asked_at.desc())
    return session.scalars(newest.limit(MOST_SHOWN)).all()
