"""The pages of a portfolio's PDF, kept from whenever it was last typeset.

The portfolio's room finds them, for it alone makes the PDF; other rooms read them here.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from uuid import UUID

from sqlalchemy.orm import Session

from journal.audit import Event, record
from journal.domain.portfolio import Selection
from journal.domain.redaction import redacted
from journal.models import Person, Portfolio, PortfolioPages
from journal.models.base import now
from journal.models.confidential import visible

PIECE = "piece-"
"""What the anchor of a piece begins with in every document; its number follows."""


def numbered(pages: Mapping[str, int]) -> dict[int, int]:
    """The pages on which pieces begin, by the number of the piece."""
    return {
        int(anchor.removeprefix(PIECE)): page
        for anchor, page in pages.items()
        if anchor.startswith(PIECE) and anchor.removeprefix(PIECE).isdecimal()
    }


def mark_of(words: Sequence[str], selection: Selection) -> str:
    """A mark of all that the PDF is made of: the words around the pieces, and what they hold.

    It is another as soon as anything is that could move a page.
    """
    plan = selection.plan
    made_of = [
        list(words),
        [plan.key, plan.version, selection.framework.key, selection.codes],
        [asdict(piece) for piece in selection.pieces],
        [placed.number for placed in selection.placed],
    ]
    return hashlib.sha256(json.dumps(made_of, default=plain, sort_keys=True).encode()).hexdigest()


def words_around(portfolio: Portfolio, author: Person) -> tuple[str, ...]:
    """What stands around the pieces in the PDF, as `mark_of` takes it."""
    around = (portfolio.title, portfolio.introduction, portfolio.closing)
    return *map(redacted, around), author.name


def pages_of(session: Session, me: Person, portfolio_id: UUID) -> PortfolioPages | None:
    """What was found when the PDF was last typeset, if it ever was."""
    wanted = visible(PortfolioPages, to=me).where(PortfolioPages.portfolio_id == portfolio_id)
    return session.scalar(wanted)


def keep(
    session: Session, me: Person, portfolio: Portfolio, mark: str, pages: Mapping[str, int]
) -> None:
    """Keep the pages of the PDF just made, in place of what was found before.

    The portfolio is read to be written, so that two of these wait for each other.
    """
    kept = pages_of(session, me, portfolio.id)
    if kept is None:
        kept = PortfolioPages(portfolio_id=portfolio.id, author_id=me.id)
        session.add(kept)
    kept.mark, kept.found_at = mark, now()
    kept.pages = {str(number): page for number, page in numbered(pages).items()}
    subject = ("portfolio", portfolio.id)
    record(session, me, Event.PORTFOLIO_PAGES_FOUND, owner=me.id, subject=subject)
    session.flush()


def plain(part: object) -> object:
    """What JSON does not know, as text; a set in one order."""
    return sorted(map(str, part)) if isinstance(part, set | frozenset) else str(part)
