"""All cards of one portfolio, gathered in a fixed number of queries and without typesetting."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache

import pikepdf
from sqlalchemy.orm import Session

from journal import frozen_files, portfolio_pages
from journal.content import Content
from journal.documents import tree
from journal.documents.pdf_pages import pages_of as pages_in
from journal.domain.assessment_plan import AssessmentPlan
from journal.domain.portfolio import Selection
from journal.domain.rehearsal import Card
from journal.domain.submission import FileKind
from journal.models import Person, Portfolio, RehearsalNote, Submission
from journal.portfolio_contents import selection_of
from journal.rehearsal import examples, queries
from journal.rehearsal.examples import Examples
from journal.storage import Storage

log = logging.getLogger(__name__)


class PageState(StrEnum):
    """What is known of the page numbers."""

    KNOWN = "known"
    NOT_YET = "not_yet"
    CHANGED = "changed"
    """They were found, and the portfolio is another since."""
    UNREADABLE = "unreadable"
    """What was handed in has no PDF that can be read."""


@dataclass(frozen=True)
class Source:
    """Where the examples and their pages come from."""

    pages: PageState
    frozen_at: datetime | None = None
    """When it was handed in; None for the portfolio as it stands now."""
    found_at: datetime | None = None


@dataclass(frozen=True)
class Deck:
    """Every statement of the standard as a card, in the standard's order."""

    plan: AssessmentPlan
    cards: Mapping[str, Card]
    source: Source
    notes: Mapping[str, RehearsalNote]

    @property
    def asked(self) -> tuple[Card, ...]:
        """The cards that the discussion about the portfolio can ask about."""
        return tuple(card for card in self.cards.values() if card.is_asked)


def deck_for(
    session: Session, storage: Storage, me: Person, portfolio: Portfolio, content: Content
) -> Deck:
    """The cards: with what was handed in, if it still stands, else with the portfolio as it is."""
    entries = queries.entries_in(session, me, portfolio)
    selection = selection_of(portfolio, entries, content)
    handed_in = queries.standing_submission(session, me, portfolio.id)
    found = as_handed_in(storage, handed_in) if handed_in else None
    shown, source = found or as_it_stands(session, me, portfolio, selection)
    notes = queries.notes_on(session, me, portfolio.id)
    asked = frozenset(selection.codes)
    cards = {
        statement.code: Card(
            statement=statement,
            is_asked=statement.code in asked,
            examples=shown.get(statement.code, ()),
            questions=content.rehearsal.of(statement),
            keywords=notes[statement.code].keywords if statement.code in notes else "",
            felt=notes[statement.code].felt if statement.code in notes else None,
        )
        for statement in content.standard.framework
    }
    return Deck(selection.plan, cards, source, notes)


def as_it_stands(
    session: Session, me: Person, portfolio: Portfolio, selection: Selection
) -> tuple[Examples, Source]:
    """The portfolio's pieces now, with pages if the PDF was made of exactly this."""
    kept = portfolio_pages.pages_of(session, me, portfolio.id)
    if kept is None:
        return examples.of_portfolio(selection, {}), Source(PageState.NOT_YET)
    mark = portfolio_pages.mark_of(portfolio_pages.words_around(portfolio, me), selection)
    if kept.mark != mark:
        source = Source(PageState.CHANGED, found_at=kept.found_at)
        return examples.of_portfolio(selection, {}), source
    pages = {int(number): page for number, page in kept.pages.items()}
    source = Source(PageState.KNOWN, found_at=kept.found_at)
    return examples.of_portfolio(selection, pages), source


def as_handed_in(storage: Storage, submission: Submission) -> tuple[Examples, Source] | None:
    """The pieces as they were frozen; None where the frozen text is not what it was."""
    try:
        document = frozen_files.document_in(storage, submission)
    except frozen_files.Changed:
        return None
    pages = frozen_pages(storage, submission, document)
    state = PageState.KNOWN if pages else PageState.UNREADABLE
    return examples.of_document(document, pages), Source(state, frozen_at=submission.frozen_at)


def frozen_pages(
    storage: Storage, submission: Submission, document: tree.Document
) -> Mapping[str, int]:
    """The pages of the PDF that was handed in; none where it cannot be read.

    What is frozen never changes, so its pages are read once and then kept by the process.
    """
    known = next((each.sha256 for each in submission.files if each.kind is FileKind.PDF), "")
    kept = kept_pages(known)
    if not kept:
        try:
            kept.update(pages_in(frozen_files.read(storage, submission, FileKind.PDF), document))
        except (frozen_files.Changed, pikepdf.PdfError, LookupError, ValueError):
            log.warning("The pages of submission %s could not be read.", submission.id)
    return kept


@lru_cache(maxsize=200)
def kept_pages(sha256: str) -> dict[str, int]:
    """Pages by anchor for one exact PDF: empty at first, and filled by whoever reads it."""
    return {}
