"""Rows made into what the domain knows of a portfolio.

An entry's title, text and answers are not read here, and the queries of the portfolio do not even
load the text: nothing of the raw entry can reach a document. A passage that the worker marked to be
taken out is taken out here, wherever it stands, so that no document can hold it.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from uuid import UUID

from sqlalchemy.orm import defer, selectinload

from journal.content import Content
from journal.domain.assessment_plan import AssessmentPlan
from journal.domain.enclosing import AttachedFile, Enclosure, moments_in
from journal.domain.portfolio import Evidence, Given, Message, Piece, Selection, Vouched
from journal.domain.redaction import redacted
from journal.models import Attachment, Entry, PieceFile, Portfolio, PortfolioPiece
from journal.models.entry import WITH_ALL_PARTS
from journal.tag_views import tag_views

WITHOUT_TEXT = (
    *WITH_ALL_PARTS,
    selectinload(Entry.attachments),
    *(defer(column, raiseload=True) for column in (Entry.text, Entry.answers)),
)
"""An entry's parts, and nothing of what was written in it: asking for that is an error."""


def plan_of(portfolio: Portfolio, content: Content) -> AssessmentPlan:
    """The portfolio's assessment plan; where it has gone, the writer's own."""
    return content.assessment_plans.get(portfolio.plan) or content.plan


def selection_of(
    portfolio: Portfolio, entries: Mapping[UUID, Entry], content: Content
) -> Selection:
    """A portfolio's pieces in order, held against its plan."""
    codes = content.standard.framework.codes
    pieces = tuple(piece_of(row, entries[row.entry_id], codes) for row in portfolio.pieces)
    return Selection(plan_of(portfolio, content), content.standard.framework, pieces)


def piece_of(row: PortfolioPiece, entry: Entry, codes: Collection[str]) -> Piece:
    """One piece with what its entry gives, and what was decided about its files."""
    feedback = frozenset(UUID(each) for each in row.feedback_ids)
    evidence = evidence_of(entry)
    decided = {each.attachment_id: each for each in row.files}
    enclosures = tuple(
        enclosure_of(decided[file.id], file, codes) for file in evidence.files if file.id in decided
    )
    context = redacted(row.context or "")
    return Piece(row.id, redacted(row.title), evidence, feedback, enclosures, context)


def enclosure_of(row: PieceFile, file: AttachedFile, codes: Collection[str]) -> Enclosure:
    """What was decided about one file. The places in a recording were checked when they were
    kept; a statement that is not in the standard any more is only words."""
    moments = tuple(
        replace(each, words=redacted(each.words)) for each in moments_in(row.moments, codes)
    )
    return Enclosure(file, row.goes_along, redacted(row.caption), moments)


def file_of(row: Attachment) -> AttachedFile:
    """One file of an entry."""
    return AttachedFile(
        row.id, row.name, row.shows, row.media_type, row.size, row.sha256, row.address, row.added_at
    )


def evidence_of(entry: Entry) -> Evidence:
    """All that a loaded entry could give to a portfolio."""
    latest = entry.statements[-1] if entry.statements else None
    return Evidence(
        entry=entry.id,
        author=entry.author_id,
        kind=entry.kind,
        dated=entry.dated,
        statement=latest.text if latest else "",
        number=latest.number if latest else 0,
        written_at=latest.written_at if latest else None,
        tags=tuple(replace(tag, reason=redacted(tag.reason)) for tag in tag_views(entry)),
        vouched=tuple(
            Vouched(one.author_id, one.capacity, one.words, one.given_at, one.statement_number)
            for one in entry.attestations
        ),
        messages=messages_of(entry),
        is_deleted=entry.deleted_at is not None,
        given=tuple(
            Given(one.given_by, one.given_at, one.statement_number) for one in entry.provenances
        ),
        files=tuple(file_of(one) for one in entry.attachments),
    )


def messages_of(entry: Entry) -> tuple[Message, ...]:
    """The thread beside an entry, oldest first; a mere "seen" says nothing that could go along."""
    return tuple(
        Message(one.id, one.author_id, one.text, one.written_at)
        for one in entry.feedback
        if one.text.strip()
    )


def people_in(evidence: Iterable[Evidence]) -> set[UUID]:
    """Everybody whose name stands beside something they said."""
    found: set[UUID] = set()
    for each in evidence:
        found |= {word.person for tag in each.tags for word in tag.words}
        found |= {one.person for one in each.vouched}
        found |= {one.person for one in each.messages}
    return found
