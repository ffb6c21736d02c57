"""What the builder shows, gathered in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from journal.content import Content
from journal.domain.admissibility import WhyNot, why_not
from journal.domain.entry_kind import EntryKind
from journal.domain.portfolio import Amount, Answer, Evidence, Gain, Readiness, Selection
from journal.models import Entry, Person, Portfolio
from journal.portfolio import queries
from journal.portfolio_contents import evidence_of, plan_of, selection_of


@dataclass(frozen=True)
class Asked:
    """Which entries to choose from: of a kind, tagged with a code, after a key."""

    kind: EntryKind | None = None
    code: str = ""
    after: str = ""


@dataclass(frozen=True)
class CandidateRow:
    """An entry that could come in: what it would add, or why it is not a piece yet."""

    entry: UUID
    title: str
    evidence: Evidence
    why: WhyNot | None
    gains: tuple[Gain, ...]

    @property
    def fills(self) -> tuple[str, ...]:
        """The statements that nothing shows yet and this would."""
        return tuple(gain.code for gain in self.gains if gain.fills_gap)

    @property
    def adds_to(self) -> tuple[str, ...]:
        """The statements that something shows already."""
        return tuple(gain.code for gain in self.gains if not gain.fills_gap)

    @property
    def without_reason(self) -> tuple[str, ...]:
        """The statements that wait for a line that says how they are shown."""
        return tuple(gain.code for gain in self.gains if gain.needs_reason)


@dataclass(frozen=True)
class Builder:
    """Everything on the builder's page."""

    selection: Selection
    plan_has_gone: bool
    own_titles: dict[UUID, str]
    """The titles of the chosen entries, for their author's eyes."""
    candidates: Sequence[CandidateRow]
    next_key: str | None

    @property
    def amount(self) -> Amount:
        """The number of pieces beside what is usual."""
        return self.selection.amount

    @property
    def gaps(self) -> tuple[Answer, ...]:
        """The statements without a piece."""
        return self.selection.answers_that_are(Readiness.NO_PIECE)

    @property
    def unconfirmed(self) -> tuple[Answer, ...]:
        """The statements whose pieces nobody has confirmed."""
        return self.selection.answers_that_are(Readiness.UNCONFIRMED)

    @property
    def ready(self) -> tuple[Answer, ...]:
        """The statements that a confirmed piece shows."""
        return self.selection.answers_that_are(Readiness.READY)


def builder_for(
    session: Session, author: Person, portfolio: Portfolio, content: Content, asked: Asked
) -> Builder:
    """Gather the page: the chosen entries, and one page of those that could be chosen."""
    chosen = queries.entries_of(session, author, [piece.entry_id for piece in portfolio.pieces])
    selection = selection_of(portfolio, chosen, content)
    found = queries.candidates(
        session,
        author,
        portfolio,
        kind=asked.kind,
        tag=(content.standard.framework.key, asked.code) if asked.code else None,
        after=asked.after,
    )
    return Builder(
        selection=selection,
        plan_has_gone=plan_of(portfolio, content).key != portfolio.plan,
        own_titles={entry.id: entry.title for entry in chosen.values()},
        candidates=[candidate_row(entry, selection) for entry in found.rows],
        next_key=found.next_key,
    )


def candidate_row(entry: Entry, selection: Selection) -> CandidateRow:
    """An entry held against the portfolio it could come into."""
    evidence = evidence_of(entry)
    why = why_not(evidence.candidate, selection.plan)
    return CandidateRow(entry.id, entry.title, evidence, why, selection.gains(evidence))
