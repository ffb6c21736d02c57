"""One's own entries with a certain tag, ready to be listed."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from journal.domain.admissibility import Candidate, WhyNot, why_not
from journal.domain.assessment_plan import AssessmentPlan
from journal.domain.framework import Statement
from journal.domain.standing import Standing, TagView
from journal.frameworks import queries
from journal.models import Entry, Person
from journal.names import names_of
from journal.tag_views import tag_views


@dataclass(frozen=True)
class TaggedEntry:
    """An entry, its tag with all that was said of it, and whether anybody else can read it.

    `why` says of a confirmed tag what keeps its entry from being evidence.
    """

    entry: Entry
    tag: TagView
    is_shared: bool
    why: WhyNot | None


@dataclass(frozen=True)
class TaggedEntries:
    """A page of them."""

    rows: tuple[TaggedEntry, ...]
    names: Mapping[UUID, str]
    next_key: str | None


def tagged_entries(
    session: Session,
    author: Person,
    statement: Statement,
    after: str,
    plan: AssessmentPlan | None = None,
) -> TaggedEntries:
    """A page of this person's entries that are tagged with `statement`, newest first.

    With a plan, confirmed ones say what they still need to be evidence for it.
    """
    ref = (statement.framework, statement.code)
    page = queries.entries_tagged(session, author, *ref, after)
    shared = queries.shared_among(session, author, page.rows)
    rows = tuple(
        TaggedEntry(entry, tag, entry.id in shared, what_is_missing(entry, tag, plan))
        for entry in page.rows
        for tag in tag_views(entry)
        if (tag.framework, tag.code) == ref
    )
    people = {word.person for row in rows for word in row.tag.words}
    return TaggedEntries(rows, names_of(session, people), page.next_key)


def what_is_missing(entry: Entry, tag: TagView, plan: AssessmentPlan | None) -> WhyNot | None:
    """What keeps an entry with a confirmed tag from being evidence; None when nothing does."""
    if plan is None or tag.standing is not Standing.CONFIRMED:
        return None
    latest = entry.statements[-1].number if entry.statements else 0
    attested = {given.statement_number for given in entry.attestations}
    attested |= {given.statement_number for given in entry.provenances}
    return why_not(Candidate(entry.kind, latest, attested), plan)
